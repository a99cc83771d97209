"""Assignments that hold for a unit: its own, and those of the units above."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from courses.foundation.database import db
from courses.models.teaching import Assignment
from courses.models.units import Unit


@dataclass(frozen=True, slots=True)
class StandingAssignment:
    """A course (module '') or a module, given to a unit."""

    unit: int
    unit_name: str
    course: str
    module: str
    cycle: str
    due_at: datetime | None


def assignments_for(path: str, cycle: str) -> list[StandingAssignment]:
    """What is assigned in that cycle to the unit of that path or to one above it, nearest due first, each once."""
    ids = [int(part) for part in path.strip("/").split("/")]
    rows = db.session.execute(
        select(Unit.id, Unit.name, Assignment.course, Assignment.module, Assignment.cycle, Assignment.due_at)
        .join(Unit, Unit.id == Assignment.unit)
        .where(Assignment.unit.in_(ids), Assignment.cycle == cycle)
        .order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)
    )
    return list(dict.fromkeys(StandingAssignment(*row) for row in rows))
