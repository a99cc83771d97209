"""One attempt under a lock: its row, its answers, its end; a few plain statements, since a class hands in at once."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from courses.foundation.database import table
from courses.foundation.errors import AttemptVoid, NotHere
from courses.foundation.transactions import writing
from courses.foundation.vocabulary import AttemptState
from courses.ledger.completions import Taking
from courses.models.accounts import Account
from courses.models.assessment import Attempt, Response
from courses.queries.attempts import Given, Paper, Sitting

_account, _attempt, _response = table(Account), table(Attempt), table(Response)


@dataclass(frozen=True, slots=True)
class Locked:
    """An attempt that nobody else changes until the transaction ends."""

    id: int
    kind: str
    cycle: str
    revision: int
    state: str
    drawn: str
    quiz_version: str
    closes_at: datetime | None


_row = select(
    _attempt.c.id,
    _attempt.c.kind,
    _attempt.c.cycle,
    _attempt.c.revision,
    _attempt.c.state,
    _attempt.c.drawn,
    _attempt.c.quiz_version,
    _attempt.c.closes_at,
).where(
    _attempt.c.submit_key == bindparam("submit_key"),
    _attempt.c.learner == bindparam("learner"),
    _attempt.c.course == bindparam("course"),
    _attempt.c.module == bindparam("module"),
    _attempt.c.number == bindparam("number"),
)
ALONE = _row.with_for_update()
WITH_LEARNER = _row.select_from(_account.join(_attempt, _account.c.id == _attempt.c.learner)).with_for_update(
    key_share=True, of=(_account, _attempt)
)
"""One statement, two locks: PostgreSQL takes them in the order of the list, the account first (ledger/locks.py)."""
KEEP = insert(_response)
REPLACE = (
    update(_response)
    .where(_response.c.attempt == bindparam("of_attempt"), _response.c.item == bindparam("of_item"))
    .values(
        letters=bindparam("letters"), text=bindparam("text"), client_seq=bindparam("client_seq"), at=bindparam("at")
    )
)
END_ANSWER = (
    update(_response)
    .where(_response.c.attempt == bindparam("of_attempt"), _response.c.item == bindparam("of_item"))
    .values(final_at=bindparam("now"))
)
SUBMIT = (
    update(_attempt)
    .where(_attempt.c.id == bindparam("of_attempt"), _attempt.c.state == AttemptState.OPEN)
    .values(
        state=AttemptState.SUBMITTED,
        submitted_at=bindparam("at"),
        score=bindparam("hundredths"),
        first_submitted_at=func.coalesce(
            _attempt.c.first_submitted_at, bindparam("now", type_=_attempt.c.first_submitted_at.type)
        ),
    )
)


def paper(taking: Taking, own: Sitting) -> Paper:
    """The sitting as its own pages name it."""
    return Paper(taking.learner, taking.course.key, taking.module.key, own.number, own.submit_key)


def lock_attempt(of: Paper, *, with_learner: bool = False) -> Locked:
    """Find the attempt and lock it, with its learner where something is decided about them.

    Raises NotHere when the key, the place and the learner do not belong together, AttemptVoid for one set aside.
    """
    row = writing().execute(WITH_LEARNER if with_learner else ALONE, asdict(of)).one_or_none()
    if row is None:
        raise NotHere
    if row.state == AttemptState.VOID:
        raise AttemptVoid
    return Locked(*row)


def keep_answer(attempt: int, given: Given, now: datetime, *, typed: bool, stands: bool) -> None:
    """Keep an answer, letters or typed text; `stands`: an older one is replaced."""
    letters, text = ("", given.answer) if typed else (given.answer, "")
    kept = {"letters": letters, "text": text, "client_seq": given.client_seq, "at": now}
    if stands:
        writing().execute(REPLACE, {"of_attempt": attempt, "of_item": given.item, **kept})
    else:
        writing().execute(KEEP, {"attempt": attempt, "item": given.item, **kept})


def end_answer(attempt: int, item: str, now: datetime) -> None:
    """From now on the answer can no longer change."""
    writing().execute(END_ANSWER, {"of_attempt": attempt, "of_item": item, "now": now})


def mark_submitted(attempt: int, hundredths: int, at: datetime, now: datetime) -> bool:
    """Close an open attempt with its score; False when it was closed before. `at` is when it ended, before `now`."""
    values = {"of_attempt": attempt, "at": at, "now": now, "hundredths": hundredths}
    return writing().execute(SUBMIT, values).rowcount == 1
