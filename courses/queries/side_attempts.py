"""Attempts that count nowhere: a learner's knowledge items and recalled questions."""

from sqlalchemy import select

from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.models.assessment import Attempt
from courses.queries.attempts import item_ids
from courses.rules.facts import SideAttempt


def side_attempts(learner: int) -> list[SideAttempt]:
    """All of the learner's, the first opened first."""
    rows = db.session.execute(
        select(
            Attempt.course,
            Attempt.module,
            Attempt.cycle,
            Attempt.revision,
            Attempt.kind,
            Attempt.number,
            Attempt.state,
            Attempt.drawn,
        )
        .where(Attempt.learner == learner, Attempt.kind != AttemptKind.QUIZ)
        .order_by(Attempt.id)
    )
    return [SideAttempt(*row[:4], AttemptKind(row[4]), row[5], AttemptState(row[6]), item_ids(row[7])) for row in rows]
