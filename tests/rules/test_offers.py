"""What is offered beside the courses: each course its own, little at once, nothing lost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from courses.catalog.structure import Course, Survey
from courses.foundation.vocabulary import AttemptKind, AttemptState, ItemType
from courses.rules.facts import Completed, Due, Facts, SideAttempt, Tried
from courses.rules.offers import Offer, offers
from tests.rules.making import NO_HTML, NO_TEXT, course, item, lesson, module, quiz

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PRE, RECALL = AttemptKind.PRE, AttemptKind.RECALL
ITEMS = quiz(tuple(item(ItemType.SINGLE, "a", identifier=f"item-{number}", count=3) for number in range(4)))


def called(name: str, *modules: str, surveyed: bool = False) -> Course:
    made = course(*(replace(module(one, lesson("a")), quiz=ITEMS) for one in modules))
    survey = Survey(NO_TEXT, NO_HTML, MappingProxyType({PRE: ITEMS}), (), "") if surveyed else None
    return replace(made, slug=name, survey=survey)


def due(of: str, cycle: str = "2026") -> Due:
    return Due(of, "", cycle, None, None)


def done(of: str, module_key: str, days: float, cycle: str = "2026") -> Completed:
    return Completed(of, module_key, cycle, 1, NOW - timedelta(days=days), late=False)


def sits(of: str, module_key: str, cycle: str = "2026", revision: int = 1) -> Tried:
    return Tried(of, module_key, cycle, revision, 2, open=True, score=0, pass_mark=70)


def facts(*things: Due | Completed | Tried) -> Facts:
    def of(kind: type) -> tuple:
        return tuple(thing for thing in things if isinstance(thing, kind))

    return Facts(of(Due), (), of(Completed), of(Tried))


def found(
    courses: Iterable[Course], known: Facts, *taken: SideAttempt
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Course and module ('' the items of the course) of what is shown, and of what stands behind it."""
    shown = offers(courses, known, taken, NOW, UTC)

    def names(some: tuple[Offer, ...]) -> list[tuple[str, str]]:
        return [(one.course.slug, one.module.slug if one.module else "") for one in some]

    return names(shown.shown), names(shown.more)


def test_who_owes_nothing_and_completed_nothing_is_offered_nothing() -> None:
    assert found([called("c", "one", surveyed=True)], facts()) == ([], [])


@pytest.mark.parametrize("days", [7, 21, 60])
def test_items_before_one_course_do_not_hold_up_the_recall_of_another(days: int) -> None:
    courses = [called("new", "one", surveyed=True), called("old", "one", surveyed=True)]
    known = facts(due("new"), due("old"), done("old", "one", days))
    assert found(courses, known) == ([("new", ""), ("old", "one")], [])


def test_of_many_modules_the_one_that_waited_longest_is_shown_and_the_others_stand_behind_it() -> None:
    courses = [called("c", "one", "two", "three"), called("d", "one")]
    known = facts(done("c", "one", 8), done("c", "two", 8), done("c", "three", 30), done("d", "one", 10))
    assert found(courses, known) == ([("c", "three")], [("d", "one"), ("c", "one"), ("c", "two")])


def test_whatever_is_answered_or_waved_off_makes_room_for_the_next_until_none_is_left() -> None:
    made = called("c", *(f"m-{number}" for number in range(6)))
    known = facts(*(done("c", f"m-{number}", 8 + number) for number in range(6)))
    taken: list[SideAttempt] = []
    seen = []
    while first := found([made], known, *taken)[0]:
        seen.append(first[0][1])
        state = AttemptState.VOID if len(taken) % 2 else AttemptState.SUBMITTED
        taken.append(SideAttempt("c", first[0][1], "2026", 1, RECALL, 1, state, ()))
    assert seen == [f"m-{number}" for number in range(5, -1, -1)]


def test_items_before_several_courses_stand_in_the_order_in_which_these_are_to_be_done() -> None:
    courses = [called("second", "one", surveyed=True), called("first", "one", surveyed=True)]
    assert found(courses, facts(due("first"), due("second"))) == ([("second", "")], [("first", "")])


def test_what_waits_for_an_open_quiz_comes_last_and_says_for_which() -> None:
    made = called("c", "one", "two")
    known = facts(due("c"), done("c", "one", 30), done("c", "two", 8), sits("c", "one"))
    assert found([made], known) == ([("c", "two")], [("c", "one")])
    last = offers([made], known, (), NOW, UTC).more[0]
    assert (last.kind, last.in_hand) == (RECALL, 2)


@pytest.mark.parametrize(("cycle", "revision"), [("2025", 1), ("2026", 0)])
def test_an_attempt_left_open_in_a_year_or_revision_that_is_over_holds_up_nothing(cycle: str, revision: int) -> None:
    known = facts(due("c"), done("c", "one", 8), sits("c", "one", cycle, revision))
    shown = offers([called("c", "one")], known, (), NOW, UTC).shown
    assert [one.in_hand for one in shown] == [None]


def test_an_attempt_at_this_years_quiz_holds_up_last_years_questions() -> None:
    """The same items are asked for a result that counts."""
    known = facts(due("c", "2025"), due("c"), done("c", "one", 60, "2025"), sits("c", "one"))
    assert [one.in_hand for one in offers([called("c", "one")], known, (), NOW, UTC).shown] == [2]


def test_an_attempt_that_its_learner_may_not_go_on_with_holds_up_nothing() -> None:
    known = facts(done("c", "one", 60, "2025"), sits("c", "one"))
    assert [one.in_hand for one in offers([called("c", "one")], known, (), NOW, UTC).shown] == [None]
