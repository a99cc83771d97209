"""Three questions a week, three weeks and two months after a module; none of them is ever owed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from courses.catalog.items import Quiz
from courses.catalog.structure import Course, Module
from courses.foundation.vocabulary import AttemptKind, AttemptState, FeedbackTime, GradeOfRecord, ItemType
from courses.rules.facts import Completed, Facts, SideAttempt
from courses.rules.retrieval import QUESTIONS, Recall, count_asked, open_round, recall, three_questions
from tests.rules.making import course, item, lesson, module, quiz

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


@pytest.mark.parametrize(("count", "asked"), [(6, 3), (3, 3), (2, 2), (0, 0)])
def test_a_round_says_how_many_questions_it_asks(count: int, asked: int) -> None:
    assert count_asked(of(count)) == asked
    assert count_asked(None) == 0


def taught(slug: str = "one", *formerly: str, count: int = 6) -> Course:
    made = replace(module(slug, lesson("a")), formerly=formerly, quiz=of(count) if count else None)
    return replace(course(made), slug="course")


def done(cycle: str = "2026", revision: int = 1, days: float = 0, of_module: str = "one") -> Completed:
    return Completed("course", of_module, cycle, revision, DONE + timedelta(days=days), late=False)


def tried(number: int, state: AttemptState, cycle: str = "2026", *items: str) -> SideAttempt:
    return SideAttempt("course", "one", cycle, 1, AttemptKind.RECALL, number, state, items)


def stands(made: Course, completions: tuple[Completed, ...], *taken: SideAttempt, days: float = 8) -> Recall | None:
    only: Module = made.modules[0]
    return recall(made, only, Facts((), (), completions, ()), taken, DONE + timedelta(days=days))


def test_only_a_completed_module_is_recalled_and_a_week_later() -> None:
    assert stands(taught(), ()) is None
    assert stands(taught(), (done(of_module="two"), replace(done(), course="other"))) is None
    assert stands(taught(), (done(),), days=6) == Recall(done(), None, None, ())
    assert stands(taught(), (done(),)) == Recall(done(), 1, DONE + timedelta(days=7), ())


def test_a_round_is_begun_ended_and_followed_by_the_next() -> None:
    begun, ended = tried(1, AttemptState.OPEN), tried(1, AttemptState.SUBMITTED, "2026", "item-1", "item-2")
    found = stands(taught(), (done(),), begun)
    assert found is not None
    assert (found.number, found.attempt) == (1, begun)
    found = stands(taught(), (done(),), ended)
    assert found is not None
    assert (found.number, found.attempt) == (None, None)
    found = stands(taught(), (done(),), ended, days=22)
    assert found is not None
    assert (found.number, found.since, found.attempt) == (2, DONE + timedelta(days=21), None)
    assert found.asked == {"item-1", "item-2"}


def test_a_later_year_begins_anew_and_last_years_rounds_are_over() -> None:
    last = tried(1, AttemptState.SUBMITTED, "2025")
    found = stands(taught(), (done("2025", days=-400), done(days=1)), last)
    assert found == Recall(done(days=1), 1, DONE + timedelta(days=8), ())
    found = stands(taught(), (done("2025", days=-60),), last, days=0)
    assert found == Recall(done("2025", days=-60), 3, DONE, (last,))


def test_a_new_name_and_a_new_revision_change_nothing() -> None:
    renamed = replace(taught("new", "one"), revision=5)
    assert stands(renamed, (done(revision=2),)) == Recall(done(revision=2), 1, DONE + timedelta(days=7), ())
    again = replace(taught("new", "one", "newer"), slug="called-so-now", formerly=("course",))
    assert stands(again, (done(),)) == Recall(done(), 1, DONE + timedelta(days=7), ())


def test_without_questions_nothing_is_open() -> None:
    assert stands(taught(count=0), (done(),)) == Recall(done(), None, None, ())
    scales = replace(quiz((item(ItemType.SCALE, identifier="scale", steps=5),)))
    made = taught()
    changed = replace(made, modules=(replace(made.modules[0], quiz=scales),))
    assert stands(changed, (done(),)) == Recall(done(), None, None, ())
