"""Reopening: a learner's attempt is opened again, with a reason and a trace."""

import secrets
from datetime import datetime

from sqlalchemy import update

from courses.foundation.database import db
from courses.foundation.errors import NotAllowed, NotReopened
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, Reopening, ReopenReason
from courses.ledger import audit
from courses.ledger.completions import Taking
from courses.ledger.locks import lock_account
from courses.models.assessment import Attempt, AttemptReopening, Response
from courses.queries.attempts import Sat, stored_quiz
from courses.queries.reopening import tried_attempts
from courses.rules.reopening import offer


def reopen(
    taking: Taking, number: int, kind: Reopening, reason: ReopenReason, now: datetime, *, actor: int, unit: int
) -> None:
    """Open the learner's last attempt again, which must be the one of that number.

    *continue*: the attempt is open again without a closing time; answers stay. Where it had been handed in its feedback
    was seen, so what was answered is final and the rest can be answered; and it gets a new submit key, so that no page
    from before can hand it in. *anew*: the attempt is voided and the learner may begin another one.
    Raises NotAllowed for one's own attempt, NotReopened with its reason for everything that `rules.reopening.offer`
    does not offer, as when somebody else was quicker.
    """
    if actor == taking.learner:
        raise NotAllowed
    with transaction():
        lock_account(taking.learner)
        found = tried_attempts(
            Sat(taking.learner, taking.course.key, taking.module.key, taking.cycle, taking.course.revision)
        )
        quiz = stored_quiz(found[-1].quiz_version) if found else None
        limit = taking.module.quiz.attempts if taking.module.quiz else None
        open_ways = offer([one.tried for one in found], quiz, now, limit)
        if open_ways.refused is not None:
            raise NotReopened(reason=open_ways.refused.value)
        last = found[-1]
        if last.tried.number != number:
            raise NotReopened(reason="open-already")
        if kind not in open_ways.ways:
            raise NotReopened(reason=str(open_ways.no_continuing))
        db.session.add(
            AttemptReopening(
                attempt=last.tried.id,
                kind=kind,
                reason=reason,
                at=now,
                actor=actor,
                submitted_at=last.submitted_at,
                score=last.tried.score,
                closes_at=last.tried.closes_at,
            )
        )
        _open(last.tried.id, kind, ended=last.submitted_at is not None, now=now)
        audit.note(
            "attempt.reopened",
            now,
            actor=actor,
            subject=taking.learner,
            unit=unit,
            attempt=last.tried.id,
            kind=kind.value,
            reason=reason.value,
        )


def _open(attempt: int, kind: Reopening, *, ended: bool, now: datetime) -> None:
    of = update(Attempt).where(Attempt.id == attempt)
    if kind is Reopening.ANEW:
        db.session.execute(of.values(state=AttemptState.VOID))
        return
    db.session.execute(of.values(state=AttemptState.OPEN, closes_at=None, submitted_at=None, score=None))
    if ended:
        db.session.execute(of.values(submit_key=secrets.token_hex(16)))
        db.session.execute(
            update(Response).where(Response.attempt == attempt, Response.final_at.is_(None)).values(final_at=now)
        )
