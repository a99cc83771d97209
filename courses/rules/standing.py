"""Where a learner stands in a module: derived from facts, never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from courses.catalog.structure import Course, Module
from courses.rules.completion import Place, may_open_lesson, missing_lessons, next_place
from courses.rules.deadlines import due_order
from courses.rules.facts import Completed, Due, Facts, Tried
from courses.rules.feedback import none_left
from courses.rules.grade_of_record import grade_of_record
from courses.rules.grading import passes


@dataclass(frozen=True, slots=True)
class Standing:
    """One learner in one module in the cycle that counts now.

    `place` is where to go on, None when there is nothing left; `due` is None where the learner has no obligation;
    `completion` is the one that counts for the cycle, the first; `renewed`: the course's revision was raised since,
    and it leads on through lessons and quiz until that revision is completed too, although nothing is owed any more;
    `record` is the grade of record in hundredths of a percent and `latest` the number of the last submitted attempt,
    None before anything was handed in.
    """

    course: Course
    module: Module
    cycle: str
    due: Due | None
    lessons_done: frozenset[str]
    passed: bool
    record: int | None
    latest: int | None
    attempts: int
    open_attempt: int | None
    completion: Completed | None
    renewed: bool
    place: Place | None
    minutes_left: int

    @property
    def settled(self) -> bool:
        """Whether nothing is asked of the learner any more."""
        return self.completion is not None and not self.renewed

    @property
    def started(self) -> bool:
        """Whether anything was done in the module as it is now."""
        return bool(self.lessons_done or self.attempts or self.settled)

    @property
    def out_of_attempts(self) -> bool:
        """Whether only the quiz is left and its attempts are used up: nobody but a teacher can help on."""
        quiz = self.module.quiz
        if quiz is None or self.place is None or not self.place.is_quiz or self.open_attempt is not None:
            return False
        return none_left(quiz.attempts, self.attempts)


def current_cycle(now: datetime, zone: tzinfo) -> str:
    """The training year: results are reported by calendar year (성폭력방지법 시행령 제2조제4항)."""
    return str(now.astimezone(zone).year)


def cycle_in_force(course: Course, module: Module, facts: Facts, current: str) -> str:
    """The oldest cycle in which the module is owed and not completed; else the newest owed; else the current one.

    A cycle whose attempts at the quiz are used up gives way to later ones, once they have begun: nothing can be done in
    it before a teacher opens it again. Where that is so in all of them the newest holds. What is open is gone on with.
    """
    owed, left = _owed(course, module, facts)
    if not left:
        return owed[-1] if owed else current
    begun = [cycle for cycle in left if cycle <= current] or left[:1]
    tries = {cycle: _tries(course, module, facts, cycle) for cycle in left}
    held = (cycle for cycle in left if any(one.open for one in tries[cycle]))
    able = (cycle for cycle in begun if not _stuck(module, tries[cycle]))
    return next(held, next(able, begun[-1]))


def standing(course: Course, module: Module, facts: Facts, current: str) -> Standing:
    """Where the learner of these facts stands in the module."""
    return _standing_in(course, module, facts, cycle_in_force(course, module, facts, current))


def standing_to_reopen(course: Course, module: Module, facts: Facts, current: str) -> Standing:
    """Where a teacher may help on: where the learner stands, or, with nothing tried there, in what gave way."""
    found = standing(course, module, facts, current)
    _, left = _owed(course, module, facts)
    tried = [cycle for cycle in left if _tries(course, module, facts, cycle)]
    if found.attempts or found.cycle not in left or not tried:
        return found
    return _standing_in(course, module, facts, tried[-1])


def _standing_in(course: Course, module: Module, facts: Facts, cycle: str) -> Standing:
    def here(one_course: str, one_module: str, one_cycle: str) -> bool:
        return (one_course, one_module, one_cycle) == (course.key, module.key, cycle)

    lessons = frozenset(
        one.lesson
        for one in facts.lessons
        if here(one.course, one.module, one.cycle) and one.revision == course.revision
    )
    tries = _tries(course, module, facts, cycle)
    ended = sorted((one for one in tries if not one.open), key=lambda one: one.number)
    passed = any(passes(one.score, one.pass_mark) for one in ended)
    completions = [one for one in facts.completions if here(one.course, one.module, one.cycle)]
    completion = min(completions, key=lambda one: one.revision, default=None)
    renewed = bool(completions) and all(one.revision < course.revision for one in completions)
    place = None if completion and not renewed else next_place(module, lessons, passed)
    missing = set(missing_lessons(module, lessons))
    lesson_minutes = sum(lesson.minutes for lesson in module.lessons)
    left = sum(lesson.minutes for lesson in module.lessons if lesson.slug in missing)
    if place is not None:
        left += max(0, module.minutes - lesson_minutes)
    return Standing(
        course=course,
        module=module,
        cycle=cycle,
        due=_due(course, module, facts, cycle),
        lessons_done=frozenset(lesson.slug for lesson in module.lessons if lesson.slug not in missing),
        passed=passed,
        record=grade_of_record([one.score for one in ended], module.quiz.grade) if module.quiz else None,
        latest=ended[-1].number if ended else None,
        attempts=len(tries),
        open_attempt=next((one.number for one in tries if one.open), None),
        completion=completion,
        renewed=renewed,
        place=place,
        minutes_left=left if place is not None else 0,
    )


def standings(courses: Mapping[str, Course], facts: Facts, now: datetime, zone: tzinfo) -> list[Standing]:
    """Every module the learner owes, in the author's order where nothing else decides.

    Those not completed come first: overdue, nearest, undated; then those to be taken again, and what is settled last.
    """
    current = current_cycle(now, zone)
    found = []
    for course in courses.values():
        owed = {due.module for due in facts.dues if due.course == course.key}
        found += [
            standing(course, module, facts, current)
            for module in course.modules
            if module.key in owed or ("" in owed and not module.optional)
        ]
    return sorted(
        found,
        key=lambda one: (
            (one.completion is not None, one.settled),
            _order(one, now),
            one.course.slug,
            one.module.number,
        ),
    )


def is_open(found: Standing, now: datetime) -> bool:
    """Whether its learner may read in the module: it is completed, or owed and the moment it opens at has come."""
    if found.completion is not None:
        return True
    return found.due is not None and (found.due.opens_at is None or found.due.opens_at <= now)


def may_read(found: Standing, slug: str, now: datetime) -> bool:
    """Whether its learner may read that lesson: every one of a completed module, else in turn."""
    if not is_open(found, now):
        return False
    return found.completion is not None or may_open_lesson(found.module, slug, found.lessons_done)


def attempt_in_hand(course: Course, module: Module, facts: Facts, now: datetime, zone: tzinfo) -> int | None:
    """The number of the open attempt at the module's quiz that its learner can go on with, or None.

    One that was left open in a year or revision that no longer counts cannot be reached any more, and holds up nothing.
    """
    found = standing(course, module, facts, current_cycle(now, zone))
    return found.open_attempt if is_open(found, now) else None


def _owed(course: Course, module: Module, facts: Facts) -> tuple[list[str], list[str]]:
    """The cycles in which the module is owed, and those of them in which it is not completed, the oldest first."""
    owed = sorted({due.cycle for due in facts.dues if due.course == course.key and due.module in {"", module.key}})
    done = {one.cycle for one in facts.completions if one.course == course.key and one.module == module.key}
    return owed, [cycle for cycle in owed if cycle not in done]


def _tries(course: Course, module: Module, facts: Facts, cycle: str) -> list[Tried]:
    """The attempts at the module's quiz that count in the cycle."""
    key = (course.key, module.key, cycle, course.revision)
    return [one for one in facts.tries if (one.course, one.module, one.cycle, one.revision) == key]


def _stuck(module: Module, tries: Sequence[Tried]) -> bool:
    """Whether no attempt is left, though none was passed and none is open."""
    if module.quiz is None or any(one.open or passes(one.score, one.pass_mark) for one in tries):
        return False
    return none_left(module.quiz.attempts, len(tries))


def _order(one: Standing, now: datetime) -> tuple[int, datetime]:
    return due_order(one.due.opens_at if one.due else None, one.due.due_at if one.due else None, now)


def _due(course: Course, module: Module, facts: Facts, cycle: str) -> Due | None:
    """The module's own obligation, else the whole course's: the same that says whether it was finished late."""
    dues = {due.module: due for due in facts.dues if due.course == course.key and due.cycle == cycle}
    return dues.get(module.key) or dues.get("")
