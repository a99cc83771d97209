"""What a typed answer is read as, and what closes a quiz: nothing is taken for something else without a word."""

from pathlib import Path
from time import process_time

import pytest

from courses.catalog.item_types import unreadable
from courses.foundation.vocabulary import ItemType
from tests.catalog.test_items import ENGLISH, QUIZ, SURVEY, asked, quiz
from tests.catalog.writing import Change, findings, monolingual, told


def errors(folder: Path, changes: dict[str, Change]) -> list[str]:
    """What is told of the changed content, warnings aside."""
    return [one for one in told(folder, changes) if " W" not in one]


@pytest.mark.parametrize(
    "written",
    [
        "112번",
        "24시간",
        "3·1 운동",
        "2024.10.1",
        "2024-10",
        "5-3",
        "02-735",
        "3-05",
        "2-3반",
        "1-2-3",
        "1e3",
        "5%",
        "3,000",
        "A+",
        "±",
        "말줄임표 …",
        "그리고.. 끝",
        "v1.2",
    ],
)
def test_a_text_that_merely_holds_digits_is_text(written: str, tmp_path: Path) -> None:
    item = asked(tmp_path, f"= {written}\n!= 12")
    assert (item.type, item.answers[0].kind, item.answers[0].text) == (ItemType.SHORT_TEXT, "exact", written)


@pytest.mark.parametrize("written", ["112", "2024.10"])
def test_digits_alone_are_a_number_and_a_text_beside_words(written: str, tmp_path: Path) -> None:
    kinds = [asked(tmp_path / name, body).type for name, body in (("a", f"= {written}"), ("b", f"= {written}\n= 글"))]
    assert kinds == [ItemType.NUMBER, ItemType.SHORT_TEXT]


@pytest.mark.parametrize("written", ["7 ± 2", "3..5", "3~5", "3-5", "HEAD~1..HEAD"])
def test_what_looks_like_a_range_may_be_asked_as_text(written: str, tmp_path: Path) -> None:
    item = asked(tmp_path, f"= {written}\n= 글", "## 물음 {#one type=short-text}")
    assert [(one.kind, one.text) for one in item.answers] == [("exact", written), ("exact", "글")]


def test_only_the_answers_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    lines = errors(tmp_path, monolingual({QUIZ: "## 물음 {#one}\n\n= 셋\n= 3..5 명\n= 7 ±\n"}))
    assert lines == [f"{QUIZ}:4:3 I210", f"{QUIZ}:5:3 I210"]


def test_blanks_without_end_in_an_answer_take_no_time() -> None:
    begun = process_time()
    for text in ("3" + " " * 8_000 + "명", "3 " * 4_000, "3" * 8_000, "." * 8_000, "3명 " * 2_000, "+ " * 4_000):
        assert unreadable(f"{text}x", "=") in {True, False}
    assert process_time() - begun < 2


def test_a_tolerance_below_zero_is_not_called_a_range(tmp_path: Path) -> None:
    assert errors(tmp_path, monolingual({QUIZ: "## 물음 {#one}\n\n= 5 ± -1\n"})) == [f"{QUIZ}:3:3 I210"]


def test_a_number_out_of_bounds_is_told_both_bounds(tmp_path: Path) -> None:
    found = findings(tmp_path, monolingual({"tiny/survey.md": SURVEY.format("동의", "scale=1", "")}))
    [values] = [dict(one.values) for one in found if one.code == "I223"]
    assert values == {"key": "scale", "text": "1", "least": "2", "most": "10"}


@pytest.mark.parametrize("mark", ["after", "after-pass", "after-retry"])
def test_what_is_wrong_in_either_of_two_closings_is_told(mark: str, tmp_path: Path) -> None:
    text = f"## 물음 {{#one}}\n\n- [x] 가\n- [ ] 나\n\n## 끝 {{.{mark}}}\n\n<a>\n\n## 또 {{.{mark}}}\n\n<a>\n"
    lines = errors(tmp_path, monolingual({QUIZ: text}))
    assert lines == [f"{QUIZ}:8:1 B118", f"{QUIZ}:10:7 I234", f"{QUIZ}:12:1 B118"]


@pytest.mark.parametrize("mark", ["After", "AFTER-PASS", "after_retry"])
def test_a_closing_mark_written_otherwise_is_all_that_is_told(mark: str, tmp_path: Path) -> None:
    text = f"## 물음 {{#one}}\n\n- [x] 가\n- [ ] 나\n\n## 끝 {{.{mark}}}\n\n글\n"
    assert errors(tmp_path, monolingual({QUIZ: text})) == [f"{QUIZ}:6:7 I207"]


def test_an_item_without_an_id_is_called_by_its_question(tmp_path: Path) -> None:
    found = findings(tmp_path, monolingual({QUIZ: "## 몇 명입니까?\n\n글뿐\n"}))
    assert [dict(one.values)["item"] for one in found if one.code == "I202"] == ["몇 명입니까?"]


def test_what_is_wrong_around_items_is_told_beside_what_is_wrong_in_them(tmp_path: Path) -> None:
    text = "[가](#no)\n\n## 물음 {#one}\n\n- [ ] 가\n- [ ] 나\n\n## 끝 {.after}\n\n<a>\n\n글 [나](#no)\n"
    lines = errors(tmp_path, monolingual({QUIZ: text}))
    assert lines == [f"{QUIZ}:1:5 L301", f"{QUIZ}:3:4 I202", f"{QUIZ}:10:1 B118", f"{QUIZ}:12:7 L301"]


def test_each_closing_section_may_stand_once_behind_the_items(tmp_path: Path) -> None:
    closing = "".join(f"\n## {mark} {{.{mark}}}\n" for mark in ("after-retry", "after", "after-pass"))
    made = quiz(tmp_path, monolingual({QUIZ: f"## 물음 {{#one}}\n\n- [x] 가\n- [ ] 나\n{closing}"}))
    assert {mark: html["ko"] for mark, html in made.after.items()} == {
        mark: f"<h3>{mark}</h3>" for mark in ("after-retry", "after", "after-pass")
    }


def test_a_closing_out_of_its_place_is_told_in_the_original_alone(tmp_path: Path) -> None:
    text = "## {} {{.after}}\n\n## {}\n\n- [{}] {}\n- [ ] {}\n"
    changes: dict[str, Change] = {
        QUIZ: text.format("끝", "물음 {#one}", "x", "가", "나"),
        ENGLISH: text.format("End", "Question", " ", "a", "b"),
    }
    assert errors(tmp_path, changes) == [f"{QUIZ}:1:7 I234"]
