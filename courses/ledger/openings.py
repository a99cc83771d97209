"""An attempt is opened: its quiz version kept, its items drawn, its number taken."""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from courses.catalog.items import Quiz
from courses.catalog.versions import quiz_body
from courses.foundation.database import db
from courses.foundation.transactions import insert_once
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.ledger import audit
from courses.models.assessment import Attempt, QuizVersion
from courses.rules.closing import closing_time
from courses.rules.drawing import draw

Titles = Mapping[str, Mapping[str, str]]
"""How `course` and `module` are called, by language."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits down to what: the key of an attempt. Module '' stands for the course as a whole."""

    learner: int
    course: str
    module: str
    cycle: str
    revision: int
    kind: AttemptKind
    number: int


def open_sitting(
    seat: Seat,
    quiz: Quiz,
    now: datetime,
    *,
    seed: str = "",
    skipped: bool = False,
    seen: Sequence[Collection[str]] = (),
    titles: Titles | None = None,
) -> Attempt:
    """Write the attempt into the open transaction; the learner is locked, and no attempt of that key stands.

    `skipped`: the learner does not want this one; it is voided at once, so that it is not offered again.
    `seen`: the items of earlier attempts, the first opened first; others are drawn before them.
    `titles`: what the result is listed under, however course and module are called by then.
    """
    insert_once(QuizVersion, digest=quiz.digest, course=seat.course, module=seat.module, body=quiz_body(quiz))
    seed = seed or secrets.token_hex(16)
    drawn = [[one.item_id, one.choices, one.targets] for one in draw(quiz, seed, seen)]
    attempt = Attempt(
        learner=seat.learner,
        course=seat.course,
        module=seat.module,
        cycle=seat.cycle,
        revision=seat.revision,
        kind=seat.kind,
        number=seat.number,
        state=AttemptState.VOID if skipped else AttemptState.OPEN,
        seed=seed,
        drawn=json.dumps(drawn),
        quiz_version=quiz.digest,
        pass_mark=quiz.pass_mark,
        submit_key=secrets.token_hex(16),
        opened_at=now,
        closes_at=closing_time(now, quiz.time),
        titles=json.dumps({name: dict(one) for name, one in titles.items()}, ensure_ascii=False) if titles else None,
    )
    db.session.add(attempt)
    db.session.flush()
    action = "attempt.skipped" if skipped else "attempt.opened"
    audit.note(action, now, actor=seat.learner, subject=seat.learner, attempt=attempt.id)
    return attempt
