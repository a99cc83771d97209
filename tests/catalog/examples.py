"""What authors get wrong: for each code the changes to the tiny course that provoke it, and the place to be named."""

from tests.catalog.examples_of_forms import OF_FORMS
from tests.catalog.examples_of_media import OF_MEDIA
from tests.catalog.examples_of_raw import OF_RAW
from tests.catalog.examples_of_slips import OF_SLIPS
from tests.catalog.examples_of_translations import OF_TRANSLATIONS
from tests.catalog.examples_of_traps import OF_TRAPS
from tests.catalog.writing import LESSON, Change, monolingual

COURSE = "tiny/course.md"
MODULE = "tiny/01-first/module.md"
QUIZ = "tiny/01-first/quiz.md"
READ = "tiny/02-second/01-three.md"
Example = tuple[str, dict[str, Change], str]


def lesson(body: str) -> dict[str, Change]:
    """A lesson with this body; its first line is the fifth of the file."""
    return monolingual({READ: LESSON + body})


def front(text: str) -> dict[str, Change]:
    """A lesson with this front matter; its first line is the second of the file."""
    return monolingual({READ: f"---\n{text}\n---\nText.\n"})


def items(body: str) -> dict[str, Change]:
    """A quiz with this text."""
    return monolingual({QUIZ: body})


def item(body: str, heading: str = "## 물음 {#one}") -> dict[str, Change]:
    """A quiz with one item; its body begins on line 3."""
    return items(f"{heading}\n\n{body}\n")


def steps(body: str) -> dict[str, Change]:
    """A lesson with one scenario; its body begins on line 8."""
    return lesson(f"//// scenario | 상황\n    start: a\n\n{body}\n////\n")


TWO, AT = "- [x] 가\n- [ ] 나\n", f"{READ}:"
TREE: list[Example] = [
    (
        "C001",
        {"other/01-a/module.md": "---\ntitle: a\nsummary: b\nminutes: 1\n---\n", "other/01-a/01-b.md": LESSON},
        "other/course.md:1:1",
    ),
    ("C002", {"tiny/02-second/readme.md": "text"}, "tiny/02-second/readme.md:1:1"),
    ("C002", {"tiny/02-second/02-Upper.md": LESSON}, "tiny/02-second/02-Upper.md:1:1"),
    ("C003", {"tiny/02-second/02-quiz.md": LESSON}, "tiny/02-second/02-quiz.md:1:1"),
    ("C004", {"tiny/02-second/02-three.md": LESSON}, "tiny/02-second/02-three.md:1:1"),
    ("C005", {QUIZ: None, f"{QUIZ}/x": "text"}, f"{QUIZ}:1:1"),
    ("C006", {READ: LESSON + "가나다\n\n" * 30_000}, f"{AT}1:1"),
    ("C007", {READ: LESSON.encode() + b"fine\nnot \xff fine"}, f"{AT}6:5"),
    ("C008", lesson("fine\nnot \x02 fine"), f"{AT}6:5"),
    ("C009", lesson("long words in a row \n" * 500), f"{AT}393:1"),
    ("C010", lesson("[" * 201), f"{AT}5:1"),
    ("C017", lesson("/// note\n\n" * 801), f"{AT}1605:1"),
    ("C018", lesson("``<``\n\n" * 1001), f"{AT}2005:1"),
    ("C010", lesson("> " * 13 + "글"), f"{AT}5:1"),
    (
        "C013",
        {"tiny/03-empty/module.md": "---\ntitle: a\nsummary: b\nminutes: 1\n---\n"},
        "tiny/03-empty/module.md:1:1",
    ),
    ("C014", {"other/course.md": "---\ntitle: a\n---\n"}, "other/course.md:1:1"),
    ("C015", {"tiny/03-none/01-b.md": LESSON}, "tiny/03-none/module.md:1:1"),
    ("C016", {MODULE: ("attempts: 3", "formerly: [gone, second]")}, f"{MODULE}:7:18"),
    (
        "C016",
        {
            MODULE: ("attempts: 3", "formerly: [gone]"),
            "tiny/02-second/module.md": ("minutes: 1", "minutes: 1\nformerly: [gone]"),
        },
        "tiny/02-second/module.md:5:12",
    ),
    ("C016", {READ: ("minutes: 1", "minutes: 1\nformerly: [three]")}, f"{AT}4:12"),
]
FRONT: list[Example] = [
    ("F001", monolingual({READ: "no front matter"}), f"{AT}1:1"),
    ("F002", monolingual({READ: "---\ntitle: a\n"}), f"{AT}1:1"),
    ("F003", front("title: [a"), f"{AT}2:8"),
    ("F003", front("just text"), f"{AT}2:1"),
    ("F003", front("title: " + "[" * 150 + "]" * 150), f"{AT}2:1"),
    ("F004", front("title: &a 제목\nminutes: 1\nsummary: *a"), f"{AT}2:8"),
    ("F005", front("title: a\nminutes: 1\ntitle: b"), f"{AT}4:1"),
    ("F005", front("title: a\nminutes: 1\n[x]: b"), f"{AT}4:1"),
    *[
        ("F006", front(f"title: {value}\nminutes: 1"), f"{AT}2:8")
        for value in ("no", "012", "12:30", "1_000", ".inf", "2026-13-45", "2026-01-01 10:00:00", "!!binary aGk=")
    ],
    ("F007", front("title: a\nminutes: 1\ncolour: red"), f"{AT}4:1"),
    ("F008", front("minutes: 1"), f"{AT}2:1"),
    ("F008", {MODULE: ("pass_mark: 60\n", "")}, f"{MODULE}:2:1"),
    ("F011", {MODULE: ("attempts: 3", "draw: {act: many}")}, f"{MODULE}:7:13"),
    ("F010", front("title: 12\nminutes: 1"), f"{AT}2:8"),
    ("F011", front('title: a\nminutes: "1"'), f"{AT}3:10"),
    ("F012", front("title: a\nminutes: 1\nlaw_as_of: soon"), f"{AT}4:12"),
    ("F013", front("title: a\nminutes: 1\nsources: F1"), f"{AT}4:10"),
    ("F013", {"help.yaml": "friend-line: 1"}, "help.yaml:1:14"),
    ("F021", {"help.yaml": ("checked:", "checked：")}, "help.yaml:8:10"),
    ("C030", {COURSE: None}, "tiny:1:1"),
    ("C031", {"help.yaml": None}, "help.yaml:1:1"),
    ("C031", {"help.yaml": "\n"}, "help.yaml:1:1"),
    ("C031", {"sources.yaml": None}, "sources.yaml:1:1"),
    ("C032", {"tiny/02-second/\udcb1\udcd7.md": "a"}, "tiny/02-second/그.md:1:1"),
    ("F014", {COURSE: ("advised", "perhaps")}, f"{COURSE}:8:15"),
    ("F015", {MODULE: ("pass_mark: 60", "pass_mark: 101")}, f"{MODULE}:6:12"),
    ("F014", {MODULE: ("attempts: 3", "grade: highest")}, f"{MODULE}:7:8"),
    ("F015", front("title: a\nminutes: 0"), f"{AT}3:10"),
    ("F015", {MODULE: ("attempts: 3", "time: 0")}, f"{MODULE}:7:7"),
    ("F011", {MODULE: ("attempts: 3", "time: an hour")}, f"{MODULE}:7:7"),
    ("F016", front('title: ""\nminutes: 1'), f"{AT}2:8"),
    ("F017", front("title: a\nminutes: 1\nsources: [F1, 조사]"), f"{AT}4:15"),
    ("F018", {MODULE: ("attempts: 3", 'optional: "true"')}, f"{MODULE}:7:11"),
    ("F019", items("---\ntitle: a\n---\n\n## 물음 {#one}\n\n" + TWO), f"{QUIZ}:1:1"),
    ("F020", front("title: a\nminutes: 1\nsources: [F1, F99]"), f"{AT}4:15"),
    ("F020", {QUIZ: ("(F1)", "(F1, F77)")}, f"{QUIZ}:12:19"),
    (
        "F020",
        lesson("/// law | 법\n    source: 법\n    as_of: 2026-10-02\n    facts: [F1, F9]\n\n글\n///"),
        f"{AT}8:17",
    ),
]
BLOCKS: list[Example] = [
    ("B101", lesson("/// nota\n글\n///"), f"{AT}5:5"),
    ("B101", lesson("/// Note\n글\n///"), f"{AT}5:5"),
    ("B102", lesson("글\n\n  ///"), f"{AT}7:3"),
    ("B103", lesson("/// note | 알림\n글"), f"{AT}5:5"),
    ("B103", lesson("//// note\n/// note\n글\n////"), f"{AT}6:5"),
    ("B104", lesson("- 글\n\n    /// note\n    글"), f"{AT}7:5"),
    ("B105", lesson("/// note\n//// note\n글\n////\n///"), f"{AT}6:1"),
    ("B106", lesson("글\n\n```\n/// note"), f"{AT}7:1"),
    ("B107", lesson("/// law | 법\n    source: 법: 제1조: 가\n    as_of: 2026-10-02\n///"), f"{AT}6:14"),
    ("B108", lesson("/// note\n    colour: red\n글\n///"), f"{AT}6:5"),
    ("B109", lesson("/// law | 법\n    as_of: 2026-10-02\n글\n///"), f"{AT}5:5"),
    ("B110", lesson("/// help\n    keys: friend-line\n///"), f"{AT}6:11"),
    ("B111", lesson("/// chat\nA: 글\n///"), f"{AT}5:5"),
    ("B113", lesson("/// chat | 방 · 2명\nA: 글\n말한 사람이 없는 글\n///"), f"{AT}7:1"),
    ("B115", lesson("/// note 막대가 없는 제목\n글"), f"{AT}5:1"),
    ("B115", lesson("// note\n글"), f"{AT}5:1"),
    ("B116", lesson("글 중간에 {.c-a} 있는 것"), f"{AT}5:7"),
    ("B117", lesson("글\n\n- [ ] 하나\n"), f"{AT}7:1"),
    ("B118", lesson("글 <script>x"), f"{AT}5:3"),
    ("B118", lesson('글 <b onclick="x">굵게</b>'), f"{AT}5:3"),
    ("B118", lesson("글 <b>닫지 않은\n\n다음"), f"{AT}5:3"),
    ("B118", lesson("글 </b>"), f"{AT}5:3"),
    ("B118", lesson("글 <b 닫지 않은 꺾쇠"), f"{AT}5:3"),
    ("B118", lesson("글 <!-- 숨은 말 -->"), f"{AT}5:3"),
    ("B119", lesson("/// sign-in\n    rows: 3\n///"), f"{AT}5:5"),
    ("B119", items(f"## 물음 {{#one}}\n\n/// reflect\n글\n///\n\n{TWO}"), f"{QUIZ}:3:5"),
    ("B120", lesson('글\n{: style="color:red" }'), f"{AT}6:1"),
    ("B120", lesson("## 제목 {.btn-exit}\n"), f"{AT}5:7"),
    ("B130", steps("글"), f"{AT}5:6"),
    ("B131", steps("### 하나 {#b}\n\n- [글](#c)\n\n### 둘 {#c .end}\n"), f"{AT}6:12"),
    ("B132", steps("### 하나 {#a}\n\n- [글](#a)\n\n### 둘\n\n글\n"), f"{AT}12:1"),
    ("B133", steps("### 하나 {#a}\n\n- [글](#a)\n\n### 둘 {#a .end}\n\n글\n"), f"{AT}12:8"),
    ("B134", steps("### 하나 {#a}\n\n- [글](#c)\n"), f"{AT}10:3"),
    ("B134", steps("### 하나 {#a}\n\n- [글]\n"), f"{AT}10:3"),
    ("B135", steps("### 하나 {#a}\n\n- [글](#a)\n\n### 둘 {#b .end}\n\n글\n"), f"{AT}12:8"),
    ("B136", steps("### 하나 {#a}\n\n글\n"), f"{AT}8:9"),
    ("B137", steps("### 하나 {#a .end}\n\n- [글](#a)\n"), f"{AT}8:9"),
    ("B138", steps("### 하나 {#a}\n\n- [글] (#a)\n- [글](#a)\n"), f"{AT}10:1"),
    ("B139", steps("### 하나 {#a}\n\n- [글](#a)\n길 잃은 글\n"), f"{AT}11:1"),
]
ITEMS: list[Example] = [
    ("I201", items(f"## 물음\n\n{TWO}"), f"{QUIZ}:1:4"),
    ("I202", item("- [ ] 가\n- [ ] 나"), f"{QUIZ}:1:4"),
    ("I202", item("글뿐"), f"{QUIZ}:1:4"),
    ("I202", item("!= 글"), f"{QUIZ}:1:4"),
    ("I202", item("- [ ] 가 {weight=-5}\n- [ ] 나", "## 물음 {#one type=single}"), f"{QUIZ}:1:4"),
    ("I202", lesson("/// check | 물음\n    id: c\n\n- [ ] 가\n- [ ] 나\n///"), f"{AT}5:5"),
    ("I203", items(f"## 물음 {{#one}}\n\n{TWO}\n## 물음 {{#one}}\n\n{TWO}"), f"{QUIZ}:6:8"),
    ("I203", {QUIZ: ("{#responsible", "{#tiny-check")}, f"{QUIZ}:23:23"),
    ("I204", item(f"{TWO}-[ ] 다"), f"{QUIZ}:5:1"),
    ("I204", item(f"* [ ] 다\n{TWO}"), f"{QUIZ}:3:1"),
    ("I205", item(f"{TWO}길 잃은 글"), f"{QUIZ}:5:1"),
    ("I237", item(f"{TWO}##한 번 {{#two}}\n\n> 설명\n\n{TWO}"), f"{QUIZ}:5:1"),
    ("I237", item(f"{TWO}> 설명\n\n ### 한 번 {{#two}}\n\n{TWO}> 설명\n"), f"{QUIZ}:7:2"),
    ("I206", item(f"> 설명\n\n{TWO}"), f"{QUIZ}:3:1"),
    ("I207", item(TWO, "## 물음 {#one colour=red .big}"), f"{QUIZ}:1:8"),
    ("I207", item(TWO, "## 물음 {#one ?}"), f"{QUIZ}:1:8"),
    ("I207", item("- [x] 가 {size=3}\n- [ ] 나"), f"{QUIZ}:3:10"),
    ("I208", item("- [x] 같은 말\n- [ ] 같은  말"), f"{QUIZ}:4:7"),
    ("I209", item("- [x] 하나"), f"{QUIZ}:1:4"),
    ("I209", item("1. 하나"), f"{QUIZ}:1:4"),
    ("I210", item("= 3\n~ 세 개쯤이라고", "## 물음 {#one type=number}"), f"{QUIZ}:4:3"),
    ("I210", item("= 답\n=붙은 답"), f"{QUIZ}:4:1"),
    ("I211", item("= 도움\n~ 도움"), f"{QUIZ}:4:3"),
    ("I212", item("= 5..3"), f"{QUIZ}:3:3"),
    ("I213", lesson("/// check | 물음\n    id: c\n\n= 답\n///"), f"{AT}5:5"),
    ("I214", item("", "## 물음 {#one scale=5}"), f"{QUIZ}:1:8"),
    ("I215", item("\n".join(f"- [{'x' if n else ' '}] 답 {n}" for n in range(27))), f"{QUIZ}:1:4"),
    ("I216", item("- [x] 가 {#a}\n- [ ] 나"), f"{QUIZ}:1:4"),
    ("I217", {MODULE: ("attempts: 3", "draw: 1"), QUIZ: ("#helpful points=1", "#helpful points=2")}, f"{QUIZ}:14:24"),
    ("I218", {MODULE: ("attempts: 3", "draw: 4")}, f"{MODULE}:7:7"),
    (
        "I218",
        {
            MODULE: ("attempts: 3", "draw: 1"),
            QUIZ: "## 물음 {#one .core}\n\n" + TWO + "\n## 물음 {#two .core}\n\n" + TWO,
        }
        | {"tiny/01-first/quiz.en.md": None},
        f"{MODULE}:7:7",
    ),
    ("I219", {MODULE: ("attempts: 3", "draw: {act: 1}")}, f"{MODULE}:7:13"),
    (
        "I220",
        monolingual(
            {
                MODULE: ("attempts: 3", "draw: {act: 1}"),
                QUIZ: f"## 물음 {{#one pool=act}}\n\n{TWO}\n## 물음 {{#two pool=notice}}\n\n{TWO}",
            }
        ),
        f"{QUIZ}:6:8",
    ),
    (
        "I236",
        monolingual(
            {
                MODULE: ("attempts: 3", "draw: {act: 1}"),
                QUIZ: f"## 물음 {{#one pool=act}}\n\n{TWO}\n## 물음 {{#two}}\n\n{TWO}",
            }
        ),
        f"{QUIZ}:6:8",
    ),
    ("I221", items("글뿐입니다."), f"{QUIZ}:1:1"),
    ("I222", item("- [x] 가 {weight=150}\n- [ ] 나"), f"{QUIZ}:3:10"),
    ("I223", item(TWO, "## 물음 {#one points=0}"), f"{QUIZ}:1:8"),
    ("I224", item(TWO, "## 물음 {#one type=essay}"), f"{QUIZ}:1:8"),
    ("I224", item(TWO, "## 물음 {#one scoring=per-pair}"), f"{QUIZ}:1:8"),
    ("I224", item(f"{TWO}- [ ] 다", "## 물음 {#one type=true-false}"), f"{QUIZ}:1:8"),
    ("I224", item(TWO, "## 물음 {#one answer=true}"), f"{QUIZ}:1:8"),
    ("I224", item("- [x] 가\n- [x] 나", "## 물음 {#one type=single}"), f"{QUIZ}:1:8"),
    ("I225", items(f"##  {{#one}}\n\n{TWO}"), f"{QUIZ}:1:1"),
    ("I225", items(f"## &#160; {{#one}}\n\n{TWO}"), f"{QUIZ}:1:1"),
    ("I235", item("- [x] &nbsp;\n- [ ] 나"), f"{QUIZ}:3:7"),
    ("W525", item("= 5명\n!= 아니요\n= 5 명"), f"{QUIZ}:3:3"),
    ("I226", item("| 가 | 나 |\n|---|---|"), f"{QUIZ}:3:1"),
    ("I226", item("| 가 | 나 |\n|---|---|\n| a | b | c |\n| a | b |\n| d | e |"), f"{QUIZ}:5:1"),
    ("I227", item("", "## 물음 {#one answer=maybe}"), f"{QUIZ}:1:8"),
    ("I228", item(TWO, "## 물음 {#하나}"), f"{QUIZ}:1:8"),
    (
        "I234",
        items(f"## 물음 {{#one}}\n\n{TWO}\n## 끝 {{.after}}\n\n글\n\n## 또 끝 {{.after}}\n\n글\n"),
        f"{QUIZ}:10:9",
    ),
    ("I234", items(f"## 처음 {{.after-pass}}\n\n글\n\n## 물음 {{#one}}\n\n{TWO}"), f"{QUIZ}:1:8"),
    ("I207", items(f"## 물음 {{#one}}\n\n{TWO}\n## 끝 {{.after .after-pass}}\n\n글\n"), f"{QUIZ}:6:7"),
]
LINKS: list[Example] = [
    ("L301", lesson("[글](#nowhere)"), f"{AT}5:5"),
    ("L301", lesson("[글](../01-first/01-one.md#nowhere)"), f"{AT}5:5"),
    ("L302", lesson("[글](02-none.md)"), f"{AT}5:5"),
    ("L302", lesson("[하나](01-three.md) [둘](../none/01-three.md)"), f"{AT}5:23"),
    ("L303", lesson("![그림](media/none.png)"), f"{AT}5:7"),
    ("L304", lesson("![](media/none.png)"), f"{AT}5:5"),
    ("L305", lesson("![그림](https://example.org/a.png)"), f"{AT}5:7"),
    ("L306", lesson("/// media | 영상\n    src: media/a.mp4\n///") | {"tiny/02-second/media/a.mp4": b""}, f"{AT}5:5"),
    ("L306", lesson("/// media | 소리\n    src: media/a.mp3\n///") | {"tiny/02-second/media/a.mp3": b""}, f"{AT}5:5"),
    ("L307", lesson("전화는 02-123-4567입니다."), f"{AT}5:5"),
    ("L307", lesson("117번으로 알리세요."), f"{AT}5:1"),
    ("L307", lesson("Call 1388 now."), f"{AT}5:6"),
    ("L307", lesson("[전화](tel:117)"), f"{AT}5:6"),
    ("L308", lesson("![그림](../secret.txt)"), f"{AT}5:7"),
    ("L308", lesson("/// media | 소리\n    src: media/a.exe\n    transcript: 글\n///"), f"{AT}6:10"),
    ("L309", lesson("[글](javascript:alert)"), f"{AT}5:5"),
    ("L309", lesson("[글](//example.org)"), f"{AT}5:5"),
    ("L309", lesson("[글](https://[x)"), f"{AT}5:5"),
    ("L310", lesson("/// help\n    keys: [friend-line, nobody]\n///"), f"{AT}6:25"),
    ("L310", lesson("[](help:nobody)"), f"{AT}5:4"),
]
WARNINGS: list[Example] = [
    ("W501", front("title: a\nminutes: 9"), f"{AT}3:10"),
    ("W501", {MODULE: ("minutes: 3", "minutes: 9")}, f"{MODULE}:4:10"),
    ("W502", front("title: a\nminutes: 1\nlaw_as_of: 2025-11-21"), f"{AT}4:12"),
    ("W502", {COURSE: ("2026-10-02", "2024-02-29")}, f"{COURSE}:9:12"),
    ("W502", lesson("/// law | 법\n    source: 법\n    as_of: 2024-10-02\n\n글\n///"), f"{AT}7:12"),
    ("W503", {"tiny/02-second/01-three.en.md": None}, f"{AT}1:1"),
    ("W503", {"tiny/01-first/quiz.en.md": None}, f"{QUIZ}:1:1"),
    ("W504", lesson("만들면 7년 이하의 징역입니다."), f"{AT}5:5"),
    ("W504", lesson("5천만 원을 냅니다."), f"{AT}5:1"),
    ("W504", lesson("It can mean seven years in prison."), f"{AT}5:13"),
    ("W505", lesson("그것은 음란물이 아닙니다."), f"{AT}5:5"),
    ("W505", lesson("It is called Revenge Porn."), f"{AT}5:14"),
    (
        "W506",
        monolingual(
            {QUIZ: "".join(f"## 물음 {n} {{#q{n}}}\n\n- [x] 가장 긴 답\n- [ ] 답\n- [ ] 또\n\n" for n in range(3))}
        ),
        f"{QUIZ}:1:1",
    ),
    (
        "W506",
        monolingual({QUIZ: "".join(f"## 물음 {n} {{#q{n}}}\n\n- [x] 가장 긴 답\n- [ ] 답\n\n" for n in range(2))}),
        f"{QUIZ}:1:1",
    ),
    ("W507", lesson("- 가\n1. 나\n"), f"{AT}6:1"),
    ("W508", lesson("글"), "tiny/02-second/module.md:1:1"),
    ("W509", {"tiny/notes.txt": "x"}, "tiny/notes.txt:1:1"),
    ("W509", {"tiny/02-second/media/a.png": b""}, "tiny/02-second/media/a.png:1:1"),
    ("W510", lesson("# 큰 제목"), f"{AT}5:1"),
]
EXAMPLES = [
    *TREE, *FRONT, *BLOCKS, *ITEMS, *LINKS, *WARNINGS, *OF_FORMS, *OF_MEDIA, *OF_SLIPS, *OF_RAW, *OF_TRANSLATIONS,
    *OF_TRAPS,
]  # fmt: skip
