"""Assessment: open an attempt, keep each answer, submit exactly once."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from courses.catalog.items import Item, Quiz
from courses.catalog.structure import Course, Module
from courses.foundation.database import db
from courses.foundation.errors import (
    AnswerFinal,
    AnswerStale,
    AnswerUnreadable,
    AttemptClosed,
    NoAttemptsLeft,
    NotHere,
    QuizLocked,
    TimeIsOver,
)
from courses.foundation.transactions import transaction, write_waiting
from courses.foundation.vocabulary import AttemptKind, AttemptState, FeedbackTime, ItemType
from courses.ledger import completions
from courses.ledger.completions import Taking
from courses.ledger.endings import end_attempt
from courses.ledger.locks import lock_account
from courses.ledger.openings import Seat, open_sitting
from courses.ledger.sittings import end_answer, keep_answer, lock_attempt
from courses.models.assessment import Attempt
from courses.models.evidence import Job
from courses.queries.attempts import Given, Paper, given_answers, item_ids, read_drawn, stored_quiz
from courses.rules.closing import GRACE, time_is_over
from courses.rules.drawing import DrawnItem
from courses.rules.facts import Facts
from courses.rules.grading import BadAnswer, is_complete, tidy_answer
from courses.rules.newness import may_follow, needs_sharing, shared

TYPED = frozenset({ItemType.SHORT_TEXT, ItemType.NUMBER})


Reader = Callable[[Item, DrawnItem], tuple[str, ...]]
"""Reads the values a form holds for an item; what its fields mean depends on how the item was drawn."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser sent for one item; `values` as the form had them, `client_seq` rising within a page.

    `known` is the number of the answer that stood when the page last heard, None where it did not say.
    """

    item: str
    values: tuple[str, ...] | Reader
    client_seq: int
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The attempt after an answer: its items in shown order and the answers that stand; `kept` is False for a blank.

    `closes_at` is when the attempt closes, None where it does not.
    """

    quiz: Quiz
    drawn: tuple[DrawnItem, ...]
    given: Mapping[str, Given]
    kept: bool
    closes_at: datetime | None


def open_attempt(taking: Taking, now: datetime, *, after: int | None = None) -> int:
    """Open the learner's next attempt at the module's quiz, or find the one that is open; returns its number.

    One that is open and whose time is over is closed and graded: its number leads to the result. So is one that was
    left open in an earlier year or revision. Items not asked before are drawn first.
    `after` is the last attempt that the asker knew of: where there is a later one, that is found and none is opened.
    Raises QuizLocked before the lessons are done or the module is completed (or when there is no quiz), NoAttemptsLeft
    when all are used.
    """
    quiz = taking.module.quiz
    with transaction():
        lock_account(taking.learner)
        if quiz is None or not completions.may_sit(taking):
            raise QuizLocked
        ever = _attempts_ever(taking)
        past = [one for one in ever if (one.cycle, one.revision) == (taking.cycle, taking.course.revision)]
        if past and past[-1].state == AttemptState.OPEN:
            if time_is_over(past[-1].closes_at, now):
                _close(taking, past[-1], now)
            return past[-1].number
        if past and after is not None and past[-1].number != after:
            return past[-1].number
        counted = [one for one in past if one.state != AttemptState.VOID]
        if quiz.attempts is not None and len(counted) >= quiz.attempts:
            raise NoAttemptsLeft
        number = past[-1].number + 1 if past else 1
        seat = Seat(
            taking.learner,
            taking.course.key,
            taking.module.key,
            taking.cycle,
            taking.course.revision,
            AttemptKind.QUIZ,
            number,
        )
        for one in ever:
            if one.state == AttemptState.OPEN and (one.cycle, one.revision) < (seat.cycle, seat.revision):
                _close(taking, one, now)
        seen = [item_ids(one.drawn) for one in ever]
        titles = {"course": taking.course.title, "module": taking.module.title}
        attempt = open_sitting(seat, quiz, now, seen=seen, titles=titles)
        if attempt.closes_at is not None:
            _close_later(attempt.id, attempt.closes_at)
        return number


def _attempts_ever(taking: Taking) -> Sequence[Attempt]:
    """Every attempt of the learner at the quiz, in every year and revision, the first opened first."""
    return db.session.scalars(
        select(Attempt)
        .where(
            Attempt.learner == taking.learner,
            Attempt.course == taking.course.key,
            Attempt.module == taking.module.key,
            Attempt.kind == AttemptKind.QUIZ,
        )
        .order_by(Attempt.id)
    ).all()


def _close(taking: Taking, attempt: Attempt, now: datetime) -> None:
    paper = Paper(taking.learner, attempt.course, attempt.module, attempt.number, attempt.submit_key)
    end_attempt(lock_attempt(paper), taking.learner, taking.course, taking.module, now, by_time=True)
    write_waiting()  # the end of the next one looks at what was completed by this one


def _close_later(attempt: int, closes_at: datetime) -> None:
    """Whoever does not come back is graded all the same, a second after the grace."""
    body, run_at = json.dumps({"attempt": attempt}), closes_at + GRACE + timedelta(seconds=1)
    db.session.add(Job(kind="close", key=f"close:{attempt}", body=body, run_at=run_at))


def save_answer(paper: Paper, answer: Answer, now: datetime, *, final: bool = False) -> Saved:
    """Keep an answer as it was given; a blank never replaces an older one.

    `final` (items with immediate feedback): the answer is complete and can no longer change; an incomplete one is
    kept but stays open.
    Raises AttemptClosed, TimeIsOver, AttemptVoid, AnswerFinal, AnswerStale (a newer answer is kept), AnswerUnreadable,
    NotHere.
    """
    with transaction():
        attempt = lock_attempt(paper)
        drawn = read_drawn(attempt.drawn)
        place = next((one for one in drawn if one.item_id == answer.item), None)
        quiz = stored_quiz(attempt.quiz_version)
        item = quiz.item(answer.item)
        if place is None or item is None:
            raise NotHere
        if attempt.state != AttemptState.OPEN:
            raise AttemptClosed
        if time_is_over(attempt.closes_at, now):
            raise TimeIsOver
        given = given_answers(attempt.id)
        sent = Given(item.id, _tidied(item, place, answer), answer.client_seq, final=False)
        kept = _keep(attempt.id, item, sent, given.get(item.id), now, known=answer.known)
        may_end = final and quiz.feedback is FeedbackTime.IMMEDIATE
        if kept is not None and may_end and is_complete(item, kept.answer):
            end_answer(attempt.id, item.id, now)
            kept = replace(kept, final=True)
        standing = given if kept is None else {**given, item.id: kept}
        return Saved(quiz, drawn, standing, kept is not None, attempt.closes_at)


@dataclass(frozen=True, slots=True)
class Submission:
    """An attempt that is closed now: of which cycle and revision it is, and whether the module is completed by it.

    `known` is what its learner must do and has done since then, where this was what closed it and it counts.
    """

    cycle: str
    revision: int
    completed: bool
    known: Facts | None


def submit_attempt(paper: Paper, course: Course, module: Module | None, now: datetime) -> Submission:
    """Grade the attempt from its stored version, once.

    What was saved counts, also when the time is over by now; nothing else comes in with the form. A second submission
    changes nothing and is no error. Attempts that count nowhere need no module. Raises NotHere when key and attempt
    do not belong together, AttemptVoid when it was set aside.
    """
    with transaction():
        attempt = lock_attempt(paper, with_learner=True)
        ended = end_attempt(attempt, paper.learner, course, module, now)
        return Submission(attempt.cycle, attempt.revision, ended.completed, ended.known)


def _keep(
    attempt: int, item: Item, sent: Given, standing: Given | None, now: datetime, *, known: int | None
) -> Given | None:
    """The answer that stands now, or None where a blank was sent over nothing or over an older answer."""
    if standing is not None and standing.final:
        raise AnswerFinal
    if standing is not None and not may_follow(sent.client_seq, standing.client_seq, known):
        if not sent.answer or sent.answer != standing.answer:
            raise AnswerStale(standing.client_seq)
        if not needs_sharing(sent.client_seq, standing.client_seq):
            return standing
        sent = replace(sent, client_seq=shared(standing.client_seq))
    if not sent.answer:
        return None
    keep_answer(attempt, sent, now, typed=item.type in TYPED, stands=standing is not None)
    return sent


def _tidied(item: Item, drawn: DrawnItem, answer: Answer) -> str:
    sent = answer.values if isinstance(answer.values, tuple) else answer.values(item, drawn)
    try:
        return tidy_answer(item, sent)
    except BadAnswer as error:
        raise AnswerUnreadable(reason=error.code, **error.values) from error
