"""A learner's attempts at one quiz as reopening reads them, and what was opened again."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptState, Reopening, ReopenReason
from courses.models.assessment import Attempt, AttemptReopening, Response
from courses.queries.attempts import Sat, of_sat
from courses.rules.reopening import Tried


@dataclass(frozen=True, slots=True)
class TriedAttempt:
    """An attempt with its dates and its stored version, for the person who may open it again."""

    tried: Tried
    quiz_version: str
    opened_at: datetime
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reopened:
    """The learner's last attempt was opened again and waits: which way, why, when."""

    kind: Reopening
    reason: ReopenReason
    at: datetime


def tried_attempts(sat: Sat) -> list[TriedAttempt]:
    """Every attempt at the quiz in this cycle and revision, voided ones too, the first first."""
    answered = select(func.count()).where(Response.attempt == Attempt.id).scalar_subquery()
    rows = db.session.execute(select(Attempt, answered).where(*of_sat(sat)).order_by(Attempt.number))
    return [
        TriedAttempt(
            Tried(
                id=row.id,
                number=row.number,
                state=AttemptState(row.state),
                closes_at=row.closes_at,
                score=row.score,
                pass_mark=row.pass_mark,
                asked=len(json.loads(row.drawn)),
                answered=int(count),
            ),
            row.quiz_version,
            row.opened_at,
            row.submitted_at,
        )
        for row, count in rows
    ]


def why_reopened(attempt: int, kind: Reopening) -> Reopened | None:
    """Why that attempt was last opened again in this way; None where it was not, or nobody wrote it down."""
    row = db.session.execute(
        select(AttemptReopening.kind, AttemptReopening.reason, AttemptReopening.at)
        .where(AttemptReopening.attempt == attempt, AttemptReopening.kind == kind)
        .order_by(AttemptReopening.id.desc())
        .limit(1)
    ).one_or_none()
    return Reopened(Reopening(row.kind), ReopenReason(row.reason), row.at) if row else None


def waiting_reopening(sat: Sat) -> Reopened | None:
    """What the learner's last attempt was opened again for, while they have not handed in or begun anew since."""
    row = db.session.execute(
        select(Attempt.state, AttemptReopening.kind, AttemptReopening.reason, AttemptReopening.at)
        .outerjoin(AttemptReopening, AttemptReopening.attempt == Attempt.id)
        .where(*of_sat(sat))
        .order_by(Attempt.number.desc(), AttemptReopening.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None or row.kind is None or row.state == AttemptState.SUBMITTED:
        return None
    return Reopened(Reopening(row.kind), ReopenReason(row.reason), row.at)
