"""What looks right to its author and would mislead readers, graders or results."""

from tests.catalog.examples_of_slips import item, lesson
from tests.catalog.writing import HERE, Change, monolingual

Example = tuple[str, dict[str, Change], str]
QUIZ = "tiny/01-first/quiz.md"
AT = "tiny/02-second/01-three.md:"
TWO = "\n\n- [x] 가\n- [ ] 나\n\n"
UNEQUAL = f"## 물음 {{#a pool=p points=1}}{TWO}## 물음 {{#b pool=p points=5}}{TWO}## 물음 {{#c points=2}}{TWO}"
OF_ITEMS: list[Example] = [
    ("I203", item("- [x] 하나 {#one}\n- [ ] 둘 {#one}"), f"{QUIZ}:4:10"),
    ("I203", item("1. 하나 {#one}\n2. 둘 {#two}\n3. 셋 {#one}"), f"{QUIZ}:5:7"),
    ("I210", item("=서울"), f"{QUIZ}:3:1"),
    ("I210", item("글\n\n  ~서울특별시\n\n> 설명"), f"{QUIZ}:5:3"),
    ("I210", item("=서울\n= 한양"), f"{QUIZ}:3:1"),
    ("I217", monolingual({QUIZ: UNEQUAL}), f"{QUIZ}:6:8"),
]
OF_PAGES: list[Example] = [
    ("B117", lesson("1. [ ] 하나"), f"{AT}5:1"),
    ("B117", lesson("글\n\n  2) [x] 둘"), f"{AT}7:3"),
    ("B117", lesson("[x] 고름"), f"{AT}5:1"),
    ("W515", lesson("**`코드` 를 씁니다"), f"{AT}5:1"),
]
SOURCES = (HERE / "tiny" / "sources.yaml").read_text("utf-8")
OF_SOURCES: list[Example] = [
    ("F007", {"sources.yaml": f"{SOURCES}{key}:\n  title:\n    ko: 글\n    en: text\n"}, "sources.yaml:6:1")
    for key in ("X2", "f2", "F", "F2a")
]
TABLE = "| a | b |\n|---|---|\n| 가 | 하나 |\n| 나 | 둘 |\n| 다 | 하나 |"


def both(ours: str, theirs: str) -> dict[str, Change]:
    """A quiz of one item in two languages; its body begins on line 3."""
    english = QUIZ.replace(".md", ".en.md")
    return {QUIZ: f"## 물음 {{#one}}\n\n{ours}\n", english: f"## Question\n\n{theirs}\n"}


def checked(feedback: str) -> dict[str, Change]:
    """The check of the tiny course, whose feedback names a source; the translation's names these."""
    name = "tiny/01-first/02-two"
    return {
        f"{name}.md": ("먼저입니다.", "먼저입니다. (F1)"),
        f"{name}.en.md": ("comes first.\n///", f"{feedback}\n///"),
    }


OTHER = f"{QUIZ.replace('.md', '.en.md')}:"
OF_TRANSLATED_ITEMS: list[Example] = [
    ("I208", both("- [x] 가\n- [ ] 나", "- [ ] one\n- [ ] One"), f"{OTHER}4:7"),
    ("I208", both("1. 가\n2. 나", "1. one\n2. one"), f"{OTHER}4:4"),
    ("I208", both(TABLE, "| a | b |\n|---|---|\n| x | one |\n| y | two |\n| x | one |"), f"{OTHER}7:3"),
    ("I208", both(TABLE, "| a | b |\n|---|---|\n| x | one |\n| y | one |\n| z | one |"), f"{OTHER}6:3"),
    ("I208", both("= 넷\n!= 다섯", "= four\n!= four"), f"{OTHER}4:4"),
    ("I210", both("= 7", "= 7 people"), f"{OTHER}3:3"),
    ("I211", both("= 재발 방지\n~ 재발방지", "= no\n~ not"), f"{OTHER}4:3"),
    ("I212", both("= 3..5", "= 5..3"), f"{OTHER}3:3"),
    ("T402", both("= 7 +/- 0.5", "= 70 +/- 5"), f"{OTHER}3:3"),
    ("T402", both("= 7\n!= 9", "= 7\n!= 8"), f"{OTHER}4:4"),
    ("T402", both("- [x] 가\n- [ ] 나\n\n> 글 (F1)", "- [ ] x\n- [ ] y\n\n> Text. (F2)"), f"{OTHER}6:10"),
    ("T402", both("- [x] 가\n- [ ] 나\n  > 글 (F1)", "- [ ] x\n- [ ] y\n  > Text. (F1, F2)"), f"{OTHER}5:12"),
    ("T402", both("- [x] 가\n- [ ] 나\n\n> 글", "- [ ] x\n- [ ] y\n\n> Text. (F2)"), f"{OTHER}6:10"),
    ("T402", checked("comes first. (F2)"), "tiny/01-first/02-two.en.md:21:24"),
]
OF_TRAPS = [*OF_ITEMS, *OF_PAGES, *OF_SOURCES, *OF_TRANSLATED_ITEMS]
"""Each code with the changes to the tiny course that provoke it, and the place to be named."""
