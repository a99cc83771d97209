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
OF_TRAPS = [*OF_ITEMS, *OF_PAGES, *OF_SOURCES]
"""Each code with the changes to the tiny course that provoke it, and the place to be named."""
