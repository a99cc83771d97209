"""Knowledge items answered twice by the same learner, for gains, without a name and in tens that never change.

Each kind is answered once in a cycle, so a pair may span a new revision of the course; which of its items still are the
same is decided where it is scored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, join, outerjoin, select
from sqlalchemy.orm import aliased

from courses.catalog.items import Item
from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind
from courses.models.assessment import Attempt
from courses.models.units import UnitPlace
from courses.queries.first_submissions import answers_handed_in, at_home, below, items_asked, settled
from courses.rules.tens import FirstSubmission, Ten, whole_tens

MOST_TENS = 100
"""The newest so many tens of pairs are read."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before and what: the knowledge items of a course in one cycle, at the start and at a later kind."""

    course: str
    cycle: str
    after: AttemptKind


@dataclass(frozen=True, slots=True)
class Staying:
    """How many answered before the start, and how many of them answered again, up to some moment."""

    began: int
    again: int


Answered = tuple[tuple[Item, ...], Mapping[str, str]]
"""Items in their stored version, and answers by item."""
_first, _second = aliased(Attempt), aliased(Attempt)


def cycles_measured(path: str, courses: list[str]) -> list[tuple[str, str]]:
    """Course and cycle in which anybody of the unit of that path and below answered knowledge items, newest first."""
    rows = db.session.execute(
        select(_first.course, _first.cycle)
        .select_from(at_home(_first))
        .where(_first.module == "", _first.course.in_(courses), *below(path))
        .distinct()
        .order_by(_first.cycle.desc(), _first.course)
    )
    return [(course, cycle) for course, cycle in rows]


def paired_tens(path: str, what: Comparison, now: datetime) -> list[Ten]:
    """The newest tens of pairs of the unit of that path and below; `id` is that of the second attempt.

    A pair counts where its learner was at home when the second was handed in.
    """
    rows = db.session.execute(
        select(_second.first_submitted_at, _second.id, UnitPlace.path)
        .select_from(join(at_home(_second), _first, _paired(what)))
        .where(_of(_second, what, what.after), settled(_second, now), *below(path))
    )
    return whole_tens((FirstSubmission(at, attempt, home) for at, attempt, home in rows if at), path, now)[-MOST_TENS:]


def paired_answers(what: Comparison, tens: list[Ten]) -> list[list[tuple[Answered, Answered]]]:
    """What was answered before and after, ten by ten."""
    seconds = [one.id for ten in tens for one in ten]
    rows = db.session.execute(
        select(_first.id, _first.quiz_version, _first.drawn, _second.id, _second.quiz_version, _second.drawn)
        .select_from(join(_second, _first, _paired(what)))
        .where(_second.id.in_(seconds))
    ).all()
    answers = answers_handed_in([one for row in rows for one in (row[0], row[3])])
    pairs = {}
    for one, version, drawn, other, later, again in rows:
        before = (items_asked(version, drawn), answers.get(one, {}))
        pairs[other] = before, (items_asked(later, again), answers.get(other, {}))
    return [[pairs[one.id] for one in ten] for ten in tens]


def staying(path: str, what: Comparison, until: datetime) -> Staying:
    """Who of the unit of that path and below had answered before the start by then, and again by then."""
    both = and_(_paired(what), _of(_second, what, what.after), _second.first_submitted_at <= until)
    began, again = db.session.execute(
        select(func.count(_first.learner.distinct()), func.count(_second.learner.distinct()))
        .select_from(outerjoin(at_home(_first), _second, both))
        .where(_of(_first, what, AttemptKind.PRE), _first.first_submitted_at <= until, *below(path))
    ).one()
    return Staying(began, again)


def _paired(what: Comparison) -> ColumnElement[bool]:
    return and_(
        _first.learner == _second.learner,
        _of(_first, what, AttemptKind.PRE),
        _first.first_submitted_at <= _second.first_submitted_at,
    )


def _of(attempt: type[Attempt], what: Comparison, kind: AttemptKind) -> ColumnElement[bool]:
    return and_(attempt.course == what.course, attempt.cycle == what.cycle, attempt.kind == kind, attempt.module == "")
