"""Completion boards: who must and who has, for a unit and the units right below it, exact in every snapshot."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import aliased

from courses.foundation.database import db
from courses.models.evidence import Tally, TallyDelta
from courses.models.units import Unit, UnitPlace


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit's figures: people who must (`targets`), of them finished (`done`), of them late."""

    unit: int
    name: str
    kind: str
    institution: bool
    path: str
    parent: int | None
    has_units: bool
    targets: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What a board is about: a course (module '') or a module, in a cycle."""

    course: str
    module: str
    cycle: str


_place, _below, _child = aliased(UnitPlace), aliased(UnitPlace), aliased(UnitPlace)


def _of(model: type[Tally] | type[TallyDelta]) -> list[ColumnElement[bool]]:
    return [
        model.course == bindparam("course"),
        model.module == bindparam("module"),
        model.cycle == bindparam("cycle"),
    ]


def _wanted(place: type[UnitPlace]) -> ColumnElement[bool]:
    return and_(place.until.is_(None), or_(place.unit == bindparam("unit"), place.parent == bindparam("unit")))


_folded = select(
    Tally.unit.label("unit"), Tally.targets.label("targets"), Tally.done.label("done"), Tally.late.label("late")
).where(*_of(Tally))
_fresh = (
    select(_place.unit, TallyDelta.targets, TallyDelta.done, TallyDelta.late)
    .join(_below, and_(_below.unit == TallyDelta.unit, _below.until.is_(None)))
    .join(_place, and_(_wanted(_place), func.substr(_below.path, 1, func.length(_place.path)) == _place.path))
    .where(*_of(TallyDelta))
)
_figures = union_all(_folded, _fresh).subquery()
BOARD = (
    select(
        Unit.id,
        Unit.name,
        Unit.kind,
        Unit.institution,
        UnitPlace.path,
        UnitPlace.parent,
        select(_child.id).where(_child.parent == Unit.id, _child.until.is_(None)).exists(),
        func.coalesce(func.sum(_figures.c.targets), 0),
        func.coalesce(func.sum(_figures.c.done), 0),
        func.coalesce(func.sum(_figures.c.late), 0),
    )
    .join(UnitPlace, UnitPlace.unit == Unit.id)
    .outerjoin(_figures, _figures.c.unit == Unit.id)
    .where(_wanted(UnitPlace))
    .group_by(Unit.id, Unit.name, Unit.kind, Unit.institution, UnitPlace.path, UnitPlace.parent)
    .order_by(Unit.name, Unit.id)
)


def completion_board(unit: int, subject: Subject) -> list[BoardRow]:
    """The unit itself first, then the units right below it by name, from tallies and what is not yet folded."""
    rows = db.session.execute(
        BOARD, {"unit": unit, "course": subject.course, "module": subject.module, "cycle": subject.cycle}
    )
    board = [
        BoardRow(one, name, kind, institution, path, parent, bool(deeper), int(targets), int(done), int(late))
        for one, name, kind, institution, path, parent, deeper, targets, done, late in rows
    ]
    return sorted(board, key=lambda one: one.unit != unit)
