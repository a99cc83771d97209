"""Measuring: a learner takes up, or waves off, the knowledge items of a course."""

from datetime import datetime

from courses.catalog.structure import Course
from courses.foundation.errors import NotHere
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptKind
from courses.ledger.endings import end_answered, wave_off
from courses.ledger.locks import lock_account
from courses.ledger.openings import Seat, open_sitting
from courses.queries.progress import facts
from courses.queries.side_attempts import side_attempts
from courses.rules.measuring import Measuring, offered, taken_at


def begin_measuring(
    learner: int, course: Course, kind: AttemptKind, now: datetime, *, days: int, skip: bool = False
) -> Measuring:
    """Open the learner's attempt at the items of that kind, or find the open one. `skip`: it is not offered again.

    `days` is how long after finishing the follow-up comes. Items after the course that were all answered count without
    the button once the follow-up is taken up. Raises NotHere when that kind is not offered now.
    """
    with transaction():
        lock_account(learner)
        attempts = taken_at(course, side_attempts(learner))
        found = offered(course, facts(learner, course.key), attempts, now, days)
        quiz = course.survey.quiz(kind) if course.survey else None
        if found is None or found.kind is not kind or quiz is None:
            raise NotHere
        begun = next((one for one in attempts if (one.kind, one.cycle) == (kind, found.cycle)), None)
        if begun is None:
            seat = Seat(learner, course.key, "", found.cycle, course.revision, kind, 1)
            open_sitting(seat, quiz, now, skipped=skip)
        elif skip:
            wave_off(learner, begun, now)
        if kind is AttemptKind.FOLLOW_UP:
            end_answered(learner, course.key, found.cycle, AttemptKind.POST, now)
        return found
