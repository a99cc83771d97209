"""Three questions a week, three weeks and two months after a module; none of them is ever owed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from courses.catalog.items import Quiz
from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord, ItemType
from courses.rules.retrieval import QUESTIONS, open_round, three_questions
from tests.rules.making import item, quiz

DONE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def of(count: int) -> Quiz:
    items = tuple(item(ItemType.SINGLE, "a", identifier=f"item-{number}", count=3) for number in range(count))
    made = quiz((*items, item(ItemType.SCALE, identifier="scale", steps=5)), counts={"": 2})
    return replace(made, attempts=1, time=5, grade=GradeOfRecord.FIRST)


@pytest.mark.parametrize(
    ("days", "number"),
    [(0, None), (6.99, None), (7, 1), (20.99, 1), (21, 2), (59.99, 2), (60, 3), (89.99, 3), (90, None)],
)
def test_a_round_stands_from_its_day_until_the_next(days: float, number: int | None) -> None:
    assert open_round(DONE, DONE + timedelta(days=days), ()) == number


def test_a_round_that_was_answered_or_skipped_is_over_and_the_next_comes_all_the_same() -> None:
    assert [open_round(DONE, DONE + timedelta(days=days), {1}) for days in (8, 21)] == [None, 2]


def test_three_questions_are_asked_with_feedback_at_once_and_nothing_to_pass() -> None:
    made = three_questions(of(6), (), "seed")
    assert len(made.items) == QUESTIONS
    assert (made.feedback, made.pass_mark, made.attempts, made.time, dict(made.draw)) == (
        FeedbackTime.IMMEDIATE,
        0,
        None,
        None,
        {},
    )
    assert made.digest not in {"", of(6).digest}
    assert "scale" not in {one.id for one in made.items}


def test_the_same_seed_asks_the_same_and_another_asks_something_else() -> None:
    def asked(seed: str) -> list[str]:
        return [one.id for one in three_questions(of(6), (), seed).items]

    assert asked("one") == asked("one")
    assert len({tuple(asked(str(number))) for number in range(20)}) > 10


def test_what_was_not_asked_before_comes_first() -> None:
    first = {one.id for one in three_questions(of(6), (), "one").items}
    second = {one.id for one in three_questions(of(6), first, "two").items}
    assert first & second == set()
    third = [one.id for one in three_questions(of(4), first, "three").items]
    assert len(third) == QUESTIONS


def test_a_short_quiz_gives_what_it_has() -> None:
    assert len(three_questions(of(2), (), "seed").items) == 2
