"""The sentences on items, links, translations and warnings; `finding_texts` puts all of them together."""

ITEMS = {
    "I201": (
        "문항에 이름이 없습니다. 물음 뒤에 {{#이름}}을 적으세요.",
        "The item has no id. Write {{#name}} after the question.",
    ),
    "I202": ("문항 {item}에 맞는 답이 없습니다.", "The item {item} has no right answer."),
    "I203": (
        "{path} {first}줄에서 이미 쓴 이름입니다: {id}",
        "The id {id} is already used in {path}, line {first}.",
    ),
    "I204": (
        "고를 답처럼 보이지만 읽을 수 없습니다. '- [ ] 글'이나 '- [x] 글'로 적으세요.",
        "This looks like a choice. Write '- [ ] text' or '- [x] text'.",
    ),
    "I205": (
        "답 사이에 놓인 글은 읽을 곳이 없습니다. 물음 바로 아래로 옮기세요.",
        "Text between answers is lost. Move it under the question.",
    ),
    "I206": ("문항의 설명('> ')은 답 뒤에 와야 합니다.", "The feedback of the item ('> ') comes after its choices."),
    "I207": ("이곳에 쓸 수 없는 표시입니다: {text}", "The attribute {text} is not known here."),
    "I208": ("같은 답이 두 번 나옵니다: {text}", "The same answer appears twice: {text}"),
    "I209": ("문항 {item}에는 고를 것이 둘 이상 있어야 합니다.", "The item {item} needs at least two to choose from."),
    "I210": (
        (
            "읽을 수 없는 답입니다: {text}. = 뒤에 빈칸을 두고 글을, 수는 단위 없이 7, 3..5, 7 ± 0.5처럼 적고 한 문항에"
            " 글과 섞지 마세요. 범위처럼 보이는 글이라면 물음에 type=short-text를 붙이세요."
        ),
        (
            "The answer {text} cannot be read. Put a space after =; write a number without unit, as 7, 3..5 or 7 ± 0.5,"
            " and no text beside it. For text that looks like a range add type=short-text to the question."
        ),
    ),
    "I211": (
        "비슷한 답(~)은 낱자 {least}개부터 쓸 수 있습니다: {text}",
        "An answer that allows a slip (~) needs at least {least} letters: {text}",
    ),
    "I212": ("범위의 작은 쪽이 먼저 와야 합니다: {text}", "The lower end of a range comes first: {text}"),
    "I213": (
        "check 블록에는 고를 답이 둘 이상 있어야 합니다.",
        "A check needs two choices or more, and nothing but choices.",
    ),
    "I214": ("척도 문항은 survey.md에만 쓸 수 있습니다.", "A scale can only stand in survey.md."),
    "I215": ("고를 것은 {most}개까지 쓸 수 있습니다.", "There can be at most {most} to choose from."),
    "I216": (
        "이름({{#이름}})은 모든 답에 붙이거나 모두 붙이지 않습니다.",
        "Either all choices carry an id or none does.",
    ),
    "I217": (
        "한 묶음({pool})의 문항은 점수가 모두 {points}점이어야 합니다.",
        "All items of one pool ({pool}) must give {points} points.",
    ),
    "I218": (
        "{draw}개를 뽑을 수 없습니다. 문항이 {items}개, 늘 나오는 문항이 {core}개입니다(묶음: {pool}).",
        "It is not possible to draw {draw}: there are {items} items, {core} of them always asked (pool: {pool}).",
    ),
    "I219": ("문항이 하나도 없는 묶음입니다: {pool}", "No item belongs to the pool {pool}."),
    "I220": (
        "draw에 없어 한 번도 나오지 않는 묶음입니다: {pool}",
        "The pool {pool} is not in draw, so the item is never asked.",
    ),
    "I221": ("문항이 하나도 없습니다.", "The quiz has no item."),
    "I222": ("weight는 -100에서 100까지의 수입니다: {text}", "A weight is a number from -100 to 100: {text}"),
    "I223": (
        "{key}에는 {least}부터 {most}까지의 정수가 와야 합니다: {text}",
        "The value of {key} is a whole number from {least} to {most}: {text}",
    ),
    "I224": ("이 문항의 꼴과 맞지 않습니다: {text}", "{text} does not fit the parts of the item."),
    "I225": ("물음이 비어 있습니다.", "The question is empty."),
    "I226": ("짝짓기 표는 제목 줄이 있는 두 칸짜리 표입니다.", "A matching table has two columns and a header row."),
    "I227": ("answer에는 true나 false만 쓸 수 있습니다: {text}", "The value of answer is true or false: {text}"),
    "I228": (
        "쓸 수 없는 이름입니다: {id}. 소문자와 숫자, 붙임표만 씁니다.",
        "The id {id} cannot be used. Use small letters, digits and hyphens.",
    ),
    "I229": (
        "문항 {item}을 언제 물을지 적지 않았습니다. .pre, .post, .follow-up 가운데 붙이세요.",
        "It is not said when the item {item} is asked. Mark it with .pre, .post or .follow-up.",
    ),
    "I230": (
        "읽지 못해 화면에 그대로 보이는 설정입니다: {text}. 줄 끝에 {{weight=50}}처럼 띄어쓰기와 쌍점 없이 적으세요.",
        "This setting is not read and would be shown: {text}. Write it at the end of the line, as {{weight=50}}.",
    ),
    "I231": (
        "설명처럼 보이지만 읽을 수 없습니다. 자판의 >로 '> 글'이라고 적으세요.",
        "This looks like feedback but is none. Begin it with the > of the keyboard: '> text'.",
    ),
    "I232": (
        "사실 번호가 그대로 보입니다: {text}. 설명의 맨 끝에 (F24, F60)으로, 차시에서는 sources에 적으세요.",
        "Readers would see {text}. Fact numbers stand at the very end of a feedback, or under sources of the lesson.",
    ),
    "I233": (
        "문항 {item}에서 맞는 답을 모두 골라도 {percent}%입니다. 더하면 100이 되도록 weight를 고치세요.",
        "All that is right in the item {item} comes to {percent} %. Make the weights add up to 100.",
    ),
    "I234": (
        "퀴즈를 닫는 글({{.{mark}}})은 모든 문항 뒤에 한 번만 적습니다.",
        "What closes the quiz ({{.{mark}}}) stands behind all items, and only once.",
    ),
    "I235": (
        "보기에 읽을 것이 없습니다. 보이는 글이나 그림을 넣으세요.",
        "There is nothing to read in this choice. Put in words that can be seen, or a picture.",
    ),
    "I236": (
        "pool이 없는 문항이 draw에 없어 한 번도 나오지 않습니다. 문항에 pool=을 적고 그 묶음을 draw에 넣으세요.",
        "An item without pool= is not in draw, so it is never asked. Add pool= to its question, and that pool to draw.",
    ),
    "I237": (
        "새 문항으로 읽히지 않습니다: {text}. '## 물음'처럼 # 두 개와 빈칸으로 시작하세요.",
        "This is not read as a new item: {text}. Begin it with two # and a space: '## question'.",
    ),
}
LINKS = {
    "L301": (
        "링크가 가리키는 화면에 없는 자리입니다: {target}. 그곳 제목 뒤에 {{#이름}}을 붙이고 그 이름을 쓰세요.",
        "The page has no place called {target}. Put {{#name}} behind a heading there and lead to that name.",
    ),
    "L302": ("없는 차시입니다: {target}", "There is no lesson {target}."),
    "L303": ("{target} 파일이 없습니다.", "There is no file {target}."),
    "L304": ("그림에 대체 글이 없습니다: {target}", "The picture has no alternative text: {target}"),
    "L305": ("바깥 주소의 그림은 쓸 수 없습니다: {target}", "A picture cannot come from outside: {target}"),
    "L306": (
        "영상에는 자막이, 소리에는 글이나 자막이 있어야 합니다.",
        "A video needs captions; sound needs captions or a transcript.",
    ),
    "L307": (
        "전화번호를 직접 적지 마세요({number}). 도움 창구 목록의 이름을 쓰세요.",
        "Do not type a telephone number ({number}). Name an entry of the help directory.",
    ),
    "L308": (
        "쓸 수 없는 파일 이름입니다: {target}. media/ 폴더에 두고 {expected}처럼 소문자와 숫자, 붙임표로 적으세요.",
        "The file name {target} cannot be used. Put it into media/, in small letters, digits and hyphens: {expected}.",
    ),
    "L309": ("열 수 없는 주소입니다: {target}", "The address {target} cannot be opened."),
    "L310": ("도움 창구 목록에 없는 이름입니다: {key}", "The help directory has no entry {key}."),
}
TRANSLATIONS = {
    "T401": (
        "원문과 차례가 어긋납니다. 원문 {original}줄: {expected}, 여기: {found}",
        "Out of step with the original: its line {original} has {expected}, here stands {found}.",
    ),
    "T402": (
        "원문과 다릅니다: {text}. 원문에는 {expected}입니다.",
        "This differs from the original: {text}. There it is {expected}.",
    ),
    "T403": ("번역에 빠진 것이 있습니다: {key}", "The translation lacks {key}."),
    "T404": (
        "이 번역은 보이지 않습니다. {name}가 없습니다. 되돌려 놓거나 적으세요.",
        "This translation is not shown: there is no {name}. Put it back, or write it.",
    ),
    "T405": (
        "원문인 {name}가 없습니다. 되돌려 놓거나, 이 번역도 이름을 바꾸거나 지우세요.",
        "Its original, {name}, is missing. Put that back, or rename or delete this translation as well.",
    ),
}
WARNINGS = {
    "W501": (
        "적힌 시간은 {claimed}분, 잰 시간은 {measured}분입니다.",
        "The minutes given are {claimed}, the minutes measured {measured}.",
    ),
    "W502": (
        "법 기준일이 열두 달보다 오래되었습니다: {date}",
        "The law was last checked on {date}, over twelve months ago.",
    ),
    "W503": ("{language} 번역이 없습니다.", "There is no translation into {language}."),
    "W504": ("형벌이나 금액은 law 블록에 적습니다: {text}", "A penalty or price belongs in a law block: {text}"),
    "W505": ("'{word}' 대신 쓸 말: {instead}", "Instead of '{word}' write: {instead}"),
    "W506": (
        "맞는 답이 가장 긴 문항이 {items}개 가운데 {longest}개입니다({language}). 길이로 짐작할 수 있습니다.",
        "In {longest} of {items} items the right choice is the longest ({language}). Its length gives it away.",
    ),
    "W507": (
        "번호 목록과 점 목록 사이에 빈 줄이나 글을 넣으세요.",
        "Put text between a numbered list and a dashed one.",
    ),
    "W508": (
        "청소년이 보는 교육에는 help 블록이 하나는 있어야 합니다.",
        "A module for young people should hold a help block.",
    ),
    "W509": ("어디에도 쓰이지 않습니다: {name}", "Nothing uses {name}."),
    "W510": (
        "제목은 ##부터 씁니다. #는 화면의 제목입니다.",
        "Headings begin with ##. A single # is the title of the page.",
    ),
    "W511": (
        "문단에 붙은 목록은 목록이 되지 않습니다. 목록 앞에 빈 줄을 넣으세요.",
        "A list right under a line of text is no list. Put a blank line before it.",
    ),
    "W512": (
        "표로 읽히지 않습니다. 제목 줄과 |---|---| 줄로 시작하고 앞뒤에 빈 줄을 넣으세요.",
        "This is no table. Begin with a header row and |---|---|, and put blank lines before and after it.",
    ),
    "W513": (
        "제목 줄은 {columns}칸인데 이 줄은 {cells}칸이어서 남는 칸은 보이지 않습니다. 칸 수를 맞추세요.",
        "The header has {columns} cells, this row {cells}: the rest is not shown. Make them equal.",
    ),
    "W514": (
        "목록으로 읽히지 않습니다: {text}. '- 글'이나 '1. 글'로 적으세요.",
        "This is no point of a list: {text}. Write '- text' or '1. text'.",
    ),
    "W515": (
        "굵은 글씨(**)가 닫히지 않았거나 안쪽에 빈칸이 있습니다. **글**처럼 붙여 적으세요.",
        "Bold (**) is not closed, or has blanks inside. Write **text**.",
    ),
    "W516": (
        "화면에 그대로 보이는 글입니다: {text}. 굵은 글씨(**글**)나 <s>글</s>, <mark>글</mark>을 쓰세요.",
        "Readers would see {text} as it stands. Use **text**, <s>text</s> or <mark>text</mark>.",
    ),
    "W517": (
        "링크로 읽히지 않습니다: {text}. [글](주소)처럼 띄어쓰기 없이 적고 괄호를 닫으세요.",
        "This is no link: {text}. Write [text](address) without a blank, and close the bracket.",
    ),
    "W518": (
        "각주 {name}의 내용이 없습니다. 따로 한 줄에 '[^{name}]: 내용'을 적으세요.",
        "The footnote {name} is not defined. Write '[^{name}]: text' on a line of its own.",
    ),
    "W519": (
        "제목의 단계를 건너뛰었습니다({level}). {expected}로 적으세요.",
        "A level of headings is skipped ({level}). Write {expected}.",
    ),
    "W520": (
        "{step}째 줄의 번호가 {number}입니다. 번호가 아니라 적힌 차례가 정답이 됩니다.",
        "Line {step} is numbered {number}. The order of the lines is the right answer, not their numbers.",
    ),
    "W521": (
        "코드로 읽히지 않습니다: {text}. 줄 맨 앞(목록·인용 밖)에 ``` 또는 ```python처럼 언어 이름만 적으세요.",
        "This is not read as code: {text}. Write ``` or ```python at the margin, outside of lists and quotes.",
    ),
    "W522": (
        "줄 끝의 \\가 화면에 그대로 보입니다. 줄을 바꾸려면 <br>을 쓰세요.",
        "Readers would see the \\ at the end of this line. Write <br> to begin a new line.",
    ),
    "W523": (
        "제목으로 읽히지 않습니다: {text}. 반각 #를 줄 맨 앞에 적고 한 칸 띄우세요.",
        "This is no heading: {text}. Write a half-width # at the margin, and a space.",
    ),
    "W524": (
        "링크 이름 {name}의 주소가 없습니다. [글](주소)로 적거나 따로 한 줄에 '[{name}]: 주소'를 적으세요.",
        "The link {name} has no address. Write [text](address), or '[{name}]: address' on a line of its own.",
    ),
    "W525": (
        (
            "{text}: 수만 적으면 점수를 받지 못합니다. 단위는 물음에 쓰고 쉼표 없이 수만 적거나 물음에"
            " type=short-text를 붙이세요."
        ),
        (
            "{text}: who types the number alone earns nothing. Write the number without commas and its unit in the"
            " question, or add type=short-text."
        ),
    ),
}
