"""Assessment: open an attempt, keep each answer, submit exactly once."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from courses.catalog.items import Item
from courses.catalog.versions import quiz_body
from courses.foundation.database import db, insert_once, transaction
from courses.foundation.errors import (
    AnswerFinal,
    AnswerStale,
    AnswerUnreadable,
    AttemptClosed,
    NoAttemptsLeft,
    NotHere,
    QuizLocked,
)
from courses.foundation.vocabulary import AttemptKind, AttemptState, FeedbackTime, ItemType
from courses.ledger import audit, completions
from courses.ledger.completions import Taking
from courses.models.assessment import Attempt, QuizVersion, Response
from courses.queries.attempts import read_drawn, stored_quiz
from courses.rules.completion import may_open_quiz
from courses.rules.drawing import draw
from courses.rules.grading import BadAnswer, grade, is_complete, tidy_answer

GRACE = timedelta(minutes=1)
TYPED = frozenset({ItemType.SHORT_TEXT, ItemType.NUMBER})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser sent for one item; `values` as the form had them, `client_seq` rising within a page."""

    item: str
    values: tuple[str, ...]
    client_seq: int


def open_attempt(taking: Taking, now: datetime) -> int:
    """Open the learner's next attempt at the module's quiz, or find the one that is open; returns its number.

    Raises QuizLocked before the lessons are done (or when there is no quiz), NoAttemptsLeft when all are used.
    """
    quiz = taking.module.quiz
    with transaction():
        completions.lock_learner(taking.learner)
        if quiz is None or not may_open_quiz(taking.module, completions.lessons_done(taking)):
            raise QuizLocked
        past = db.session.scalars(
            select(Attempt)
            .where(
                Attempt.learner == taking.learner,
                Attempt.course == taking.course.key,
                Attempt.module == taking.module.key,
                Attempt.cycle == taking.cycle,
                Attempt.revision == taking.course.revision,
                Attempt.kind == AttemptKind.QUIZ,
            )
            .order_by(Attempt.number)
        ).all()
        if past and past[-1].state == AttemptState.OPEN:
            return past[-1].number
        counted = [one for one in past if one.state != AttemptState.VOID]
        if quiz.attempts is not None and len(counted) >= quiz.attempts:
            raise NoAttemptsLeft
        insert_once(
            QuizVersion,
            digest=quiz.digest,
            course=taking.course.key,
            module=taking.module.key,
            body=quiz_body(quiz),
        )
        seed = secrets.token_hex(16)
        drawn = [[one.item_id, one.choices, one.targets] for one in draw(quiz, seed)]
        attempt = Attempt(
            learner=taking.learner,
            course=taking.course.key,
            module=taking.module.key,
            cycle=taking.cycle,
            revision=taking.course.revision,
            kind=AttemptKind.QUIZ,
            number=past[-1].number + 1 if past else 1,
            state=AttemptState.OPEN,
            seed=seed,
            drawn=json.dumps(drawn),
            quiz_version=quiz.digest,
            pass_mark=quiz.pass_mark,
            submit_key=secrets.token_hex(16),
            opened_at=now,
        )
        db.session.add(attempt)
        db.session.flush()
        audit.note("attempt.opened", now, actor=taking.learner, subject=taking.learner, attempt=attempt.id)
        return attempt.number


def save_answer(learner: int, attempt_id: int, answer: Answer, now: datetime, *, final: bool = False) -> bool:
    """Keep an answer as it was given; True when it was kept, False when it was blank and an older one stands.

    `final` (items with immediate feedback): the answer is complete and can no longer change; an incomplete one is
    kept but stays open, which the return value of `final_answers` shows.
    Raises AttemptClosed, AnswerFinal, AnswerStale (a newer answer is kept), AnswerUnreadable, NotHere.
    """
    with transaction():
        attempt = _attempt_for_update(learner, attempt_id)
        quiz = stored_quiz(attempt.quiz_version)
        item = quiz.item(answer.item)
        if item is None or item.id not in {one.item_id for one in read_drawn(attempt.drawn)}:
            raise NotHere
        if attempt.state != AttemptState.OPEN or (attempt.closes_at and now > attempt.closes_at + GRACE):
            raise AttemptClosed
        value = _tidied(item, answer.values)
        row = db.session.get(Response, (attempt.id, item.id))
        if row is not None and row.final_at is not None:
            raise AnswerFinal
        if row is not None and answer.client_seq <= row.client_seq:
            if value in {row.text, row.letters} and value:
                return _finalise(row, item, value, now, final=final and quiz.feedback is FeedbackTime.IMMEDIATE)
            raise AnswerStale(row.client_seq)
        if not value.strip("-"):
            return False
        if row is None:
            row = Response(attempt=attempt.id, item=item.id, letters="", text="", client_seq=0, at=now)
            db.session.add(row)
        row.letters, row.text = ("", value) if item.type in TYPED else (value, "")
        row.client_seq, row.at = answer.client_seq, now
        return _finalise(row, item, value, now, final=final and quiz.feedback is FeedbackTime.IMMEDIATE)


def submit_attempt(taking: Taking, attempt_id: int, submit_key: str, now: datetime) -> bool:
    """Grade the attempt from its stored version, once; True when the module is completed by it.

    A second submission changes nothing and is no error. Raises NotHere when key and attempt do not belong together.
    """
    with transaction():
        completions.lock_learner(taking.learner)
        attempt = _attempt_for_update(taking.learner, attempt_id)
        if not secrets.compare_digest(attempt.submit_key.encode(), submit_key.encode()):
            raise NotHere
        quiz = stored_quiz(attempt.quiz_version)
        items = [item for one in read_drawn(attempt.drawn) if (item := quiz.item(one.item_id)) is not None]
        answers = {
            row.item: row.letters or row.text
            for row in db.session.scalars(select(Response).where(Response.attempt == attempt.id))
        }
        score = grade(items, answers)
        changed = db.session.execute(
            update(Attempt)
            .where(Attempt.id == attempt.id, Attempt.state == AttemptState.OPEN)
            .values(state=AttemptState.SUBMITTED, submitted_at=now, score=score.hundredths)
        )
        if changed.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result always has a row count
            return False
        audit.note("attempt.submitted", now, actor=taking.learner, subject=taking.learner, attempt=attempt.id)
        return completions.record(taking, now)


def _attempt_for_update(learner: int, attempt_id: int) -> Attempt:
    attempt = db.session.scalar(
        select(Attempt).where(Attempt.id == attempt_id, Attempt.learner == learner).with_for_update()
    )
    if attempt is None:
        raise NotHere
    return attempt


def _tidied(item: Item, values: tuple[str, ...]) -> str:
    try:
        return tidy_answer(item, values)
    except BadAnswer as error:
        raise AnswerUnreadable from error


def _finalise(row: Response, item: Item, value: str, now: datetime, *, final: bool) -> bool:
    if final and is_complete(item, value):
        row.final_at = now
    return True
