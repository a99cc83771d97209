"""Knowledge items are offered before the first lesson, after the course and weeks later; each once, none ever owed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from courses.catalog.items import Quiz
from courses.catalog.structure import Course, Survey
from courses.foundation.vocabulary import AttemptKind, AttemptState, ItemType
from courses.rules.facts import Completed, Due, Facts, LessonDone, SideAttempt
from courses.rules.measuring import (
    FOLLOW_UP_DAYS,
    OPEN_DAYS,
    Measuring,
    finished_at,
    is_past,
    offered,
    taken_at,
)
from tests.rules.making import NO_HTML, NO_TEXT, course, item, lesson, module, quiz

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PRE, POST, LATER = AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP
ALL = (PRE, POST, LATER)


def surveyed(*kinds: AttemptKind) -> Course:
    """Two modules that count and an optional one, with knowledge items of these kinds."""
    made = course(module("one", lesson("a")), module("two", lesson("b")), module("extra", lesson("c"), optional=True))
    quizzes: Mapping[AttemptKind, Quiz] = MappingProxyType(
        {kind: quiz((item(ItemType.SINGLE, "a", count=2),)) for kind in kinds}
    )
    return replace(made, survey=Survey(NO_TEXT, NO_HTML, quizzes, (), ""))


def due(module_key: str = "", cycle: str = "2026", opens: datetime | None = None) -> Due:
    return Due("course", module_key, cycle, opens, None)


def done(*modules: str, days: float = 1, cycle: str = "2026") -> tuple[Completed, ...]:
    return tuple(Completed("course", one, cycle, 1, NOW - timedelta(days=days), late=False) for one in modules)


def facts(*things: Due | LessonDone | Completed) -> Facts:
    def of(kind: type) -> tuple:
        return tuple(thing for thing in things if isinstance(thing, kind))

    return Facts(of(Due), of(LessonDone), of(Completed), ())


def what(known: Facts, *taken: SideAttempt, kinds: tuple[AttemptKind, ...] = ALL) -> Measuring | None:
    return offered(surveyed(*kinds), known, taken, NOW)


def tried(kind: AttemptKind, state: AttemptState, cycle: str = "2026", of: str = "course") -> SideAttempt:
    return SideAttempt(of, "", cycle, 1, kind, 1, state, ())


def handed(kind: AttemptKind, cycle: str = "2026") -> SideAttempt:
    return tried(kind, AttemptState.SUBMITTED, cycle)


def skipped(kind: AttemptKind) -> SideAttempt:
    return tried(kind, AttemptState.VOID)


def test_before_the_first_lesson_the_items_are_offered_once() -> None:
    assert what(facts(due())) == Measuring(PRE, "2026")
    assert what(facts(due()), tried(PRE, AttemptState.OPEN)) == Measuring(PRE, "2026")
    assert what(facts(due()), handed(PRE)) is None
    assert what(facts(due()), skipped(PRE)) is None


def test_after_a_lesson_it_is_too_late_for_before() -> None:
    read = LessonDone("course", "one", "a", "2026", 1, NOW)
    assert what(facts(due(), read)) is None
    assert what(facts(due(), replace(read, revision=0))) == Measuring(PRE, "2026")
    assert what(facts(due(), replace(read, cycle="2025"))) == Measuring(PRE, "2026")
    assert what(facts(due(), replace(read, course="other"))) == Measuring(PRE, "2026")


def test_who_owes_a_part_of_the_course_or_nothing_yet_is_not_asked() -> None:
    assert what(facts(due("one"))) is None
    assert what(facts(due("one"), due("two"))) == Measuring(PRE, "2026")
    assert what(facts(due(opens=NOW + timedelta(seconds=1)))) is None
    assert what(facts(due(opens=NOW))) == Measuring(PRE, "2026")
    assert what(facts()) is None


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (0, POST),
        (FOLLOW_UP_DAYS - 0.01, POST),
        (FOLLOW_UP_DAYS, LATER),
        (FOLLOW_UP_DAYS + OPEN_DAYS - 0.01, LATER),
        (FOLLOW_UP_DAYS + OPEN_DAYS, None),
    ],
)
def test_after_the_course_the_items_come_at_once_and_weeks_later(days: float, kind: AttemptKind | None) -> None:
    known = facts(due(), *done("one", "two", days=days))
    assert what(known, handed(PRE)) == (Measuring(kind, "2026") if kind else None)


def test_a_follow_up_is_asked_of_those_who_answered_before_it() -> None:
    known = facts(due(), *done("one", "two", days=FOLLOW_UP_DAYS + 1))
    assert what(known, handed(POST)) == Measuring(LATER, "2026")
    assert what(known) is None
    assert what(known, skipped(PRE), skipped(POST)) is None
    assert what(known, handed(PRE, "2025")) is None


def test_a_kind_that_no_item_is_marked_with_is_not_offered() -> None:
    assert what(facts(due()), kinds=(POST,)) is None
    assert offered(replace(surveyed(), survey=None), facts(due()), (), NOW) is None


def test_the_newest_year_in_which_something_is_open_comes_first() -> None:
    known = facts(due(cycle="2025"), due(cycle="2026"), *done("one", "two", cycle="2025"))
    assert what(known) == Measuring(PRE, "2026")
    assert what(known, skipped(PRE)) == Measuring(POST, "2025")


def test_a_course_is_finished_with_its_last_module_that_is_not_optional() -> None:
    made = surveyed(PRE)
    early, late = done("one", days=5), done("two", days=2)
    assert finished_at(made, facts(*early), "2026") is None
    assert finished_at(made, facts(*early, *late), "2026") == NOW - timedelta(days=2)
    assert finished_at(made, facts(*early, *late), "2025") is None
    only_optional = replace(made, modules=made.modules[2:])
    assert finished_at(only_optional, facts(*done("extra")), "2026") == NOW - timedelta(days=1)
    assert finished_at(replace(made, modules=()), facts(), "2026") is None


def test_taking_a_renewed_course_again_does_not_move_the_day_it_was_finished() -> None:
    again = tuple(replace(one, revision=2) for one in done("one", "two", days=1))
    first = done("one", "two", days=9)
    for known in (facts(*first, *again), facts(*again, *first)):
        assert finished_at(surveyed(), known, "2026") == NOW - timedelta(days=9)


def test_a_course_of_optional_modules_only_is_owed_as_a_whole_or_not_at_all() -> None:
    made = surveyed(PRE)
    optional = replace(made, modules=made.modules[2:])
    assert offered(optional, facts(due("extra")), (), NOW) is None
    assert offered(optional, facts(due()), (), NOW) == Measuring(PRE, "2026")


@pytest.mark.parametrize(
    ("days", "past"),
    [
        (None, set()),
        (0, {PRE}),
        (FOLLOW_UP_DAYS, {PRE, POST}),
        (FOLLOW_UP_DAYS + OPEN_DAYS, {PRE, POST, LATER}),
    ],
)
def test_what_came_and_went_is_known(days: float | None, past: set[AttemptKind]) -> None:
    known = facts(due(), *(() if days is None else done("one", "two", days=days)))
    assert {kind for kind in ALL if is_past(surveyed(*ALL), known, kind, NOW)} == past


def test_before_is_past_with_the_first_lesson_and_what_was_never_there_is_not() -> None:
    known = facts(due(), LessonDone("course", "one", "a", "2026", 1, NOW))
    assert [is_past(surveyed(*ALL), known, kind, NOW) for kind in ALL] == [True, False, False]
    assert is_past(surveyed(POST), known, PRE, NOW) is False
    assert is_past(replace(surveyed(), survey=None), known, PRE, NOW) is False
    assert is_past(surveyed(*ALL), replace(known, dues=()), PRE, NOW) is False


def test_only_attempts_at_the_items_of_the_course_say_what_was_taken() -> None:
    elsewhere = tried(PRE, AttemptState.SUBMITTED, of="other")
    recalled = replace(handed(PRE), module="one", kind=AttemptKind.RECALL)
    assert taken_at(surveyed(), [elsewhere, recalled, handed(PRE)]) == [handed(PRE)]
    assert what(facts(due()), elsewhere) == Measuring(PRE, "2026")
