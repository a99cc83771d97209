"""One sentence for each finding code, in Korean and English; the names in braces are the finding's values."""

from collections.abc import Mapping
from types import MappingProxyType

_TREE = {
    "C001": (
        "course.md가 없습니다. 과정 폴더에는 course.md가 있어야 합니다.",
        "There is no course.md. A course folder needs one.",
    ),
    "C002": (
        "쓸 수 없는 이름입니다: {name}. 소문자와 숫자, 붙임표만 쓰고 교육과 차시 앞에는 번호를 붙이세요(01-이름).",
        "The name {name} cannot be used. Use small letters, digits and hyphens, with a number in front (01-name).",
    ),
    "C003": (
        "쓸 수 없도록 남겨 둔 주소입니다: {slug}",
        "The name {slug} is reserved for addresses of the platform.",
    ),
    "C004": ("{other}에도 같은 이름이 있습니다: {slug}", "The name {slug} is also used by {other}."),
    "C005": ("파일을 읽을 수 없습니다: {reason}", "The file cannot be read: {reason}"),
    "C006": ("파일이 {kilobytes}KB보다 큽니다. 나누어 주세요.", "The file is larger than {kilobytes} KB. Divide it."),
    "C007": (
        "여기부터 UTF-8이 아닙니다. 파일을 UTF-8로 저장하세요.",
        "From here on the file is not UTF-8. Save it as UTF-8.",
    ),
    "C008": (
        "보이지 않는 제어 문자가 있습니다. 지워 주세요.",
        "An invisible control character stands here. Delete it.",
    ),
    "C009": (
        "한 문단이 {kilobytes}KB보다 깁니다. 빈 줄로 나누어 주세요.",
        "The paragraph is longer than {kilobytes} KB. Divide it with a blank line.",
    ),
    "C010": (
        "한 문단에 여는 괄호나 겹친 인용(>)이 {most}개보다 많습니다.",
        "The paragraph has more than {most} opening brackets, or quotes (>) inside quotes.",
    ),
    "C011": (
        "이 글은 화면으로 바꿀 수 없습니다. 문장을 단순하게 고쳐 주세요.",
        "The text could not be rendered. Write it more simply.",
    ),
    "C012": (
        "다른 곳을 가리키는 링크 파일은 쓸 수 없습니다.",
        "A symbolic link is not taken up. Put the file itself here.",
    ),
    "C013": ("차시가 하나도 없습니다.", "The module has no lesson."),
    "C014": ("교육이 하나도 없습니다.", "The course has no module."),
    "C015": (
        "module.md가 없습니다. 교육 폴더에는 module.md가 있어야 합니다.",
        "There is no module.md. A module folder needs one.",
    ),
    "C017": (
        "블록이 {most}개보다 많습니다. 글을 나누어 주세요.",
        "There are more than {most} blocks. Divide the text.",
    ),
    "C018": (
        "< 기호가 {most}개보다 많습니다. 글을 나누어 주세요.",
        "There are more than {most} signs <. Divide the text.",
    ),
    "C016": (
        "지금 다른 것이 쓰고 있는 예전 이름입니다: {slug}",
        "The former name {slug} is in use for something else now.",
    ),
}
_FRONT = {
    "F001": (
        "머리말이 없습니다. 첫 줄에 ---를 적고 설정을 시작하세요.",
        "There is no front matter. Begin it with --- on the first line.",
    ),
    "F002": ("머리말을 닫는 ---가 없습니다.", "The front matter is not closed with ---."),
    "F003": ("머리말을 YAML로 읽을 수 없습니다. {reason}", "The front matter cannot be read as YAML. {reason}"),
    "F004": (
        "YAML의 별칭(&, *)과 지나치게 깊은 구조는 쓸 수 없습니다.",
        "YAML aliases (&, *) and very deep structures are not accepted.",
    ),
    "F005": ("두 번 나오거나 비어 있는 키가 있습니다: {key}", "The key {key} appears twice or is empty."),
    "F006": (
        "YAML이 다른 뜻으로 읽는 값입니다: {value}. 글자로 쓰려면 따옴표로 감싸세요.",
        "YAML reads {value} as something else. Put it in quotes if it is text.",
    ),
    "F007": ("이곳에 쓸 수 없는 키입니다: {key}", "The key {key} is not known here."),
    "F008": ("빠진 키가 있습니다: {key}", "The key {key} is missing."),
    "F010": ("{key}에는 글자가 와야 합니다.", "The value of {key} must be text."),
    "F011": ("{key}에는 정수가 와야 합니다.", "The value of {key} must be a whole number."),
    "F012": ("{key}에는 날짜(2026-11-22)가 와야 합니다.", "The value of {key} must be a date (2026-11-22)."),
    "F013": ("{key}의 값은 목록이나 키와 값의 묶음이어야 합니다.", "The value of {key} must be a list or a mapping."),
    "F014": ("{key}에 쓸 수 있는 값: {expected}", "The value of {key} must be one of {expected}."),
    "F015": (
        "{key}의 값이 범위를 벗어났습니다(한계 {limit}).",
        "The value of {key} is out of range (the limit is {limit}).",
    ),
    "F016": ("{key}의 값이 비었거나 너무 깁니다.", "The value of {key} is empty or too long."),
    "F017": ("{key}의 값이 정해진 꼴이 아닙니다.", "The value of {key} does not have the form it needs."),
    "F018": ("{key}에는 true나 false만 쓸 수 있습니다.", "The value of {key} must be true or false."),
    "F019": (
        "문항 파일에는 머리말을 쓰지 않습니다. 설정은 module.md에 적으세요.",
        "A quiz has no front matter. Settings stand in module.md.",
    ),
    "F020": ("sources.yaml에 없는 근거입니다: {fact}", "The fact {fact} is not listed in sources.yaml."),
}
_BLOCKS = {
    "B101": (
        "{block}이라는 블록은 없습니다. 쓸 수 있는 이름: {near}",
        "There is no block called {block}. Did you mean: {near}?",
    ),
    "B102": ("닫을 블록이 없습니다.", "No open block is closed here."),
    "B103": ("{block} 블록이 닫히지 않았습니다.", "The block {block} is never closed."),
    "B104": ("블록은 줄 맨 앞에서 시작해야 합니다.", "A block must begin at the start of its line."),
    "B105": (
        "{outer} 블록 안에 있는 {block} 블록은 빗금이 더 적어야 합니다. 바깥 블록의 빗금을 늘리세요.",
        "The block {block} inside {outer} needs fewer slashes. Give the outer block more.",
    ),
    "B106": ("코드를 감싸는 줄이 닫히지 않았습니다.", "The code fence is never closed."),
    "B107": (
        "블록의 설정을 읽을 수 없습니다. 값에 쌍점이 있으면 따옴표로 감싸세요. {reason}",
        "The options cannot be read. Put a value with a colon in quotes. {reason}",
    ),
    "B108": ("{block} 블록에는 {key} 설정이 없습니다.", "The block {block} has no option {key}."),
    "B109": ("{block} 블록에 {key} 설정이 빠졌습니다.", "The block {block} needs the option {key}."),
    "B110": ("{block} 블록의 {key} 값을 쓸 수 없습니다.", "The value of {key} in the block {block} cannot be used."),
    "B111": (
        "{block} 블록에 제목이 없습니다. 이름 뒤에 | 제목을 적으세요.",
        "The block {block} needs a title: write | and the title.",
    ),
    "B113": ("대화의 한 줄은 'A: 말'로 적습니다.", "A line of a chat is written as 'A: words'."),
    "B115": (
        "블록처럼 보이지만 블록이 아닙니다. '/// 이름 | 제목' 꼴로 적으세요.",
        "This looks like a block but is none. Write '/// name | title'.",
    ),
    "B116": ("화면에 그대로 보이는 글입니다: {text}", "Readers would see {text} as it stands."),
    "B117": (
        "고를 답은 문항이나 check 블록 안에서만 쓸 수 있습니다.",
        "A choice can only stand in an item or a check block.",
    ),
    "B118": (
        "안전을 위해 바뀌거나 지워지는 HTML입니다: {html}. Markdown으로 적으세요.",
        "{html} would be changed or removed for safety. Use Markdown.",
    ),
    "B119": ("{block} 블록은 이 파일에 쓸 수 없습니다.", "The block {block} does not belong in this file."),
    "B120": (
        "쓸 수 없는 속성입니다: {text}. #이름, .c-이름, lang, title만 쓸 수 있습니다.",
        "The attributes {text} are not accepted. Use #id, .c-name, lang or title.",
    ),
    "B130": (
        "상황 연습에 장면이 없습니다. '### 제목 {{#이름}}'으로 시작하세요.",
        "The scenario has no step. Begin one with '### title {{#name}}'.",
    ),
    "B131": ("첫 장면이 없습니다: {step}", "The first step {step} does not exist."),
    "B132": (
        "장면에 이름이 없습니다. 제목 뒤에 {{#이름}}을 적으세요.",
        "The step has no name. Write {{#name}} after its title.",
    ),
    "B133": ("장면 이름이 두 번 나옵니다: {step}", "The step {step} appears twice."),
    "B134": ("이어질 장면이 없습니다: {step}", "The step {step}, which this choice leads to, does not exist."),
    "B135": ("장면 {step}에 닿는 길이 없습니다.", "Nobody ever reaches the step {step}."),
    "B136": ("장면 {step}에 고를 것도 끝(.end)도 없습니다.", "The step {step} neither leads on nor ends (.end)."),
    "B137": ("끝나는 장면 {step}에 고를 것이 있습니다.", "The step {step} is an end and still offers choices."),
    "B138": ("고를 것은 '- [글](#장면)'으로 적습니다.", "A choice of a scenario is written as '- [text](#step)'."),
    "B139": (
        "고를 것 뒤에는 들여 쓴 결과('> ')만 올 수 있습니다.",
        "After a choice only its indented consequence ('> ') may follow.",
    ),
}
_ITEMS = {
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
    "I210": ("읽을 수 없는 답입니다: {text}", "The answer {text} cannot be read."),
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
        "묶음 {pool}의 문항은 점수가 모두 {points}이어야 합니다.",
        "All items of the pool {pool} must give {points} points.",
    ),
    "I218": (
        "묶음 {pool}에서 {draw}개를 뽑을 수 없습니다. 문항 {items}개, 늘 나오는 문항 {core}개가 있습니다.",
        "The pool {pool} cannot give {draw}: it has {items} items, {core} of them always asked.",
    ),
    "I219": ("묶음 {pool}이라는 문항이 없습니다.", "No item belongs to the pool {pool}."),
    "I220": (
        "draw에 없어 한 번도 나오지 않는 묶음입니다: {pool}",
        "The pool {pool} is not in draw, so the item is never asked.",
    ),
    "I221": ("문항이 하나도 없습니다.", "The quiz has no item."),
    "I222": ("weight는 -100에서 100까지의 수입니다: {text}", "A weight is a number from -100 to 100: {text}"),
    "I223": (
        "{key}에는 {most}까지의 정수가 와야 합니다: {text}",
        "The value of {key} is a whole number up to {most}: {text}",
    ),
    "I224": ("이 문항의 꼴과 맞지 않습니다: {text}", "{text} does not fit the parts of the item."),
    "I225": ("물음이 비어 있습니다.", "The question is empty."),
    "I226": ("짝짓기 표는 제목 줄이 있는 두 칸짜리 표입니다.", "A matching table has two columns and a header row."),
    "I227": ("answer에는 true나 false만 쓸 수 있습니다: {text}", "The value of answer is true or false: {text}"),
    "I228": (
        "쓸 수 없는 이름입니다: {id}. 소문자와 숫자, 붙임표만 씁니다.",
        "The id {id} cannot be used. Use small letters, digits and hyphens.",
    ),
}
_LINKS = {
    "L301": ("이 화면에 {target}이라는 자리가 없습니다.", "There is no place called {target} on the page."),
    "L302": ("{target}이라는 차시가 없습니다.", "There is no lesson {target}."),
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
        "이곳에 쓸 수 있는 media/ 파일이 아닙니다: {target}",
        "{target} is no file of media/ that can be shown here.",
    ),
    "L309": ("열 수 없는 주소입니다: {target}", "The address {target} cannot be opened."),
    "L310": ("도움 창구 목록에 없는 이름입니다: {key}", "The help directory has no entry {key}."),
}
_TRANSLATIONS = {
    "T401": (
        "원문과 차례가 어긋납니다. 원문 {original}줄: {expected}, 여기: {found}",
        "Out of step with the original: its line {original} has {expected}, here stands {found}.",
    ),
    "T402": ("원문과 다릅니다: {text}", "This differs from the original: {text}"),
    "T403": ("번역에 빠진 것이 있습니다: {key}", "The translation lacks {key}."),
}
_WARNINGS = {
    "W501": (
        "적힌 시간은 {claimed}분, 잰 시간은 {measured}분입니다.",
        "It says {claimed} minutes; measured are {measured}.",
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
}
TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    _TREE | _FRONT | _BLOCKS | _ITEMS | _LINKS | _TRANSLATIONS | _WARNINGS
)
"""Code → (Korean, English), for `str.format_map` with the values of a finding."""
