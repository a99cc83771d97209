"""Knowledge items answered twice by the same learner, for gains: who is behind them is told by number only."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, join, select
from sqlalchemy.orm import aliased

from courses.catalog.items import Item
from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.models.accounts import Account
from courses.models.assessment import Attempt, Response
from courses.models.units import Membership, UnitPlace
from courses.queries.attempts import read_drawn, stored_quiz
from courses.rules.access import subtree_bounds

MOST_PAIRS = 1000
"""The newest so many pairs are read."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before and what: the knowledge items of a course in one cycle, at the start and at a later kind."""

    course: str
    cycle: str
    after: AttemptKind


Answered = tuple[tuple[Item, ...], Mapping[str, str]]
"""Items in their stored version, and answers by item."""
_first, _second = aliased(Attempt), aliased(Attempt)
_PEOPLE = join(
    join(
        join(_first, Membership, and_(Membership.account == _first.learner, Membership.until.is_(None))),
        UnitPlace,
        and_(UnitPlace.unit == Membership.unit, UnitPlace.until.is_(None)),
    ),
    Account,
    and_(Account.id == _first.learner, ~Account.disabled),
)
_PAIRED = join(
    _PEOPLE,
    _second,
    and_(
        _second.learner == _first.learner,
        _second.course == _first.course,
        _second.module == _first.module,
        _second.cycle == _first.cycle,
        _second.revision == _first.revision,
        _second.state == AttemptState.SUBMITTED,
    ),
)
_BEFORE = (_first.kind == AttemptKind.PRE, _first.state == AttemptState.SUBMITTED)


def cycles_measured(path: str, courses: list[str]) -> list[tuple[str, str]]:
    """Course and cycle in which anybody of the unit of that path and below answered before the start, newest first."""
    low, high = subtree_bounds(path)
    rows = db.session.execute(
        select(_first.course, _first.cycle)
        .select_from(_PEOPLE)
        .where(*_BEFORE, _first.course.in_(courses), UnitPlace.path >= low, UnitPlace.path < high)
        .distinct()
        .order_by(_first.cycle.desc(), _first.course)
    )
    return [(course, cycle) for course, cycle in rows]


def began(path: str, what: Comparison) -> int:
    """How many learners of the unit of that path and below answered before the start."""
    return db.session.execute(
        select(func.count(_first.learner.distinct())).select_from(_PEOPLE).where(*_BEFORE, *_of(path, what))
    ).scalar_one()


def pairs_by_home(path: str, what: Comparison) -> dict[str, int]:
    """How many learners answered both times, by the path of their home unit, at that path and below."""
    rows = db.session.execute(
        select(UnitPlace.path, func.count(_first.learner.distinct()))
        .select_from(_PAIRED)
        .where(*_BEFORE, *_of(path, what), _second.kind == what.after)
        .group_by(UnitPlace.path)
    )
    return {home: int(learners) for home, learners in rows}


def paired_answers(path: str, what: Comparison, settled: int) -> list[tuple[Answered, Answered]]:
    """The newest of the first `settled` pairs below that path, in the order in which the second was handed in."""
    skipped = max(0, settled - MOST_PAIRS)
    rows = db.session.execute(
        select(_first.id, _first.quiz_version, _first.drawn, _second.id, _second.quiz_version, _second.drawn)
        .select_from(_PAIRED)
        .where(*_BEFORE, *_of(path, what), _second.kind == what.after)
        .order_by(_second.submitted_at, _second.id)
        .offset(skipped)
        .limit(settled - skipped)
    ).all()
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    given = select(Response.attempt, Response.item, Response.letters, Response.text)
    ids = [one for row in rows for one in (row[0], row[3])]
    for attempt, name, letters, text in db.session.execute(given.where(Response.attempt.in_(ids))):
        answers[attempt][name] = letters or text
    return [
        ((_items(version, drawn), answers[one]), (_items(later, again), answers[other]))
        for one, version, drawn, other, later, again in rows
    ]


def _items(version: str, drawn: str) -> tuple[Item, ...]:
    quiz = stored_quiz(version)
    return tuple(item for one in read_drawn(drawn) if (item := quiz.item(one.item_id)) is not None)


def _of(path: str, what: Comparison) -> tuple[ColumnElement[bool], ...]:
    low, high = subtree_bounds(path)
    return _first.course == what.course, _first.cycle == what.cycle, UnitPlace.path >= low, UnitPlace.path < high
