"""What looks right and is not: signs of a word processor, numbers to dial, Markdown that fails silently."""

from tests.catalog.writing import LESSON, Change, monolingual

QUIZ = "tiny/01-first/quiz.md"
ENGLISH = "tiny/01-first/quiz.en.md"
READ = "tiny/02-second/01-three.md"
TWO, AT = "- [x] 가\n- [ ] 나\n", f"{READ}:"
Example = tuple[str, dict[str, Change], str]


def lesson(body: str) -> dict[str, Change]:
    """A lesson with this body; its first line is the fifth of the file."""
    return monolingual({READ: LESSON + body})


def item(body: str, heading: str = "## 물음 {#one}") -> dict[str, Change]:
    """A quiz with one item; its body begins on line 3."""
    return monolingual({QUIZ: f"{heading}\n\n{body}\n"})


def items(text: str) -> dict[str, Change]:
    """A quiz as it is written."""
    return monolingual({QUIZ: text})


CHOICES = (
    "- [ x] 하나", "- [o] 하나", "- [ｘ] 하나", "- [○] 하나", "- ［x］ 하나", "– [x] 하나", "· [x] 하나", "• [x] 하나",
    "1. [x] 하나", "- (x) 하나", "☑ 하나", "- [x]",
)  # fmt: skip
LOOKALIKES: list[Example] = [
    *[("I204", item(f"{choice}\n{TWO}"), f"{QUIZ}:3:1") for choice in CHOICES],
    *[("I204", item(f"{TWO}{choice}"), f"{QUIZ}:5:1") for choice in CHOICES],
    *[
        ("I230", item(f"- [x] 가 {braces}\n- [ ] 나"), f"{QUIZ}:3:9")
        for braces in ("{weight = 50}", "{weight:50}", "｛weight=50｝", "{weight=50}.", "[weight=50]", "{＃one}")
    ],
    ("I230", item(f"글 {{points:2}}\n\n{TWO}"), f"{QUIZ}:3:3"),
    ("I230", item("- [x] 가\n  둘째 줄 {weight = 50}\n- [ ] 나"), f"{QUIZ}:4:8"),
    ("I230", item(TWO, "## 물음 {points:2} {#one}"), f"{QUIZ}:1:7"),
    ("I231", item("- [x] 가\n  ＞ 설명\n- [ ] 나"), f"{QUIZ}:4:3"),
    ("I231", item(f"{TWO}\n＞ 설명"), f"{QUIZ}:6:1"),
    ("I231", item(f"＞ 설명\n\n{TWO}"), f"{QUIZ}:3:1"),
    *[
        ("I237", items(f"{head} 첫 물음 {{#one}}\n\n{TWO}"), f"{QUIZ}:1:1")
        for head in ("＃＃", "#＃", "##\u3000", "＃")
    ],
    ("I237", item("＃＃ 둘째 물음\n\n= 3"), f"{QUIZ}:3:1"),
    ("I237", item(f"{TWO}\n＃＃ 둘째 물음 {{#two}}\n\n{TWO}"), f"{QUIZ}:6:1"),
    ("I237", item(f"{TWO}\n## 끝 {{.after}}\n\n ＃＃ 통과 {{.after-pass}}"), f"{QUIZ}:8:2"),
    *[
        ("I210", item(f"{line}\n= 둘째 답"), f"{QUIZ}:3:1")
        for line in ("＝ 첫째 답", "=첫째 답", "！= 첫째 답", "～ 첫째 답")
    ],
    *[("I210", item(f"= 첫째 답\n{line}"), f"{QUIZ}:4:1") for line in ("＝ 둘째 답", "！＝ 둘째 답", "～ 둘째 답")],
    ("I210", item("＝ 하나뿐인 답"), f"{QUIZ}:3:1"),
    ("W523", lesson("글\n\n＃＃ 제목"), f"{AT}7:1"),
    ("I232", item(f"{TWO}\n> 설명 (F1) 또 설명"), f"{QUIZ}:6:6"),
    ("I232", item(f"{TWO}\n> 설명 （F99） 또 설명"), f"{QUIZ}:6:6"),
    ("I232", lesson("근거는 (F1)입니다."), f"{AT}5:5"),
    ("F020", item(f"{TWO}\n> 설명 (F1, f 77)."), f"{QUIZ}:6:11"),
]
DIALLED = (
    "01012345678", "０２－７３５－８９９４", "02–735–8994", "02\u2011735\u20118994", "117(학교폭력)에 신고합니다.",
    "1339", "1588-1234", "+82 2 735 8994", "0212345678",
)  # fmt: skip
TELEPHONES: list[Example] = [
    *[("L307", lesson(text), f"{AT}5:1") for text in DIALLED],
    ("L307", lesson("전화: 117"), f"{AT}5:5"),
    ("L307", lesson("전화 117을 누릅니다."), f"{AT}5:4"),
    ("L307", lesson("전화번호는 117입니다."), f"{AT}5:7"),
    ("L307", lesson("**117**로 전화합니다."), f"{AT}5:3"),
    ("L307", lesson("<b>11</b>7로 전화합니다."), f"{AT}5:4"),
]
WEIGHTS: list[Example] = [
    ("I233", item("- [x] 가 {weight=50}\n- [x] 나 {weight=40}\n- [ ] 다"), f"{QUIZ}:1:4"),
    ("I233", item("- [ ] 가 {weight=50}\n- [ ] 나 {weight=49.9}\n- [ ] 다"), f"{QUIZ}:1:4"),
    ("I233", item("- [x] 가 {weight=50}\n- [ ] 나"), f"{QUIZ}:1:4"),
    ("I233", item("- [x] 가 {weight=50}\n- [ ] 나 {weight=100}"), f"{QUIZ}:1:4"),
    ("I233", item("- [x] 가 {weight=50}\n- [ ] 나 {weight=100}", "## 물음 {#one type=multiple}"), f"{QUIZ}:1:4"),
    ("I233", item("= 답 {weight=50}\n!= 둘"), f"{QUIZ}:1:4"),
    ("I233", item("= 3 {weight=50}\n= 2..4 {weight=20}"), f"{QUIZ}:1:4"),
]
SILENT: list[Example] = [
    ("B115", lesson("／／／ note | 알림\n글"), f"{AT}5:1"),
    ("C040", lesson("\n"), f"{AT}5:1"),
    ("W511", lesson("문단\n- 하나\n- 둘"), f"{AT}6:1"),
    ("W511", lesson("글\n\n문단\n1. 하나"), f"{AT}8:1"),
    ("W511", lesson("/// note\n문단\n- 하나\n///"), f"{AT}7:1"),
    ("W512", lesson("문단\n| 가 | 나 |\n|---|---|\n| 1 | 2 |"), f"{AT}6:1"),
    ("W512", lesson("| 가 | 나 |\n| 1 | 2 |"), f"{AT}5:1"),
    ("W512", lesson("|---|---|\n| 1 | 2 |"), f"{AT}5:1"),
    ("W512", lesson("| 가 | 나 |\n|---|---|\n| 1 | 2 |\n글"), f"{AT}8:1"),
    ("W513", lesson("| 가 | 나 |\n|---|---|\n| 1 | 2 | 3 |"), f"{AT}7:1"),
    ("W514", lesson("1) 하나"), f"{AT}5:1"),
    ("W514", lesson("-하나"), f"{AT}5:1"),
    ("W514", lesson("• 하나"), f"{AT}5:1"),
    ("W514", lesson("1.하나"), f"{AT}5:1"),
    ("W515", lesson("글 **굵게 쓰다"), f"{AT}5:3"),
    ("W515", lesson("글 ** 굵게 ** 쓰다"), f"{AT}5:3"),
    ("W515", lesson("**하나** 글\n둘 **셋"), f"{AT}6:3"),
    ("W516", lesson("글 ~~지움~~"), f"{AT}5:3"),
    ("W516", lesson("글 ==강조=="), f"{AT}5:3"),
    ("W516", lesson("글 ==강조==를"), f"{AT}5:3"),
    ("W516", item(f"{TWO}- [ ] 다 ==강조=="), f"{QUIZ}:5:9"),
    ("W517", lesson("글 [다음](01-ok.md"), f"{AT}5:3"),
    ("W517", lesson("글 [다음] (01-three.md)"), f"{AT}5:3"),
    ("W517", lesson("글 [다음]（01-three.md）"), f"{AT}5:3"),
    ("W518", lesson("글[^2]과 [^1]\n\n[^1]: 있음"), f"{AT}5:2"),
    ("W519", lesson("##### 제목"), f"{AT}5:1"),
    ("W519", lesson("## 제목\n\n글\n\n#### 제목"), f"{AT}9:1"),
    ("W520", item("1. 하나\n3. 둘\n2. 셋".replace("2. 셋", "4. 셋")), f"{QUIZ}:4:1"),
    *[("C008", lesson(f"글{sign}글"), f"{AT}5:2") for sign in ("\u202e", "\u2066", "\u200b", "\u3164", "\ufeff")],
    *[("C008", lesson(f"글{sign}글"), f"{AT}5:2") for sign in ("&#8238;", "&#x202E;", "&ZeroWidthSpace;")],
    *[("C008", lesson(f"글{sign}글"), f"{AT}5:2") for sign in ("\ufdd0", "\ufdef", "\ufffe", "\U0010ffff")],
    *[("C008", lesson(f"글{sign}글"), f"{AT}5:2") for sign in ("&#xFDD0;", "&#64976;", "&#x1FFFE;", "&#00064977 ")],
]
PENALTIES: list[Example] = [
    ("W504", lesson("그는 삼 년 이하의 징역을 받습니다."), f"{AT}5:4"),
    ("W504", lesson("무기징역입니다."), f"{AT}5:1"),
    ("W504", lesson("벌금 오천만 원입니다."), f"{AT}5:4"),
    ("W504", lesson("7년 이하의 징역 또는 5천만 원"), f"{AT}5:1"),
    ("W504", lesson("It can mean life imprisonment."), f"{AT}5:13"),
]
YAML = (
    ("title：한 차시\nminutes: 1", "2:6"), ("title:한 차시\nminutes: 1", "2:6"), ("title: 한\n\tminutes: 1", "3:1"),
    ('title: "한\nminutes: 1', "2:8"), ("title: [한\nminutes: 1", "2:8"), ("title: @한\nminutes: 1", "2:8"),
    ("title: `한`\nminutes: 1", "2:8"), ("title: %한\nminutes: 1", "2:8"), ("title: 한: 둘\nminutes: 1", "2:9"),
    ("title: 한\n  minutes: 1", "3:3"), ("title: 한\nsources:\n-F1", "4:1"), ("title: 한\nsources: - F1", "3:10"),
    ("title: |\n  note:여기\nlist: [a, b", "4:7"),
    ("title: 한\nminutes：1", "3:8"), ("title\nminutes: 1", "2:1"), ('title: "한" 둘\nminutes: 1', "2:8"),
    ("# 말\n\ntitle: 한\n글뿐", "5:1"), ("title: {한: 1}}\nminutes: 1", "2:14"), ("title: 한\nminutes: *a", "3:10"),
)  # fmt: skip
NAMED: list[Example] = [
    *[("F003", monolingual({READ: f"---\n{text}\n---\nText.\n"}), f"{AT}{place}") for text, place in YAML],
    ("B104", lesson("> /// note\n> 글"), f"{AT}5:3"),
    ("B109", lesson("/// help\n  keys: [friend-line]\n///"), f"{AT}6:3"),
    ("B109", lesson("/// help\n\tkeys: [friend-line]\n///"), f"{AT}6:2"),
    ("B109", lesson("/// help\n\u3000keys: [friend-line]\n///"), f"{AT}6:2"),
    ("B109", lesson("/// help\n\n    keys: [friend-line]\n///"), f"{AT}7:5"),
    *[
        ("I210", item(f"= {text}\n= 3", "## 물음 {#one type=number}"), f"{QUIZ}:3:3")
        for text in ("3-5", "3~5", "7 +- 0.5", "7명")
    ],
    *[
        ("I210", item(f"= {text}"), f"{QUIZ}:3:3")
        for text in (
            "3~5",
            "3-5",
            "3 – 5",
            "0.5－1.5",
            "7 ± 5%",
            "3..5 명",
            "7 ±",
            "± 7",
            "약 7 ± 1",
            "3..5 ± 1",
            "7 ± 0,5",
            "3…5",
            "3...5",
            "0...5",
            "7 ± -1",
            "7 +- 0.5",
            "7+/-",
            "1e3 ± 1",
            "3명..5명",
            "3 명 … 5 명",
            "약 3..",
            "..5",
            "일곱 ± 하나 (7)",
        )
    ],
    ("W525", item("= 1,000"), f"{QUIZ}:3:3"),
    ("W525", item("= 3-5명"), f"{QUIZ}:3:3"),
    ("I210", item("= 7\n= 3..5 명"), f"{QUIZ}:4:3"),
    ("I210", item("= 일곱\n!= 3..5 명"), f"{QUIZ}:4:4"),
    ("I210", item("= 7 ± 0.5\n= 일곱"), f"{QUIZ}:4:3"),
    ("I210", item("= 3..5\n!= 열"), f"{QUIZ}:4:4"),
    ("I210", item("~ 37.5 ± 0.5"), f"{QUIZ}:3:3"),
    ("I210", {QUIZ: "## 물음 {#one}\n\n= 넷\n", ENGLISH: "## Question\n\n= 3..5 people\n"}, f"{ENGLISH}:3:3"),
    ("L309", lesson("글\n\n글 [빈]() 글"), f"{AT}7:5"),
    *[("L308", lesson(f"![그림]({name})"), f"{AT}5:7") for name in ("media/my pic.png", "없음.png", "media\\a.png")],
]
OF_SLIPS = [*LOOKALIKES, *TELEPHONES, *WEIGHTS, *SILENT, *PENALTIES, *NAMED]
"""Each code with the changes to the tiny course that provoke it, and the place to be named."""
