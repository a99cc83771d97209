"""One sentence for each finding code, in Korean and English; the names in braces are the finding's values."""

from collections.abc import Mapping
from types import MappingProxyType

from courses.catalog.structure import Finding
from courses.web.finding_reasons import with_reason
from courses.web.finding_texts_items import ITEMS, LINKS, TRANSLATIONS, WARNINGS

_TREE = {
    "C001": (
        "course.md가 없습니다. 과정 폴더에는 course.md가 있어야 합니다.",
        "There is no course.md. A course folder needs one.",
    ),
    "C002": (
        "쓸 수 없는 이름입니다: {name}. 소문자와 숫자, 붙임표만 쓰고 교육과 차시 앞에는 번호를 붙이세요(01-이름).",
        "The name {name} cannot be used. Use small letters, digits and hyphens; number modules and lessons (01-name).",
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
        "보이지 않는 글자가 있습니다({name}). 지워 주세요.",
        "An invisible character stands here ({name}). Delete it.",
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
    "C019": (
        "화면으로 바꾸는 데 시간({seconds}초)이나 기억 공간이 너무 많이 듭니다. 글을 단순하게 고쳐 주세요.",
        "Rendering takes more than {seconds} seconds of computing time, or too much memory. Write it more simply.",
    ),
    "C020": (
        "차시 제목 뒤에 {{#이름}}을 적으세요. 소문자와 숫자, 붙임표만 씁니다.",
        "Write {{#name}} after the title of the lesson, with small letters, digits and hyphens only.",
    ),
    "C021": (
        "확인 문제({quiz}줄)는 하나뿐이고 맨 뒤에 와야 합니다.",
        "There is one quiz (line {quiz}), and it comes last.",
    ),
    "C022": (
        "이 종류의 파일은 {most}까지 쓸 수 있습니다. 크기를 줄이세요.",
        "A file of this kind may have {most}. Make it smaller.",
    ),
    "C023": (
        "화소가 너무 많은 그림입니다({width}×{height}). {most}00만 화소까지 쓸 수 있습니다.",
        "The picture has too many pixels ({width}×{height}): {most} million are the most.",
    ),
    "C024": (
        "파일의 내용이 확장자({ending})와 다르거나 깨져 있습니다.",
        "What is in the file is not what its ending {ending} says, or it is damaged.",
    ),
    "C025": ("빈 파일입니다.", "The file is empty."),
    "C026": (
        "그림에 쓸 수 없는 것이 들어 있습니다: {text}. 빼고 다시 저장하세요.",
        "A drawing cannot hold {text}. Save it without that.",
    ),
    "C027": (
        "여기의 기록은 처음 이름으로 남아 있습니다: {key}. formerly를 이 이름으로, 오래된 것부터 적어 주세요.",
        "The evidence is kept under the first name, {key}. Begin formerly with it: the oldest first, none taken away.",
    ),
    "C030": (
        "이 폴더에는 과정이 하나도 없습니다. course.md가 든 폴더가 있어야 합니다.",
        "There is no course in this folder. A course is a folder that holds a course.md.",
    ),
    "C031": (
        "{name}이 없거나 비었습니다. 파일을 되돌려 놓거나 새로 적으세요.",
        "There is no {name}, or it is empty. Put the file back, or write it.",
    ),
    "C032": (
        "파일 이름이 UTF-8이 아닙니다: {name}. 영문 소문자와 숫자, 붙임표로 바꾸세요.",
        "The name of the file, {name}, is not UTF-8. Use small letters, digits and hyphens.",
    ),
    "C040": (
        "차시에 글이 없습니다. 머리말이나 제목 아래에 적으세요.",
        "The lesson has no text. Write it under the front matter, or under its heading.",
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
    "F005": (
        "두 번 나오거나 비어 있는 키가 있습니다: {key}. 하나만 남기세요.",
        "The key {key} appears twice or is empty. Keep one of them.",
    ),
    "F006": (
        "YAML이 다른 뜻으로 읽는 값입니다: {value}. 글자로 쓰려면 따옴표로 감싸세요.",
        "YAML reads {value} as something else. Put it in quotes if it is text.",
    ),
    "F007": ("이곳에 쓸 수 없는 키입니다: {key}", "The key {key} is not known here."),
    "F008": ("빠진 키가 있습니다: {key}", "The key {key} is missing."),
    "F010": ("{key}에는 글자가 와야 합니다.", "The value of {key} must be text."),
    "F011": ("{key}에는 정수가 와야 합니다.", "The value of {key} must be a whole number."),
    "F012": ("{key}에는 날짜(2026-11-22)가 와야 합니다.", "The value of {key} must be a date (2026-11-22)."),
    "F013": ("{key}의 값은 {expected} 꼴로 적어야 합니다.", "The value of {key} must be written like {expected}."),
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
    "F021": (
        "파일 전체를 YAML로 읽을 수 없습니다. {reason}",
        "The whole file cannot be read as YAML. {reason}",
    ),
}
_BLOCKS = {
    "B101": (
        "없는 블록입니다: {block}. 혹시 {near} 블록이 아닙니까?",
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
        "블록의 설정을 읽을 수 없습니다. {reason}",
        "The options cannot be read. {reason}",
    ),
    "B108": ("{block} 블록에는 {key} 설정이 없습니다.", "The block {block} has no option {key}."),
    "B109": (
        "{block} 블록에 {key} 설정이 빠졌습니다. 여는 줄 바로 아래에 빈칸 네 개를 띄우고 적으세요.",
        "The block {block} needs the option {key}. Write it right under the opening line, indented by four spaces.",
    ),
    "B110": (
        "{block} 블록의 {key} 값을 쓸 수 없습니다. {form}처럼 적으세요.",
        "The value of {key} in the block {block} cannot be used. Write it like {form}.",
    ),
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
TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    _TREE | _FRONT | _BLOCKS | ITEMS | LINKS | TRANSLATIONS | WARNINGS
)
"""Code → (Korean, English), for `str.format_map` with the values of a finding."""


def sentence(finding: Finding, language: str) -> str:
    """What is wrong, in one sentence of that language."""
    return worded(finding.code, finding.values, language)


def worded(code: str, values: Mapping[str, str], language: str) -> str:
    """The sentence of a code, filled with these values."""
    korean, english = TEXTS[code]
    return (korean if language == "ko" else english).format_map(with_reason(values, language == "ko"))
