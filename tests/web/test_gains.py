"""Before and after, over HTTP: figures of ten pairs and more, none of fewer, and nobody by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask

from courses.catalog.structure import Survey
from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.vocabulary import AttemptKind, ItemType
from courses.queries.paired_attempts import Comparison, paired_answers, pairs_by_home
from courses.queries.units import standing_unit
from tests.answers import hand_in
from tests.browsing import Browser
from tests.builders import School, build_school
from tests.rules.making import NO_TEXT, html, item, quiz

Open = Callable[[str], Browser]
PRE, POST, LATER = AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP
KNOWLEDGE = sealed(
    replace(quiz(tuple(item(ItemType.SINGLE, "a", identifier=f"k-{n}", count=3) for n in range(4))), pass_mark=0)
)


@pytest.fixture
def school(app: Flask) -> School:
    return build_school(12)


@pytest.fixture(autouse=True)
def surveyed(app: Flask) -> Iterator[None]:
    """The tiny course with four knowledge items."""
    kept = app.extensions["catalog"]
    survey = Survey(NO_TEXT, html(""), MappingProxyType(dict.fromkeys((PRE, POST, LATER), KNOWLEDGE)), (), "")
    changed = replace(kept.courses["tiny"], survey=survey)
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))
    yield
    app.extensions["catalog"] = kept


def year() -> str:
    return str(clock.now().year)


def give(learner: int, kind: AttemptKind, right: int, minutes: int = 0, cycle: str = "") -> None:
    """An attempt with so many of four items right."""
    answers = {f"k-{n}": "a" if n < right else "b" for n in range(4)}
    at = clock.now() - timedelta(minutes=200 - minutes)
    hand_in(learner, KNOWLEDGE, answers, at, module="", kind=kind, cycle=cycle or year())


def fill(school: School, unit: str, pairs: int, alone: int = 0, after: AttemptKind = POST) -> None:
    """So many learners answer one item right before and three after; some answer before only."""
    for number in range(1, pairs + alone + 1):
        give(school.people[f"{unit}{number}"], PRE, 1)
        if number <= pairs:
            give(school.people[f"{unit}{number}"], after, 3, number)


def page(browser: Browser, school: School, unit: str = "first", **query: str) -> str:
    return browser.get(f"/teach/{school.units[unit]}/gains", query_string=query).get_data(as_text=True)


def test_ten_pairs_make_figures_with_their_interval_and_who_is_missing(school: School, browse: Open) -> None:
    fill(school, "first", 10, alone=2)
    found = page(browse("teacher"), school)
    shown = (
        "두 번째에 더 많이 맞혔습니다",
        "10명",
        "25점",
        "75점",
        "+50점 (95% 구간 50점 ~ 50점)",
        "0.67 (95% 구간 0.67 ~ 0.67)",
    )
    assert [words in found for words in shown] == [True] * 6
    assert "약 15%는 두 번째 물음에 답하지 않았습니다" in found
    assert found.count("두 번 모두 답한 사람이 적어") == 1
    assert [name in found for name in ("first1", "f001")] == [False, False]


def test_nine_pairs_say_nothing(school: School, browse: Open) -> None:
    fill(school, "first", 9, alone=3)
    found = page(browse("teacher"), school)
    assert (found.count("두 번 모두 답한 사람이 적어"), "가운데값" in found) == (2, False)


def test_what_one_page_hides_no_other_page_tells(school: School, browse: Open) -> None:
    fill(school, "first", 12)
    fill(school, "second", 3)
    administrator = browse("administrator")
    shown = {unit: "가운데값" in page(administrator, school, unit) for unit in ("school", "first", "second")}
    assert shown == {"school": True, "first": False, "second": False}


def test_weeks_later_is_compared_with_the_start(school: School, browse: Open) -> None:
    fill(school, "first", 10, after=LATER)
    found = page(browse("teacher"), school)
    assert (
        found.index("시작 전과 마친 뒤")
        < found.index("두 번 모두 답한 사람이 적어")
        < found.index("시작 전과 몇 주 뒤")
    )
    assert "75점" in found


def test_no_difference_and_a_loss_are_told_as_they_are(school: School, browse: Open) -> None:
    for number in range(1, 11):
        give(school.people[f"first{number}"], PRE, 2)
        give(school.people[f"first{number}"], POST, 2)
        give(school.people[f"first{number}"], LATER, 1)
    found = page(browse("teacher"), school)
    assert ("뚜렷한 차이가 없습니다" in found, "두 번째에 더 적게 맞혔습니다" in found) == (True, True)


def test_where_all_was_known_nothing_is_divided(school: School, browse: Open) -> None:
    for number in range(1, 11):
        give(school.people[f"first{number}"], PRE, 4)
        give(school.people[f"first{number}"], POST, 4)
    assert "처음부터 모두 맞혀 셈할 수 없습니다" in page(browse("teacher"), school)


def test_the_newest_year_is_shown_and_another_can_be_chosen(school: School, browse: Open) -> None:
    fill(school, "first", 10)
    for number in range(1, 11):
        for kind, right in ((PRE, 0), (POST, 4)):
            give(school.people[f"first{number}"], kind, right, cycle="2020")
    teacher = browse("teacher")
    assert ("75점" in page(teacher, school), "cycle=2020" in page(teacher, school)) == (True, True)
    assert "100점" in page(teacher, school, cycle="2020")
    assert "75점" in page(teacher, school, cycle="1900")


def test_without_answers_or_without_a_survey_that_is_said(school: School, browse: Open, app: Flask) -> None:
    assert "아직 시작 전 물음에 답한 사람이 없습니다" in page(browse("teacher"), school)
    kept = app.extensions["catalog"]
    plain = replace(kept.courses["tiny"], survey=None)
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": plain}))
    assert "앞뒤 물음이 있는 과정이 아직 없습니다" in page(browse("teacher"), school)


def test_only_the_newest_of_very_many_pairs_are_read(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(school, "first", 12)
    monkeypatch.setattr("courses.queries.paired_attempts.MOST_PAIRS", 4)
    place = standing_unit(school.units["first"])
    assert place is not None
    what = Comparison("tiny", year(), POST)
    assert pairs_by_home(place.path, what) == {place.path: 12}
    found = paired_answers(place.path, what, 10)
    assert [len(before[1]) + len(after[1]) for before, after in found] == [8] * 4
