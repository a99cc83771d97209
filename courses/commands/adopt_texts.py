"""One sentence for each thing that adopting a folder changed or left out, and for why a folder cannot be adopted."""

from collections.abc import Mapping
from types import MappingProxyType

LEFT_OUT = frozenset(
    {"A705", "A706", "A708", "A712", "A714", "A715", "A716", "A717", "A718", "A719", "A722", "A723", "A724", "A725",
     "A727", "A728", "A729"}
)  # fmt: skip
"""Codes of what is not in the course; the others say what is there in another form."""
KINDS: Mapping[bool, tuple[str, str]] = {True: ("뺌", "left out"), False: ("바꿈", "changed")}

ADOPTION: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "A701": (
            "이 과정 안에 없는 곳으로 가는 링크라 글만 남겼습니다: {target}",
            "The link leads to no place in this course; its words stay: {target}",
        ),
        "A702": (
            "열 수 없는 주소라 글만 남겼습니다: {target}",
            "This address cannot be opened; its words stay: {target}",
        ),
        "A703": (
            "밖에 있는 그림은 보여 주지 않습니다. 설명이 있으면 링크로 남겼습니다: {target}",
            "A picture from outside is not shown; where it had words, they are a link to it: {target}",
        ),
        "A704": (
            "그림에 설명이 없어 파일 이름 '{text}'을(를) 썼습니다. 무엇이 보이는지 적어 주세요: {target}",
            "The picture had no words, so the name of its file '{text}' stands there. Say what it shows: {target}",
        ),
        "A705": (
            "폴더에 없거나, 너무 크거나, 비었거나 깨졌거나, 보여 줄 수 없는 종류의 그림입니다: {target}",
            "The picture is not in the folder, too large, empty, damaged, or of a kind that cannot be shown: {target}",
        ),
        "A706": (
            "HTML 요소를 그 안의 것과 함께 뺐습니다: {html}",
            "An HTML element, with what is in it: {html}",
        ),
        "A707": (
            "HTML 태그를 빼고 글만 남겼습니다: {html}",
            "The HTML tag or its attributes are gone; its words stay: {html}",
        ),
        "A708": (
            "전화번호는 글에 적지 않습니다. 연락처 목록의 항목으로 바꿔 주세요: {text}",
            "A telephone number does not stand in a lesson. Name an entry of the help directory: {text}",
        ),
        "A709": (
            "가리키는 자리가 없어 글의 처음으로 이었습니다: {target}",
            "There is no such place in that text; the link leads to its beginning: {target}",
        ),
        "A710": (
            "너무 긴 문단, 표나 코드를 나누었습니다.",
            "A paragraph, table or code that was too long is divided.",
        ),
        "A711": (
            "코드 안에서 울타리(```)로 시작하는 줄 앞에 빈칸을 하나 넣었습니다.",
            "Within code, a line that begins like a fence (```) has a space in front now.",
        ),
        "A712": ("다른 도구의 지시문입니다: {text}", "An instruction to another program: {text}"),
        "A713": (
            "차시가 아닌 파일로 가는 링크라 글만 남겼습니다: {target}",
            "The link leads to a file that is no lesson; its words stay: {target}",
        ),
        "A714": ("아직 쓰지 않은 장입니다: {text}", "A chapter that is not written yet: {text}"),
        "A715": (
            "차례에 있는 파일이 없습니다: {target}",
            "The table of contents names a file that is not there: {target}",
        ),
        "A716": (
            "차례(SUMMARY.md)에 없는 파일입니다.",
            "The table of contents (SUMMARY.md) does not name this file.",
        ),
        "A717": (
            "UTF-8이 아니거나, 글이 아니거나, 2MB보다 큰 파일입니다.",
            "The file is not UTF-8, no text, or larger than 2 MB.",
        ),
        "A718": ("심볼릭 링크는 따라가지 않습니다.", "A symbolic link is not followed."),
        "A719": ("너무 깊은 폴더입니다.", "The folder is nested too deep."),
        "A720": ("긴 파일을 차시 {parts}개로 나누었습니다.", "The file is long, so it became {parts} lessons."),
        "A721": (
            "검사를 통과하지 못해 꾸밈없는 글로 바꾸었습니다.",
            "This would not pass the check, so it is plain words now.",
        ),
        "A722": ("검사를 통과하지 못해 뺐습니다.", "This would not pass the check."),
        "A723": (
            "이 파일의 글 전체가 검사를 통과하지 못했습니다.",
            "The text of this file as a whole would not pass the check.",
        ),
        "A724": ("{other}의 번역으로 보입니다.", "This seems to be a translation of {other}."),
        "A725": ("비어 있는 파일입니다.", "The file is empty."),
        "A726": (
            "UTF-8이 아니라 {encoding}(으)로 읽었습니다.",
            "The file is not UTF-8; it was read as {encoding}.",
        ),
        "A727": ("차례에 두 번 나옵니다: {target}", "The table of contents names it twice: {target}"),
        "A728": ("읽을 수 없습니다.", "This cannot be read."),
        "A729": (
            "책에서 감추는 줄(# 로 시작하는 Rust 코드)을 뺐습니다.",
            "Lines of Rust that a book hides (they begin with # and a space).",
        ),
        "A731": ("파일이 {most}개보다 많습니다.", "There are more than {most} files."),
        "A732": (
            "글 파일이 {most}개보다 많습니다. 폴더를 나누세요.",
            "There are more than {most} texts. Divide the folder.",
        ),
        "A733": (
            "글이 모두 {most}MB보다 큽니다. 폴더를 나누세요.",
            "The texts are larger than {most} MB in all. Divide the folder.",
        ),
        "A734": ("읽을 Markdown 파일이 없습니다.", "There is no Markdown file to read."),
        "A735": (
            "교육이 {most}개보다 많아집니다. 폴더를 나누세요.",
            "There would be more than {most} modules. Divide the folder.",
        ),
        "A736": (
            "과정 폴더의 이름은 영어 소문자, 숫자와 붙임표로 짓습니다: {name}",
            "The name of a course folder has small letters, digits and hyphens: {name}",
        ),
        "A737": ("이미 있습니다: {name}", "It exists already: {name}"),
        "A738": (
            "원본 폴더 안에는 쓰지 않습니다. --into로 다른 곳을 고르세요.",
            "Nothing is written into the source folder. Choose another place with --into.",
        ),
        "A739": (
            "옮긴 과정이 검사를 통과하지 못해 아무것도 쓰지 않았습니다.",
            "The course would not pass the check, so nothing was written.",
        ),
        "A740": ("쓸 수 없습니다: {name}", "It cannot be written: {name}"),
    }
)
"""Code → (Korean, English). Up to A729 something is told of a file; from A731 on the folder is refused."""


def worded(code: str, values: Mapping[str, str], language: str) -> str:
    """The sentence of a code."""
    return ADOPTION[code][language == "en"].format_map(values)


def kind(code: str, language: str) -> str:
    """Whether something was left out or changed, in words."""
    return KINDS[code in LEFT_OUT][language == "en"]
