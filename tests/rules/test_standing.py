"""Where a learner stands follows from facts alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from courses.catalog.structure import Course, Module
from courses.foundation.vocabulary import GradeOfRecord
from courses.rules.completion import QUIZ, Place
from courses.rules.facts import Completed, Due, Facts, LessonDone, Tried
from courses.rules.standing import (
    Standing,
    current_cycle,
    cycle_in_force,
    is_open,
    may_read,
    standing,
    standings,
)
from tests.rules.making import course, lesson, module

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")


def taught() -> Course:
    one = replace(module("one", lesson("a"), lesson("b")), minutes=15)
    return course(one, module("two", lesson("a"), with_quiz=False), module("three", lesson("a"), optional=True))


def due(module_key: str = "one", cycle: str = "2026", days: int | None = 5, opens: int | None = None) -> Due:
    ends = None if days is None else NOW + timedelta(days=days)
    begins = None if opens is None else NOW + timedelta(days=opens)
    return Due("course", module_key, cycle, begins, ends)


def did(*lessons: str, module_key: str = "one", cycle: str = "2026", revision: int = 1) -> tuple[LessonDone, ...]:
    return tuple(LessonDone("course", module_key, one, cycle, revision, NOW) for one in lessons)


def finished(module_key: str = "one", cycle: str = "2026", revision: int = 1) -> Completed:
    return Completed("course", module_key, cycle, revision, NOW, late=False)


def tried(number: int, score: int, *, still_open: bool = False, revision: int = 1, cycle: str = "2026") -> Tried:
    return Tried("course", "one", cycle, revision, number, still_open, score, 70)


def facts(*things: Due | LessonDone | Completed | Tried) -> Facts:
    def of(kind: type) -> tuple:
        return tuple(thing for thing in things if isinstance(thing, kind))

    return Facts(of(Due), of(LessonDone), of(Completed), of(Tried))


def stand(*things: Due | LessonDone | Completed | Tried) -> Standing:
    made = taught()
    return standing(made, made.modules[0], facts(*things), "2026")


def test_the_training_year_is_the_calendar_year_of_the_site() -> None:
    assert current_cycle(datetime(2026, 12, 31, 16, tzinfo=UTC), SEOUL) == "2027"


def test_the_oldest_year_that_is_owed_and_not_completed_comes_first() -> None:
    made = taught()
    both = (due(cycle="2025"), due(cycle="2026"))
    cases = {
        "2025": facts(*both),
        "2026": facts(*both, finished(cycle="2025")),
        "2027": facts(),
    }
    assert {cycle_in_force(made, made.modules[0], known, "2027") for known in cases.values()} == {
        "2025",
        "2026",
        "2027",
    }
    done = facts(*both, finished(cycle="2025"), finished(cycle="2026"))
    assert cycle_in_force(made, made.modules[0], done, "2027") == "2026"


def test_nothing_done_leads_to_the_first_lesson_with_all_minutes_left() -> None:
    found = stand(due())
    assert (found.place, found.minutes_left, found.started, found.record) == (Place("a"), 15, False, None)


def test_a_lesson_done_is_behind_and_its_minutes_are_gone() -> None:
    found = stand(due(), *did("a"))
    assert (found.place, found.minutes_left, found.lessons_done) == (Place("b"), 10, frozenset({"a"}))


def test_after_the_lessons_comes_the_quiz_and_its_minutes() -> None:
    found = stand(due(), *did("a", "b"), tried(1, 5000), tried(2, 0, still_open=True))
    assert (found.place, found.minutes_left, found.attempts, found.open_attempt) == (QUIZ, 5, 2, 2)
    assert (found.record, found.passed) == (5000, False)


def test_a_passed_attempt_leaves_nothing_to_do() -> None:
    found = stand(due(), *did("a", "b"), tried(1, 7000))
    assert (found.place, found.passed, found.minutes_left) == (None, True, 0)


def test_an_earlier_revision_counts_neither_for_lessons_nor_for_attempts() -> None:
    found = stand(due(), *did("a", revision=0), tried(1, 10000, revision=0))
    assert (found.lessons_done, found.passed, found.attempts) == (frozenset(), False, 0)


def test_a_completion_stays_though_lessons_were_added_later() -> None:
    found = stand(due(), *did("a"), finished())
    assert (found.place, found.minutes_left, found.started) == (None, 0, True)


def test_a_new_revision_is_asked_of_who_completed_an_earlier_one_and_takes_nothing_back() -> None:
    once = finished(revision=0)
    found = stand(due(), *did("a", "b", revision=0), tried(1, 9000, revision=0), once)
    assert (found.completion, found.renewed, found.settled, found.started) == (once, True, False, False)
    assert (found.place, found.minutes_left, found.attempts) == (Place("a"), 15, 0)
    begun = stand(due(), once, *did("a", "b"), tried(1, 3000))
    assert (begun.renewed, begun.place, begun.started, begun.passed) == (True, QUIZ, True, False)


def test_who_took_the_new_revision_or_a_later_one_is_asked_nothing_and_the_first_completion_counts() -> None:
    once, again = finished(revision=0), finished(revision=1)
    found = stand(due(), again, once)
    assert (found.completion, found.renewed, found.settled, found.place) == (once, False, True, None)
    assert stand(due(), finished(revision=2)).settled is True


def test_what_is_to_be_taken_again_stands_between_what_is_owed_and_what_is_done() -> None:
    known = facts(due("one", days=9), due("two", days=-1), due("three"), finished("two", revision=0), finished("three"))
    found = standings({"course": taught()}, known, NOW, SEOUL)
    assert [(one.module.slug, one.renewed) for one in found] == [("one", False), ("two", True), ("three", False)]


def test_the_obligation_of_the_module_itself_stands_before_that_of_the_course() -> None:
    own = due("one", days=5)
    for others in ((due("", days=9),), (due("", days=2),), (due("", days=None),)):
        assert stand(own, *others).due == own
        assert stand(*others).due == others[0]
    assert stand().due is None


def test_overdue_comes_before_nearest_before_undated_and_done_comes_last() -> None:
    made = {"course": taught()}
    known = facts(due("one", days=3), due("two", days=-1), due("three", days=None))
    assert [one.module.slug for one in standings(made, known, NOW, SEOUL)] == ["two", "one", "three"]
    known = facts(due("one", days=3), due("two", days=-1), due("three", days=None), finished("two"))
    assert [one.module.slug for one in standings(made, known, NOW, SEOUL)] == ["one", "three", "two"]


def test_a_course_that_is_owed_brings_its_required_modules_only() -> None:
    made = {"course": taught()}
    assert [one.module.slug for one in standings(made, facts(due("")), NOW, SEOUL)] == ["one", "two"]
    assert standings(made, facts(), NOW, SEOUL) == []


def test_evidence_under_a_former_name_still_counts() -> None:
    renamed = replace(taught().modules[0], slug="renamed", formerly=("one",))
    made = course(renamed)
    found = standing(made, renamed, facts(due(), *did("a")), "2026")
    assert found.place == Place("b")


def test_attempts_are_used_up_where_only_a_teacher_can_help_on() -> None:
    made = taught()
    quiz = made.modules[0].quiz
    assert quiz is not None
    module = replace(made.modules[0], quiz=replace(quiz, attempts=2))

    def spent(*things: Due | LessonDone | Completed | Tried, of: Module = module) -> bool:
        changed = replace(made, modules=(of, *made.modules[1:]))
        return standing(changed, of, facts(due(), *things), "2026").out_of_attempts

    failed, again = tried(1, 3000), tried(2, 3000)
    assert spent(*did("a", "b"), failed, again) is True
    assert spent(*did("a", "b"), failed) is False
    assert spent(*did("a", "b"), failed, tried(2, 0, still_open=True)) is False
    assert spent(*did("a", "b"), failed, tried(2, 9000)) is False
    assert spent(*did("a"), failed, again) is False
    assert spent(*did("a", "b"), failed, again, finished()) is False
    assert spent(*did("a", "b"), failed, again, of=made.modules[0]) is False
    assert spent(of=made.modules[1]) is False


def test_the_grade_of_record_is_the_modules_and_passing_stays_what_it_is() -> None:
    """The latest attempt failed: it is the grade, and the module is passed all the same."""
    made = taught()
    quiz = made.modules[0].quiz
    assert quiz is not None
    module = replace(made.modules[0], quiz=replace(quiz, grade=GradeOfRecord.LATEST))
    known = facts(due(), *did("a", "b"), tried(2, 3000), tried(1, 9000))
    found = standing(replace(made, modules=(module, *made.modules[1:])), module, known, "2026")
    assert (found.record, found.passed, found.place) == (3000, True, None)


def test_a_module_opens_when_its_moment_has_come_and_a_completed_one_stays_open() -> None:
    closed = due("one", days=9, opens=1)
    assert [is_open(stand(*things), NOW) for things in ((), (closed,), (due("one", opens=0),), (due(),))] == [
        False,
        False,
        True,
        True,
    ]
    assert is_open(stand(closed, finished()), NOW)


def test_lessons_are_read_in_turn_and_all_of_them_once_the_module_is_completed() -> None:
    assert [may_read(stand(due()), slug, NOW) for slug in ("a", "b")] == [True, False]
    assert [may_read(stand(due(), finished()), slug, NOW) for slug in ("a", "b")] == [True, True]
    assert not may_read(stand(), "a", NOW)
    assert [may_read(stand(due(), finished(revision=0)), slug, NOW) for slug in ("a", "b")] == [True, True]
