"""Answers that are a number with its unit earn nothing for the number alone, and the author is told."""

from pathlib import Path

import pytest

from tests.catalog.examples import QUIZ, item
from tests.catalog.writing import course, told


@pytest.mark.parametrize(
    ("answers", "warned"),
    [
        (["5명"], True),
        (["50%"], True),
        (["5 명", "5명", "５명"], True),
        (["5 people", "5 persons"], True),
        (["1,000원", "$5"], True),
        (["-3.5 ℃"], True),
        (["60 km/h"], True),
        (["5 kg."], True),
        (["1,000"], True),
        (["12,345,678.5", "12,345,678.50"], True),
        (["3-5명"], True),
        (["1,00"], False),
        (["1,000", "1000"], False),
        (["1,000", "천"], False),
        (["5명", "~ 다섯 사람이라고"], False),
        (["5", "5명"], False),
        (["5"], False),
        (["다섯 명"], False),
        (["3월"], False),
        (["2026년"], False),
        (["3월 1일"], False),
        (["2026-03-01"], False),
        (["02-123-4567"], False),
        (["제3조"], False),
        (["3조 2항"], False),
        (["2차가해"], False),
        (["1인 시위"], False),
        (["5G망"], False),
        (["명"], False),
    ],
)
def test_numbers_with_a_unit_are_told_once_an_item(tmp_path: Path, answers: list[str], warned: bool) -> None:
    body = "\n".join(one if one[0] == "~" else f"= {one}" for one in answers)
    assert (f"{QUIZ}:3:3 W525" in told(tmp_path, item(body))) is warned


def test_who_asks_for_text_is_not_warned(tmp_path: Path) -> None:
    found = told(tmp_path, item("= 5명\n= 1,000", "## 물음 {#one type=short-text}"))
    assert [one for one in found if "W525" in one] == []


def test_a_wrong_answer_with_a_unit_is_no_reason(tmp_path: Path) -> None:
    assert [one for one in told(tmp_path, item("= 5\n!= 6명")) if "W525" in one] == []


def test_the_warning_stands_beside_errors_and_costs_no_item(tmp_path: Path) -> None:
    found = [one for one in told(tmp_path / "a", item("= 5명", "## 물음 {#one points=0}")) if one.startswith(QUIZ)]
    assert found == [f"{QUIZ}:1:8 I223", f"{QUIZ}:3:3 W525"]
    assert [one for one in told(tmp_path / "b", item("= 5명")) if one.startswith(QUIZ)] == [f"{QUIZ}:3:3 W525"]


@pytest.mark.parametrize("body", ["= 5명", "- [x] 가\n- [ ] 나 ==강조=="])
def test_a_warning_never_costs_the_quiz(tmp_path: Path, body: str) -> None:
    quiz = course(tmp_path, item(body)).modules[0].quiz
    assert quiz is not None
    assert len(quiz.items) == 1
