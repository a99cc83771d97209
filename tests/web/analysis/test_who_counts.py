"""Whose answers are in the figures, and that no second page or moment tells what one of them answered."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState
from courses.models.accounts import Account
from courses.models.assessment import Attempt
from courses.queries.item_answers import MOST, first_attempts
from courses.services import units
from tests.answers import hand_in
from tests.builders import School
from tests.web.analysis.answering import (
    Open,
    answer_all,
    counted,
    figures,
    hand_in_letters,
    item_1,
    quiz,
    school_path,
)


def test_opening_an_attempt_again_moving_or_disabling_its_learner_changes_nothing(school: School, browse: Open) -> None:
    """Twelve handed in, the first ten count: the next one must not move up, or the difference were one learner's."""
    answer_all(school, "first", 12)
    before = figures(browse("administrator"), school.units["first"])
    with transaction():
        of = update(Attempt).where(Attempt.learner == school.people["first3"])
        db.session.execute(of.values(state=AttemptState.VOID))
        of = update(Attempt).where(Attempt.learner == school.people["first4"])
        db.session.execute(of.values(state=AttemptState.OPEN, submitted_at=None, score=None))
        db.session.execute(update(Account).where(Account.id == school.people["first5"]).values(disabled=True))
    units.enrol(school.people["first6"], school.units["second"], clock.now(), actor=None)
    assert figures(browse("administrator"), school.units["first"]).partition("csrf")[0] == before.partition("csrf")[0]
    assert "정답률" not in figures(browse("administrator"), school.units["second"])


def test_what_was_handed_in_just_now_does_not_count_yet(school: School) -> None:
    answer_all(school, "first", 9)
    hand_in(school.people["first10"], quiz(), {}, clock.now() - timedelta(seconds=60))
    assert counted(school, "first") == []
    assert len(counted(school, "first", timedelta(seconds=61))) == 10


def test_figures_move_in_steps_of_ten_learners(school: School, browse: Open) -> None:
    answer_all(school, "first", 10)
    before = figures(browse("teacher"), school.units["first"])
    answer_all(school, "first", 2, start=11)
    assert figures(browse("teacher"), school.units["first"]).partition("csrf")[0] == before.partition("csrf")[0]


def test_ten_who_answer_alike_are_not_told_by_what_they_change(school: School, browse: Open) -> None:
    """Four of ten were right; of the next ten nobody. With 20 % of twenty that would be told of each of them."""
    for number in range(1, 11):
        hand_in_letters(school.people[f"first{number}"], "b" if number <= 4 else "a", number)
    for number in range(1, 11):
        hand_in_letters(school.people[f"second{number}"], "a", 10 + number)
    for unit, asked in (("first", "10명"), ("grade", "20명")):
        first = item_1(figures(browse("administrator"), school.units[unit]))
        assert re.findall(r"<dt>(?:받은 사람|정답률)</dt><dd(?: class=\"num\")?>([^<]*)</dd>", first) == [asked, "40%"]
        assert ("이 가운데 10명의 답입니다" in first) is (unit == "grade")
    assert "거의 없음" in item_1(figures(browse("administrator"), school.units["second"]))


def test_a_later_attempt_of_the_same_learner_changes_nothing(school: School, browse: Open) -> None:
    answer_all(school, "first", 10)
    path = school_path(school, "first")
    before, _ = first_attempts(path, "tiny", "first", clock.now())
    hand_in(school.people["first1"], quiz(), {"first-step": "b"}, clock.now(), number=2)
    after, _ = first_attempts(path, "tiny", "first", clock.now() + timedelta(hours=1))
    assert (after, len(after)) == (before, 10)


def test_what_one_page_hides_no_other_page_tells(school: School, browse: Open) -> None:
    """Twelve of one class and three of the other: taking one page from another leaves nobody."""
    answer_all(school, "first", 12)
    answer_all(school, "second", 3)
    administrator = browse("administrator")
    shown = {
        unit: "정답률" in figures(administrator, school.units[unit]) for unit in ("school", "grade", "first", "second")
    }
    assert shown == {"school": True, "grade": True, "first": True, "second": False}
    tens = {unit: counted(school, unit) for unit in shown}
    ten = [school.people[f"first{number}"] for number in range(1, 11)]
    assert tens == {"school": ten, "grade": ten, "first": ten, "second": []}


def test_the_newest_attempts_are_read_where_there_are_very_many(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(school, "first", 12)
    answer_all(school, "second", 10)
    monkeypatch.setattr("courses.queries.item_answers.MOST", 19)
    assert counted(school, "grade") == [school.people[f"second{number}"] for number in range(1, 11)]
    assert MOST == 1000
