"""What was answered in a unit, for item analysis: first attempts without a name, in tens that never change."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from courses.catalog.items import Item
from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptKind
from courses.models.assessment import Attempt
from courses.models.units import UnitPlace
from courses.queries.first_submissions import answers_handed_in, at_home, below, items_asked, settled, year_and_month
from courses.rules.tens import FirstSubmission, Look, has_ten, month_number, newest

MOST = 1000
"""The newest so many are read: enough for any figure, little enough for a page."""
_earlier = aliased(Attempt)


@dataclass(frozen=True, slots=True)
class FirstAttempt:
    """A learner's first attempt as it was first handed in: the items it asked, and answers by item."""

    learner: int
    items: tuple[Item, ...]
    answers: Mapping[str, str]


def modules_with_tens(path: str, now: datetime) -> set[tuple[str, str]]:
    """The course and module of every quiz behind which there are ten learners of the unit of that path and below."""
    year, month = year_and_month(Attempt)
    rows = db.session.execute(
        select(Attempt.course, Attempt.module, year, month, UnitPlace.path, func.count())
        .select_from(at_home(Attempt))
        .where(*_first(now), *below(path))
        .group_by(Attempt.course, Attempt.module, year, month, UnitPlace.path)
    )
    found: dict[tuple[str, str], dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for course, module, in_year, in_month, home, learners in rows:
        found[course, module][month_number(int(in_year), int(in_month))][home] = learners
    return {key for key, counts in found.items() if has_ten(counts, now)}


def first_attempts(
    path: str, course: str, module: str, now: datetime
) -> tuple[Mapping[FirstSubmission, FirstAttempt], Look]:
    """The newest first attempts of the unit of that path and below, and how to look at them for whole tens.

    A learner's first attempt counts once and for ever, where they were at home then, as it was first handed in:
    whether it was opened again or set aside since, and wherever its learner is by now.
    """
    submissions = db.session.execute(
        select(Attempt.first_submitted_at, Attempt.id, UnitPlace.path)
        .select_from(at_home(Attempt))
        .where(*_first(now), *below(path), Attempt.course == course, Attempt.module == module)
    )
    read, unread = newest((FirstSubmission(at, attempt, home) for at, attempt, home in submissions if at), MOST)
    ids = [one.id for one in read]
    answers = answers_handed_in(ids)
    rows = db.session.execute(
        select(Attempt.id, Attempt.learner, Attempt.quiz_version, Attempt.drawn).where(Attempt.id.in_(ids))
    )
    found = {
        attempt: FirstAttempt(learner, items_asked(version, drawn), answers.get(attempt, {}))
        for attempt, learner, version, drawn in rows
    }
    return {one: found[one.id] for one in sorted(read)}, Look(path, now, unread)


def _first(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What picks attempts that were the first their learner ever handed in at a quiz."""
    before = exists().where(
        _earlier.learner == Attempt.learner,
        _earlier.course == Attempt.course,
        _earlier.module == Attempt.module,
        _earlier.kind == AttemptKind.QUIZ,
        or_(
            _earlier.first_submitted_at < Attempt.first_submitted_at,
            and_(_earlier.first_submitted_at == Attempt.first_submitted_at, _earlier.id < Attempt.id),
        ),
    )
    return Attempt.kind == AttemptKind.QUIZ, settled(Attempt, now), ~before
