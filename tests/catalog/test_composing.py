"""A text means the same whether its syllables are written as one sign each or, as a Mac may, as their letters."""

import unicodedata
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.composing import composed
from courses.catalog.loader import load_catalog
from courses.catalog.pages import RawFile, page_of
from courses.catalog.search import pages, search
from tests.catalog.examples_of_slips import item, lesson
from tests.catalog.writing import TODAY, Change, desk, monolingual, told

AT = "tiny/02-second/01-three.md"
QUIZ = "tiny/01-first/quiz.md"
CHOICES = "- [x] 가\n- [ ] 나\n"
BAD = "몰카를 찍으면 벌금 500만 원을 냅니다. 음란물을 봅니다."
POOLS = f"## 하나 {{#one pool=행동 points=1}}\n\n{CHOICES}\n## 둘 {{#two pool=%s points=2}}\n\n{CHOICES}"
MANY: dict[str, Change] = {
    AT: f"---\ntitle: 차시\nminutes: 9\n---\n{BAD}\n\n글자\u200b 사이에 전화 01012345678\n",
    "tiny/01-first/01-one.md": "---\ntitle: 한: 둘\nminutes: 1\n---\n글입니다.\n",
    "tiny/01-first/module.md": ("attempts: 3", "draw: {행동: 1}"),
    QUIZ: f"{POOLS % '행동'}\n## 셋 {{#three pool=행동}}\n\n- [x] 가나다\n- [ ] 가나다\n",
    "tiny/01-first/media/film.vtt": "WEBVTT\n\n한글\u200b\n",
}


def taken_apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def rewrite(root: Path) -> None:
    """Write every text of a content folder as a Mac might."""
    for file in root.rglob("*"):
        if file.suffix in {".md", ".yaml", ".vtt", ".txt"}:
            file.write_text(taken_apart(file.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize("changes", [{}, MANY], ids=["without errors", "with many"])
def test_a_course_taken_apart_is_the_same_course(tmp_path: Path, changes: dict[str, Change]) -> None:
    root = desk(tmp_path, monolingual(changes) if changes else changes)
    before = load_catalog(root, today=TODAY)
    rewrite(root)
    after = load_catalog(root, today=TODAY)
    assert after.findings == before.findings
    assert after.courses == before.courses
    assert after.help == before.help
    assert {one.code for one in after.findings} >= (
        {"C008", "F003", "I208", "I217", "W504", "W505"} if changes else set()
    )


def test_what_is_said_of_words_is_said_of_their_letters_in_the_same_column(tmp_path: Path) -> None:
    here = [f"{AT}:5:1 W505", f"{AT}:5:9 W504", f"{AT}:5:25 W505"]
    assert {one for one in told(tmp_path, lesson(taken_apart(BAD))) if one.startswith(AT)} == set(here)


def test_one_answer_written_in_two_ways_is_one_answer(tmp_path: Path) -> None:
    assert f"{QUIZ}:4:7 I208" in told(tmp_path, item(f"- [x] 가나다\n- [ ] {taken_apart('가나다')}"))


def test_one_pool_written_in_two_ways_is_one_pool(tmp_path: Path) -> None:
    assert f"{QUIZ}:6:7 I217" in told(tmp_path, monolingual({QUIZ: POOLS % taken_apart("행동")}))


def test_an_excerpt_begins_with_a_whole_syllable(tmp_path: Path) -> None:
    words = taken_apart("학교에서배운글" * 30 + " 촬영물 " + "학교에서배운글" * 30)
    index = pages(load_catalog(desk(tmp_path, lesson(words)), today=TODAY))
    (hit,) = search(index, "촬영물", "ko")
    assert "촬영물" in str(hit)
    assert unicodedata.is_normalized("NFC", str(hit))


def test_where_utf8_ends_is_counted_in_whole_signs() -> None:
    faults = page_of(RawFile(taken_apart("글\n학교").encode() + b"\xff"), "x.md").faults
    assert [(one.code, one.line, one.column) for one in faults.found] == [("C007", 2, 3)]


@given(st.text() | st.text("가각ㄱᄀ\u1161\u11a8é\u0301\u0316\n\r─…한"))
def test_a_text_and_the_same_taken_apart_are_composed_alike_line_by_line(text: str) -> None:
    assert composed(text) == composed(taken_apart(text)) == unicodedata.normalize("NFC", text)
    assert composed(text).count("\n") == text.count("\n")


def test_beside_a_row_of_signs_letters_are_composed() -> None:
    line = f"이야기 é{'─' * 80}é{'…' * 80}"
    assert composed(taken_apart(line)) == line


@pytest.mark.parametrize("pile", ["\u0301\u0316" * 60_000, "\u0316" * 120_000, ("a" + "\u0301\u0316" * 30) * 2000])
def test_marks_upon_marks_do_not_make_the_reader_slow(pile: str) -> None:
    began = process_time()
    assert composed(f"글\n{pile}\n{taken_apart('글')}")[-1] == "글"
    assert process_time() - began < 0.5


def test_a_line_with_a_pile_of_marks_leaves_the_others_to_be_read() -> None:
    pile = "a" + "\u0316\u0301" * 100
    assert composed(f"{pile}\n{taken_apart('가')}") == f"{pile}\n가"
