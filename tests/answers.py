"""Attempts as they stand after the fact, written straight into the tables: for tests of what is read from many."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from courses.catalog.items import Quiz
from courses.catalog.versions import quiz_body
from courses.foundation.database import db
from courses.foundation.transactions import insert_once, transaction
from courses.foundation.vocabulary import AttemptKind, AttemptState, ItemType
from courses.models.assessment import Attempt, QuizVersion, Response
from courses.rules.drawing import draw
from courses.rules.grading import grade

TYPED = {ItemType.SHORT_TEXT, ItemType.NUMBER}


def hand_in(
    learner: int,
    quiz: Quiz,
    answers: Mapping[str, str],
    at: datetime,
    *,
    course: str = "tiny",
    module: str = "first",
    cycle: str = "2026",
    number: int = 1,
    kind: AttemptKind = AttemptKind.QUIZ,
    state: AttemptState = AttemptState.SUBMITTED,
    closes_at: datetime | None = None,
) -> int:
    """One attempt of the learner with these answers; returns its id. An open one has no score."""
    seed = secrets.token_hex(16)
    drawn = draw(quiz, seed)
    items = [item for one in drawn if (item := quiz.item(one.item_id)) is not None]
    ended = state != AttemptState.OPEN
    with transaction():
        insert_once(QuizVersion, digest=quiz.digest, course=course, module=module, body=quiz_body(quiz))
        attempt = Attempt(
            learner=learner,
            course=course,
            module=module,
            cycle=cycle,
            revision=1,
            kind=kind,
            number=number,
            state=state,
            seed=seed,
            drawn=json.dumps([[one.item_id, one.choices, one.targets] for one in drawn]),
            quiz_version=quiz.digest,
            pass_mark=quiz.pass_mark,
            submit_key=secrets.token_hex(16),
            opened_at=at - timedelta(minutes=5),
            closes_at=closes_at,
            submitted_at=at if ended else None,
            score=grade(items, answers).hundredths if ended else None,
            first_submitted_at=at if ended else None,
        )
        db.session.add(attempt)
        db.session.flush()
        for item in items:
            if value := answers.get(item.id, ""):
                letters, text = ("", value) if item.type in TYPED else (value, "")
                row = Response(attempt=attempt.id, item=item.id, letters=letters, text=text, client_seq=1, at=at)
                db.session.add(row)
        return attempt.id
