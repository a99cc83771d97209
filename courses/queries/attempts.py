"""Attempts with their stored quiz version and what was answered."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, select

from courses.catalog.items import Quiz
from courses.catalog.versions import read_quiz
from courses.foundation.database import db, read
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.models.assessment import Attempt, QuizVersion, Response
from courses.rules.closing import ended_by_time
from courses.rules.drawing import DrawnItem

KEPT_VERSIONS = 128
_versions: OrderedDict[str, Quiz] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Given:
    """The answer that stands for one item; `final` once it was checked."""

    item: str
    answer: str
    client_seq: int
    final: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """One attempt: its drawn items in shown order and the answers given so far, by item."""

    id: int
    number: int
    submitted: bool
    quiz: Quiz
    drawn: tuple[DrawnItem, ...]
    given: dict[str, Given]
    pass_mark: int
    submit_key: str
    submitted_at: datetime | None
    score: int | None
    closes_at: datetime | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """A submitted attempt in one line; `by_time`: its time was over."""

    number: int
    score: int
    pass_mark: int
    submitted_at: datetime
    by_time: bool


@dataclass(frozen=True, slots=True)
class Sat:
    """Whose attempts at what: the key of learner, course, module, cycle, revision and kind."""

    learner: int
    course: str
    module: str
    cycle: str
    revision: int
    kind: str = AttemptKind.QUIZ


@dataclass(frozen=True, slots=True)
class Paper:
    """The very attempt a page was made for: whose, at what, its number, and the key that only its own pages carry."""

    learner: int
    course: str
    module: str
    number: int
    submit_key: str


@dataclass(frozen=True, slots=True)
class Traced:
    """What an attempt is kept under, and the title of its module when it was opened, by language."""

    sat: Sat
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """The attempt that a page names by its key, wherever its number leads by now."""

    id: int
    cycle: str
    revision: int
    state: str


_attempt, _response = Attempt.__table__.c, Response.__table__.c
_whole = select(
    _attempt.id,
    _attempt.number,
    _attempt.state,
    _attempt.quiz_version,
    _attempt.drawn,
    _attempt.pass_mark,
    _attempt.submit_key,
    _attempt.submitted_at,
    _attempt.score,
    _attempt.closes_at,
    _attempt.revision,
)
_of_number = _whole.where(
    _attempt.learner == bindparam("learner"),
    _attempt.course == bindparam("course"),
    _attempt.module == bindparam("module"),
    _attempt.cycle == bindparam("cycle"),
    _attempt.revision <= bindparam("revision"),
    _attempt.kind == bindparam("kind"),
    _attempt.number == bindparam("number"),
)
OF_NUMBER = _of_number.order_by(_attempt.revision.desc()).limit(1)
OF_KEY = _whole.where(
    _attempt.learner == bindparam("learner"),
    _attempt.submit_key == bindparam("submit_key"),
    _attempt.kind != AttemptKind.QUIZ,
)
GIVEN = select(_response.item, _response.letters, _response.text, _response.client_seq, _response.final_at).where(
    _response.attempt == bindparam("attempt")
)


def stored_quiz(digest: str) -> Quiz:
    """The quiz of that version digest; parsed once a process, since a version never changes. Raises KeyError."""
    if (known := _versions.get(digest)) is not None:
        _versions.move_to_end(digest)
        return known
    body = db.session.scalar(select(QuizVersion.body).where(QuizVersion.digest == digest))
    if body is None:
        raise KeyError(digest)
    quiz = read_quiz(body)
    _versions[digest] = quiz
    if len(_versions) > KEPT_VERSIONS:
        _versions.popitem(last=False)
    return quiz


def item_ids(drawn: str) -> tuple[str, ...]:
    """The ids of the items that an attempt's column holds."""
    return tuple(one[0] for one in json.loads(drawn))


def read_drawn(drawn: str) -> tuple[DrawnItem, ...]:
    """What an attempt's column holds: items in shown order with the letters of choices and targets in shown order."""
    return tuple(DrawnItem(*one) for one in json.loads(drawn))


def sitting(sat: Sat, number: int, *, set_aside: bool = False) -> Sitting | None:
    """The attempt of that number with its answers, or None; `set_aside`: one that was voided, and no other.

    Where that revision has none of that number, the one of the revision before counts: an attempt goes on although
    its course was rewritten meanwhile.
    """
    rows = read(OF_NUMBER, {**asdict(sat), "number": number})
    if not rows or (rows[0].state == AttemptState.VOID) != set_aside:
        return None
    return _as_sitting(rows[0])


def side_sitting(learner: int, submit_key: str) -> tuple[Sitting, AttemptState] | None:
    """The learner's attempt beside a course of that key and its state, waved off or not, or None."""
    rows = read(OF_KEY, {"learner": learner, "submit_key": submit_key}) if submit_key else []
    return (_as_sitting(rows[0]), AttemptState(rows[0].state)) if rows else None


def _as_sitting(row: Row[Any]) -> Sitting:
    return Sitting(
        id=row.id,
        number=row.number,
        submitted=row.state == AttemptState.SUBMITTED,
        quiz=stored_quiz(row.quiz_version),
        drawn=read_drawn(row.drawn),
        given=given_answers(row.id),
        pass_mark=row.pass_mark,
        submit_key=row.submit_key,
        submitted_at=row.submitted_at,
        score=row.score,
        closes_at=row.closes_at,
        revision=row.revision,
    )


def paper_of_attempt(attempt: int) -> Paper | None:
    """The attempt of that id as its own pages name it, or None."""
    row = db.session.execute(
        select(Attempt.learner, Attempt.course, Attempt.module, Attempt.number, Attempt.submit_key).where(
            Attempt.id == attempt
        )
    ).one_or_none()
    return Paper(*row) if row else None


def named_attempt(paper: Paper) -> Named | None:
    """The attempt that number and key name, of any year and revision, or None."""
    of = (
        Attempt.learner == paper.learner,
        Attempt.course == paper.course,
        Attempt.module == paper.module,
        Attempt.kind == AttemptKind.QUIZ,
        Attempt.number == paper.number,
        Attempt.submit_key == paper.submit_key,
    )
    row = db.session.execute(select(Attempt.id, Attempt.cycle, Attempt.revision, Attempt.state).where(*of))
    found = row.one_or_none()
    return Named(*found) if found else None


def traced_attempt(learner: int, number: int, submit_key: str) -> Traced | None:
    """The attempt at a quiz that number and key name, whether or not its course is there by now, or None."""
    of = (
        Attempt.learner == learner,
        Attempt.number == number,
        Attempt.submit_key == submit_key,
        Attempt.kind == AttemptKind.QUIZ,
    )
    found = db.session.execute(
        select(Attempt.course, Attempt.module, Attempt.cycle, Attempt.revision, Attempt.titles).where(*of)
    ).one_or_none()
    if found is None:
        return None
    titles: Mapping[str, Mapping[str, str]] = json.loads(found.titles or "{}")
    return Traced(Sat(learner, found.course, found.module, found.cycle, found.revision), titles.get("module", {}))


def given_answers(attempt: int) -> dict[str, Given]:
    """The answers that stand, by item."""
    return {
        item: Given(item, letters or text, client_seq, final_at is not None)
        for item, letters, text, client_seq, final_at in read(GIVEN, {"attempt": attempt})
    }


def past_attempts(sat: Sat) -> list[PastAttempt]:
    """Submitted attempts, the first first."""
    rows = db.session.execute(
        select(Attempt.number, Attempt.score, Attempt.pass_mark, Attempt.submitted_at, Attempt.closes_at)
        .where(*of_sat(sat), Attempt.state == AttemptState.SUBMITTED)
        .order_by(Attempt.number)
    )
    return [
        PastAttempt(
            row.number, row.score, row.pass_mark, row.submitted_at, ended_by_time(row.closes_at, row.submitted_at)
        )
        for row in rows
        if row.score is not None and row.submitted_at is not None
    ]


def last_number(sat: Sat) -> int:
    """The number of the last attempt, also of one that was voided; 0 before the first."""
    return db.session.scalar(select(func.max(Attempt.number)).where(*of_sat(sat))) or 0


def of_sat(sat: Sat) -> tuple[ColumnElement[bool], ...]:
    """What picks the attempts of one learner at one thing."""
    return (
        Attempt.learner == sat.learner,
        Attempt.course == sat.course,
        Attempt.module == sat.module,
        Attempt.cycle == sat.cycle,
        Attempt.revision == sat.revision,
        Attempt.kind == sat.kind,
    )
