"""Nothing is told that only follows from a text that could not be read whole; what stands elsewhere is told as ever."""

from pathlib import Path

import pytest

from tests.catalog.small_files import SMALL
from tests.catalog.writing import LESSON, Change, monolingual, told

MODULE, COURSE, QUIZ = "tiny/01-first/module.md", "tiny/course.md", "tiny/01-first/quiz.md"
ONE, ENGLISH = "tiny/01-first/01-one.md", "tiny/01-first/01-one.en.md"
SECOND, THREE = "tiny/02-second/module.md", "tiny/02-second/01-three.md"
PICTURE = "tiny/01-first/media/a.svg"
UNUSED: dict[str, Change] = {PICTURE: SMALL[".svg"], "tiny/02-second/media/b.svg": SMALL[".svg"]}
LONG: Change = ("minutes: 3", "minutes: 30")
LOST: dict[str, dict[str, Change]] = {
    "a misspelt block": {ONE: ("/// note |", "/// noet |")},
    "a block that is never closed": {ONE: ("- 둘\n///\n", "- 둘\n")},
    "a colon in a title": {ONE: ("title: 첫 차시", "title: 첫: 차시")},
    "minutes in words": {ONE: ("minutes: 1", "minutes: one")},
    "an item without a right answer": {QUIZ: ("- [x] 묻는다", "- [ ] 묻는다")},
    "a quiz that is no text": {QUIZ: b"\xff"},
    "a lesson without a number": {"tiny/01-first/three.md": LESSON + "말"},
}


def codes(folder: Path, changes: dict[str, Change], *asked: str) -> list[str]:
    """`file code` of the findings that carry one of these codes."""
    split = [line.split(" ") for line in told(folder, changes)]
    return sorted(f"{place.split(':')[0]} {code}" for place, code in split if code in asked)


def test_minutes_and_media_are_judged_where_all_was_read(tmp_path: Path) -> None:
    found = codes(tmp_path, {MODULE: LONG, COURSE: ("minutes: 4", "minutes: 40"), **UNUSED}, "W501", "W509")
    assert found == [f"{PICTURE} W509", f"{MODULE} W501", "tiny/02-second/media/b.svg W509", f"{COURSE} W501"]


@pytest.mark.parametrize("kind", LOST)
def test_a_part_that_is_not_read_makes_its_module_neither_short_nor_its_media_needless(
    tmp_path: Path, kind: str
) -> None:
    changes = {MODULE: LONG, COURSE: ("minutes: 4", "minutes: 40"), SECOND: ("minutes: 1", "minutes: 9"), **UNUSED}
    found = codes(tmp_path, changes | LOST[kind], "W501", "W509", "I221")
    assert found == ["tiny/02-second/media/b.svg W509", f"{SECOND} W501"]


def test_a_fault_that_hides_nothing_leaves_the_other_findings(tmp_path: Path) -> None:
    called = {ONE: ("먼저 묻는 일", "010-1234-5678에 먼저 묻는 일")}
    found = codes(tmp_path, {MODULE: LONG, **UNUSED, **called}, "W501", "W509", "L307")
    assert found == [f"{ONE} L307", f"{PICTURE} W509", f"{MODULE} W501", "tiny/02-second/media/b.svg W509"]


def test_a_translation_that_is_not_read_may_use_what_nothing_else_does(tmp_path: Path) -> None:
    found = codes(tmp_path, {MODULE: LONG, ENGLISH: ("/// help\n///\n", ""), **UNUSED}, "T401", "W501", "W509")
    assert found == [f"{ENGLISH} T401", f"{MODULE} W501", "tiny/02-second/media/b.svg W509"]


def test_media_of_a_course_may_be_used_by_each_of_its_own_texts(tmp_path: Path) -> None:
    letter = "---\ntitle: 글\n---\n/// {block}\n말\n///\n"
    found = [
        codes(
            tmp_path / block, {"tiny/media/a.svg": SMALL[".svg"], "tiny/letter.md": letter.format(block=block)}, "W509"
        )
        for block in ("noet", "note")
    ]
    assert found == [[], ["tiny/media/a.svg W509"]]


def codes_of_short(folder: Path, text: str) -> list[str]:
    changes: dict[str, Change] = {
        "tiny/03-short.md": f"---\ntitle: 짧게\nsummary: 짧게\nminutes: 9\n---\n# 처음 {{#start minutes=9}}\n\n{text}\n"
    }
    return codes(folder, monolingual({**changes, COURSE: ("minutes: 4", "minutes: 5")}), "W501", "W508")


def test_the_short_form_is_judged_as_one_file(tmp_path: Path) -> None:
    short = "tiny/03-short.md"
    assert codes_of_short(tmp_path / "1", "말") == [f"{short} W501", f"{short} W501", f"{short} W508"]
    assert codes_of_short(tmp_path / "2", "/// hepl\n///") == []


def test_a_help_block_that_is_misspelt_is_not_missed_as_well(tmp_path: Path) -> None:
    found = codes(tmp_path, monolingual({THREE: ("/// help", "/// hlep")}), "B101", "W508")
    assert found == [f"{THREE} B101"]


def test_a_place_in_a_block_that_is_misspelt_is_not_missed_as_well(tmp_path: Path) -> None:
    linked = f"{LESSON}[글](#here)\n\n/// noet\n## 글 {{#here}}\n///\n"
    assert codes(tmp_path / "1", monolingual({THREE: linked}), "L301") == []
    right = linked.replace("noet", "note").replace("#here)", "#there)")
    assert codes(tmp_path / "2", monolingual({THREE: right}), "L301") == [f"{THREE} L301"]


def test_a_translation_is_not_out_of_step_with_what_is_misspelt(tmp_path: Path) -> None:
    assert codes(tmp_path / "1", {ONE: ("/// note |", "/// noet |")}, "B101", "T401") == [f"{ONE} B101"]
    unclosed: dict[str, Change] = {
        ONE: ("고민될 때", "고민될 때"),
        "tiny/01-first/02-two.md": "---\ntitle: 둘\nminutes: 1\n",
    }
    assert codes(tmp_path / "2", unclosed, "F002", "T401") == ["tiny/01-first/02-two.md F002"]


@pytest.mark.parametrize("folder", ["three", "03-셋"])
def test_a_course_with_a_module_that_is_passed_over_is_not_too_long(tmp_path: Path, folder: str) -> None:
    changes: dict[str, Change] = {COURSE: ("minutes: 4", "minutes: 40"), f"tiny/{folder}/module.md": "---\n---\n"}
    assert codes(tmp_path, changes, "W501", "C002") == [f"tiny/{folder} C002"]
