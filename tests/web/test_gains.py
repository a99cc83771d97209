"""Before and after, over HTTP: figures of ten pairs and more, none of fewer, and nobody by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from courses.catalog.structure import Survey
from courses.catalog.versions import sealed
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptKind, AttemptState, ItemType
from courses.models.accounts import Account
from courses.models.assessment import Attempt
from courses.models.units import Membership
from courses.queries.paired_attempts import MOST_TENS, Comparison, paired_answers, paired_tens, staying
from courses.queries.units import standing_unit
from courses.services import units
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
    """Of four, each has one right before (every fifth two) and three after (every fourth two); some before only."""
    for number in range(1, pairs + alone + 1):
        give(school.people[f"{unit}{number}"], PRE, 1 if number % 5 else 2)
        if number <= pairs:
            give(school.people[f"{unit}{number}"], after, 3 if number % 4 else 2, number)


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
        "+50점 (95% 구간 25점 ~ 50점)",
        "0.57 (95% 구간 0.48 ~ 0.66)",
    )
    assert [words in found for words in shown] == [True] * 6
    assert "이 사람들이 모두 답한 때까지, 시작 전에 답한 사람의 약 15%는 두 번째 물음에 아직 답하지 않았습니다" in found
    assert found.count("두 번 모두 답한 사람이 적어") == 1
    assert [name in found for name in ("first1", "f001")] == [False, False]


def test_a_pair_counts_although_the_course_was_revised_between_its_two_answers(school: School, browse: Open) -> None:
    fill(school, "first", 10)
    with transaction():
        db.session.execute(update(Attempt).where(Attempt.kind == POST).values(revision=2))
    found = page(browse("teacher"), school)
    assert ("10명" in found, "거의 모두 두 번째 물음에도" in found) == (True, True)


@pytest.mark.parametrize("state", [AttemptState.OPEN, AttemptState.VOID])
def test_what_was_not_handed_in_makes_no_pair(school: School, browse: Open, state: AttemptState) -> None:
    fill(school, "first", 10)
    with transaction():
        last = select(func.max(Attempt.id)).scalar_subquery()
        db.session.execute(update(Attempt).where(Attempt.id == last).values(state=state, first_submitted_at=None))
    assert "가운데값" not in page(browse("teacher"), school)


def test_nine_pairs_say_nothing(school: School, browse: Open) -> None:
    fill(school, "first", 9, alone=3)
    found = page(browse("teacher"), school)
    assert (found.count("두 번 모두 답한 사람이 적어"), "가운데값" in found) == (2, False)


def test_what_one_page_hides_no_other_page_tells(school: School, browse: Open) -> None:
    fill(school, "first", 12)
    fill(school, "second", 3)
    administrator = browse("administrator")
    shown = {unit: "가운데값" in page(administrator, school, unit) for unit in ("school", "first", "second")}
    assert shown == {"school": True, "first": True, "second": False}


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
        give(school.people[f"first{number}"], POST, 1 + number % 3)
        give(school.people[f"first{number}"], LATER, number % 2)
    found = page(browse("teacher"), school)
    assert ("뚜렷한 차이가 없습니다" in found, "두 번째에 더 적게 맞혔습니다" in found) == (True, True)


@pytest.mark.parametrize(("before", "after"), [((4, 4), (3, 4)), ((1, 1), (3, 3)), ((1, 2), (4, 4)), ((1, 2), (2, 3))])
def test_what_would_be_the_score_or_gain_of_each_is_withheld_and_that_is_said(
    school: School, browse: Open, before: tuple[int, int], after: tuple[int, int]
) -> None:
    """All right before, all alike, all right later, or all with the same gain."""
    for number in range(1, 11):
        give(school.people[f"first{number}"], PRE, before[number % 2])
        give(school.people[f"first{number}"], POST, after[number % 2])
    found = page(browse("teacher"), school)
    assert ("가운데값" in found, "숫자를 쓰지 않습니다. 답한 사람들의 점수가 거의 같아서" in found) == (False, True)


def test_the_score_before_is_told_of_one_set_of_people_only(school: School, browse: Open) -> None:
    """The second to the eleventh answer weeks later: two medians before would tell of the first and the eleventh."""
    fill(school, "first", 10)
    give(school.people["first11"], PRE, 4)
    for number in range(2, 12):
        give(school.people[f"first{number}"], LATER, 3 if number % 4 else 2, 40 + number)
    found = page(browse("teacher"), school)
    assert (found.count("10명"), found.count("나중 가운데값")) == (2, 2)
    assert (found.count("시작 전 가운데값</dt>"), found.count('role="img"')) == (1, 1)
    assert "시작 전 가운데값은 마친 뒤와 견줄 때만 씁니다" in found


def test_the_newest_year_is_shown_and_another_can_be_chosen(school: School, browse: Open) -> None:
    fill(school, "first", 10)
    for number in range(1, 11):
        for kind, right in ((PRE, number % 2), (POST, 4 if number % 5 else 3)):
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


def path(school: School, unit: str) -> str:
    found = standing_unit(school.units[unit])
    assert found is not None
    return found.path


def test_only_the_newest_of_very_many_pairs_are_read(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    for unit in ("first", "second"):
        fill(school, unit, 10)
    with transaction():
        late = clock.now() - timedelta(minutes=5)
        of = update(Attempt).where(Attempt.learner == school.people["second10"], Attempt.kind == POST)
        db.session.execute(of.values(first_submitted_at=late))
    what = Comparison("tiny", year(), POST)
    assert len(paired_tens(path(school, "school"), what, clock.now())) == 2
    monkeypatch.setattr("courses.queries.paired_attempts.MOST_TENS", 1)
    found = paired_tens(path(school, "school"), what, clock.now())
    assert [one.path for one in found[0]] == [path(school, "second")] * 10
    answers = paired_answers(what, found)
    assert [len(before[1]) + len(after[1]) for ten in answers for before, after in ten] == [8] * 10
    assert MOST_TENS == 100


def test_moving_or_disabling_somebody_changes_no_figure(school: School, browse: Open) -> None:
    fill(school, "first", 12, alone=0)
    before = page(browse("administrator"), school)
    units.enrol(school.people["first1"], school.units["second"], clock.now(), actor=None)
    with transaction():
        db.session.execute(update(Account).where(Account.id == school.people["first2"]).values(disabled=True))
    assert page(browse("administrator"), school).partition("csrf")[0] == before.partition("csrf")[0]


def test_who_is_missing_is_counted_when_the_newest_ten_was_whole(school: School, browse: Open) -> None:
    """Two answer again later: until they are ten, that is not told of them, nor that two more have begun."""
    fill(school, "first", 10)
    before = page(browse("teacher"), school)
    for number in (11, 12):
        give(school.people[f"first{number}"], PRE, 1, 100 + number)
    assert page(browse("teacher"), school).partition("csrf")[0] == before.partition("csrf")[0]
    there = staying(path(school, "first"), Comparison("tiny", year(), POST), clock.now())
    assert (there.began, there.again) == (12, 10)


def test_who_began_elsewhere_is_not_missing_here(school: School, browse: Open) -> None:
    """Ten of the other class who came after the first answer: of this unit nobody began, so nobody is missing."""
    fill(school, "second", 10)
    moved = clock.now() - timedelta(minutes=200) + timedelta(seconds=30)
    with transaction():
        for number in range(1, 11):
            of = Membership.account == school.people[f"second{number}"]
            db.session.execute(update(Membership).where(of).values(until=moved))
            db.session.flush()
            learner, unit = school.people[f"second{number}"], school.units["first"]
            db.session.add(Membership(account=learner, unit=unit, position=0, since=moved))
    found = page(browse("teacher"), school)
    assert ("10명" in found, "두 번째 물음에" in found) == (True, False)


def test_a_ten_with_somebody_who_has_nothing_to_compare_is_left_out_whole(school: School, browse: Open) -> None:
    fill(school, "first", 10)
    other = sealed(replace(KNOWLEDGE, items=tuple(replace(one, key_digest="new") for one in KNOWLEDGE.items)))
    insert = hand_in(school.people["second1"], other, {}, clock.now(), module="", kind=POST, cycle="2001")
    with transaction():
        of = update(Attempt).where(Attempt.learner == school.people["first10"], Attempt.kind == POST)
        version = select(Attempt.quiz_version).where(Attempt.id == insert).scalar_subquery()
        db.session.execute(of.values(quiz_version=version))
    assert "가운데값" not in page(browse("teacher"), school)
