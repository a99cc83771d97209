"""What nobody can see is nothing, however it is written."""

from pathlib import Path

import pytest

from courses.catalog.emptiness import nothing
from tests.catalog.examples import AT, QUIZ, READ, front, item, items, lesson
from tests.catalog.exchange.exchanging import from_gift
from tests.catalog.writing import Change, told

UNSEEN = ["&nbsp;", "&#160;", "&#8203;", "**&nbsp;**", "<b></b>", "&#x3164;", "&shy;<br>", "\u00a0", "&#x301;", "⠀"]


def lines(folder: Path, changes: dict[str, Change], code: str) -> list[str]:
    """Where a code is told."""
    return [one.removesuffix(f" {code}") for one in told(folder, changes) if one.endswith(code)]


@pytest.mark.parametrize(
    ("html", "empty"),
    [("<p> &nbsp;</p>", True), ("", True), ("<hr>", True), ('<img alt="" src="/a">', False), ("<p>&#48;</p>", False)],
)
def test_a_picture_or_one_sign_is_something(html: str, empty: bool) -> None:
    assert nothing(html) is empty


@pytest.mark.parametrize("text", UNSEEN)
def test_a_question_that_nobody_sees_is_empty(tmp_path: Path, text: str) -> None:
    assert lines(tmp_path, items(f"## {text} {{#one}}\n\n- [x] 가\n- [ ] 나\n"), "I225") == [f"{QUIZ}:1:1"]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        *[(f"- [x] {text}\n- [ ] 나", ["3:7"]) for text in UNSEEN if text != "\u00a0"],
        ("- [x] {weight=100}\n- [ ] 나", ["3:7"]),
        ("- [x] &nbsp;\n- [ ] <i></i>\n\n> (F99)", ["3:7", "4:7"]),
        ("1. 가\n2. &nbsp;", ["4:4"]),
        ("| 가 | 나 |\n|---|---|\n| &nbsp; | 다 |\n| 라 | 마 |", ["5:3"]),
        ("- [x] 0\n- [ ] 나", []),
    ],
)
def test_a_choice_that_nobody_sees_is_told(tmp_path: Path, body: str, places: list[str]) -> None:
    assert lines(tmp_path, item(body), "I235") == [f"{QUIZ}:{one}" for one in places]


def test_a_choice_of_a_check_is_looked_at_as_well(tmp_path: Path) -> None:
    text = "/// check | 물음\n    id: c\n\n- [x] &nbsp;\n- [ ] 나\n///"
    assert lines(tmp_path, lesson(text), "I235") == [f"{AT}8:7"]


def test_a_lesson_of_nothing_but_spaces_is_empty(tmp_path: Path) -> None:
    assert lines(tmp_path, lesson("&nbsp;\n\n<b></b>"), "C040") == [f"{AT}5:1"]


def test_a_lesson_that_could_not_be_written_is_not_called_empty(tmp_path: Path) -> None:
    assert lines(tmp_path, lesson("/// nota\n글\n///"), "C040") == []


def test_titles_that_nobody_sees_are_empty(tmp_path: Path) -> None:
    assert lines(tmp_path / "a", front('title: "\u00a0"\nminutes: 1'), "F016") == [f"{READ}:2:8"]
    assert lines(tmp_path / "b", lesson("/// chat | &nbsp;\nA: 글\n///"), "B111") == [f"{AT}5:5"]


def test_blank_paragraphs_before_a_question_of_another_program_are_left_out() -> None:
    [taken] = from_gift("::nbsp::[html]<p>&nbsp;</p><p>질문?</p>{T}").prepared.items
    assert taken[0].startswith("## 질문? {")
