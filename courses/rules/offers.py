"""What a learner may answer beside the courses, in order: little at once, and nothing lost.

Each course offers its own knowledge items and each completed module its own questions, whatever else stands open.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from courses.catalog.structure import Course, Module
from courses.foundation.vocabulary import AttemptKind
from courses.rules.facts import Facts, SideAttempt
from courses.rules.measuring import FOLLOW_UP_DAYS, offered
from courses.rules.retrieval import recall
from courses.rules.standing import attempt_in_hand


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be answered: the knowledge items of a course (module None), or questions from a module.

    `in_hand` is the number of the open quiz attempt that has to be handed in before, None where nothing has.
    """

    kind: AttemptKind
    course: Course
    module: Module | None = None
    in_hand: int | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What is said at once, at most one of each sort, and what waits behind it."""

    shown: tuple[Offer, ...]
    more: tuple[Offer, ...]


def offers(
    courses: Iterable[Course],
    facts: Facts,
    taken: Collection[SideAttempt],
    now: datetime,
    zone: tzinfo,
    *,
    days: int = FOLLOW_UP_DAYS,
) -> Offers:
    """All that is offered now; courses come in the order in which they are to be done.

    Knowledge items stand in that order, since those before a course are for the course that is begun next. Of the
    modules to recall the one comes first whose questions have waited longest; those that must wait for an open attempt
    at the same quiz come last. The first of both sorts are shown.
    """
    given = tuple(courses)
    measuring = [
        Offer(found.kind, course) for course in given if (found := offered(course, facts, taken, now, days)) is not None
    ]
    waiting = []
    for course in given:
        for module in course.modules:
            stand = recall(course, module, facts, taken, now)
            if stand is not None and stand.since is not None:
                hand = attempt_in_hand(course, module, facts, now, zone)
                waiting.append((hand is not None, stand.since, Offer(AttemptKind.RECALL, course, module, hand)))
    recalling = [one for _, _, one in sorted(waiting, key=lambda one: one[:2])]
    return Offers((*measuring[:1], *recalling[:1]), (*measuring[1:], *recalling[1:]))
