"""What a unit's board can be about."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select, union_all

from courses.foundation.database import db
from courses.models.evidence import Tally, TallyDelta
from courses.models.units import UnitPlace
from courses.queries.boards import Subject
from courses.rules.access import subtree_bounds


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """A subject and for how many people of the unit it counts."""

    subject: Subject
    targets: int


def board_choices(unit: int, path: str) -> list[BoardChoice]:
    """Every course and module that somebody of the unit must take, newest cycle first."""
    low, high = subtree_bounds(path)
    folded = select(
        Tally.course.label("course"),
        Tally.module.label("module"),
        Tally.cycle.label("cycle"),
        Tally.targets.label("targets"),
    ).where(Tally.unit == unit)
    fresh = (
        select(TallyDelta.course, TallyDelta.module, TallyDelta.cycle, TallyDelta.targets)
        .join(UnitPlace, and_(UnitPlace.unit == TallyDelta.unit, UnitPlace.until.is_(None)))
        .where(UnitPlace.path >= low, UnitPlace.path < high)
    )
    counted = union_all(folded, fresh).subquery()
    key = (counted.c.course, counted.c.module, counted.c.cycle)
    targets = func.sum(counted.c.targets)
    rows = db.session.execute(
        select(*key, targets)
        .group_by(*key)
        .having(targets > 0)
        .order_by(counted.c.cycle.desc(), counted.c.course, counted.c.module)
    )
    return [BoardChoice(Subject(course, module, cycle), int(people)) for course, module, cycle, people in rows]
