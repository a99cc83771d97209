"""Units: where they stand, what is above and below them."""

from dataclasses import dataclass

from sqlalchemy import select

from courses.foundation.database import db
from courses.models.units import Unit, UnitPlace
from courses.rules.access import subtree_bounds


@dataclass(frozen=True, slots=True)
class StandingUnit:
    """A unit where it stands now; `parent` is None at the root."""

    id: int
    name: str
    kind: str
    institution: bool
    parent: int | None
    path: str


_COLUMNS = (Unit.id, Unit.name, Unit.kind, Unit.institution, UnitPlace.parent, UnitPlace.path)
_STANDING = select(*_COLUMNS).join(UnitPlace, (UnitPlace.unit == Unit.id) & UnitPlace.until.is_(None))


def standing_unit(unit: int) -> StandingUnit | None:
    """The unit of that id where it stands now, or None."""
    row = db.session.execute(_STANDING.where(Unit.id == unit)).one_or_none()
    return StandingUnit(*row) if row else None


def units_above(path: str) -> list[StandingUnit]:
    """The units on the way from the root down to the unit of that path, itself included."""
    ids = [int(part) for part in path.strip("/").split("/")]
    rows = db.session.execute(_STANDING.where(Unit.id.in_(ids)).order_by(UnitPlace.path))
    return [StandingUnit(*row) for row in rows]


def units_below(path: str) -> list[StandingUnit]:
    """The unit of that path and everything below it, in the order of the tree."""
    low, high = subtree_bounds(path)
    rows = db.session.execute(_STANDING.where(UnitPlace.path >= low, UnitPlace.path < high).order_by(UnitPlace.path))
    return [StandingUnit(*row) for row in rows]


def units_at(ids: list[int]) -> list[StandingUnit]:
    """The units of these ids, by name."""
    rows = db.session.execute(_STANDING.where(Unit.id.in_(ids)).order_by(Unit.name, Unit.id))
    return [StandingUnit(*row) for row in rows]


def roots() -> list[StandingUnit]:
    """The units above which there is none."""
    rows = db.session.execute(_STANDING.where(UnitPlace.parent.is_(None)).order_by(Unit.id))
    return [StandingUnit(*row) for row in rows]
