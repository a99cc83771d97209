"""When a learner is offered the knowledge items of a course: before the first lesson, after the course, weeks later."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.catalog.structure import Course
from courses.foundation.vocabulary import AttemptKind
from courses.rules.facts import Facts, SideAttempt

FOLLOW_UP_DAYS = 28
"""How long after finishing the course its items are asked once more, unless the site sets another number."""
OPEN_DAYS = 56
"""How long the offer of the follow-up stands."""


@dataclass(frozen=True, slots=True)
class Measuring:
    """What is offered: which kind, in which cycle."""

    kind: AttemptKind
    cycle: str


def finished_at(course: Course, facts: Facts, cycle: str) -> datetime | None:
    """When the last module that is not optional was completed in that cycle, or None while one is missing.

    Time face to face is left out: the items ask for what the modules teach. Of a module that was completed again after
    its course was renewed, the first time counts.
    """
    here = [one for one in facts.completions if one.course == course.key and one.cycle == cycle]
    done = {one.module: one.at for one in sorted(here, key=lambda one: one.at, reverse=True)}
    asked = [module.key for module in course.modules if not module.optional] or [one.key for one in course.modules]
    if not asked or not all(key in done for key in asked):
        return None
    return max(done[key] for key in asked)


def offered(
    course: Course, facts: Facts, taken: Collection[SideAttempt], now: datetime, days: int = FOLLOW_UP_DAYS
) -> Measuring | None:
    """What the learner may answer now, the newest cycle first; None when there is nothing, as for most of the year.

    *pre* while the whole course is owed and open and no lesson of it is done; *post* from finishing the course until
    the follow-up; *follow-up* from `days` after finishing for eight weeks, where one of the two others was handed in.
    Each once; what was begun may be finished while it is offered. Nothing of it is ever owed.
    """
    if course.survey is None:
        return None
    for cycle in _cycles(course, facts):
        here = [one for one in taken_at(course, taken) if one.cycle == cycle]
        kind = _kind(course, facts, cycle, now, days)
        if kind is AttemptKind.FOLLOW_UP and not any(one.submitted for one in here):
            continue
        over = any(one.ended for one in here if one.kind == kind)
        if kind is not None and course.survey.quiz(kind) is not None and not over:
            return Measuring(kind, cycle)
    return None


def is_past(course: Course, facts: Facts, kind: AttemptKind, now: datetime, days: int = FOLLOW_UP_DAYS) -> bool:
    """Whether the time for that kind came and went in a cycle in which the learner owes the course."""
    if course.survey is None or course.survey.quiz(kind) is None:
        return False
    return any(kind in _past(course, facts, cycle, now, days) for cycle in _cycles(course, facts))


def taken_at(course: Course, taken: Iterable[SideAttempt]) -> list[SideAttempt]:
    """Those of the attempts that were at the knowledge items of the course."""
    return [one for one in taken if one.course == course.key and one.kind is not AttemptKind.RECALL]


def _cycles(course: Course, facts: Facts) -> list[str]:
    return sorted({due.cycle for due in facts.dues if due.course == course.key}, reverse=True)


def _kind(course: Course, facts: Facts, cycle: str, now: datetime, days: int) -> AttemptKind | None:
    past = _past(course, facts, cycle, now, days)
    if finished_at(course, facts, cycle) is None:
        return AttemptKind.PRE if not past and _owes_all(course, facts, cycle, now) else None
    return next((kind for kind in (AttemptKind.POST, AttemptKind.FOLLOW_UP) if kind not in past), None)


def _past(course: Course, facts: Facts, cycle: str, now: datetime, days: int) -> tuple[AttemptKind, ...]:
    """The kinds whose time is over in that cycle."""
    finished = finished_at(course, facts, cycle)
    if finished is None:
        begun = any(
            one.course == course.key and one.cycle == cycle and one.revision == course.revision for one in facts.lessons
        )
        return (AttemptKind.PRE,) if begun else ()
    later = finished + timedelta(days=days)
    last = later + timedelta(days=OPEN_DAYS)
    ends = {AttemptKind.PRE: finished, AttemptKind.POST: later, AttemptKind.FOLLOW_UP: last}
    return tuple(kind for kind, end in ends.items() if end <= now)


def _owes_all(course: Course, facts: Facts, cycle: str, now: datetime) -> bool:
    owed = {
        due.module
        for due in facts.dues
        if due.course == course.key and due.cycle == cycle and (due.opens_at is None or due.opens_at <= now)
    }
    asked = {module.key for module in course.modules if not module.optional}
    return "" in owed or (bool(asked) and asked <= owed)
