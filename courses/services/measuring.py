"""Measuring: a learner takes up, or waves off, the knowledge items of a course."""

from datetime import datetime

from courses.catalog.structure import Course
from courses.foundation.database import transaction
from courses.foundation.errors import NotHere
from courses.foundation.vocabulary import AttemptKind
from courses.ledger import completions
from courses.ledger.openings import Seat, open_sitting
from courses.queries.progress import facts
from courses.queries.side_attempts import measured, side_attempts
from courses.rules.measuring import Measuring, offered


def begin_measuring(
    learner: int, course: Course, kind: AttemptKind, now: datetime, *, days: int, skip: bool = False
) -> Measuring:
    """Open the learner's attempt at the items of that kind, or find the open one. `skip`: it is not offered again.

    `days` is how long after finishing the follow-up comes. Raises NotHere when that kind is not offered now.
    """
    with transaction():
        completions.lock_learner(learner)
        attempts = side_attempts(learner)
        found = offered(course, facts(learner, course.key), measured(attempts, course.key), now, days)
        quiz = course.survey.quiz(kind) if course.survey else None
        if found is None or found.kind is not kind or quiz is None:
            raise NotHere
        if not any((one.course, one.kind, one.cycle) == (course.key, kind, found.cycle) for one in attempts):
            seat = Seat(learner, course.key, "", found.cycle, course.revision, kind, 1)
            open_sitting(seat, quiz, now, skipped=skip)
        return found
