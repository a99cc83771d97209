"""Teaching: a course or a module is assigned to a unit."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from courses.foundation.database import db
from courses.foundation.errors import ContentMissing, NotHere
from courses.foundation.transactions import transaction
from courses.ledger import audit, obligations
from courses.models.evidence import Job
from courses.models.teaching import Assignment
from courses.queries.members import members_below
from courses.queries.units import standing_unit

BATCH = 500
"""Learners whose obligations are written in one transaction (well under a second); larger units become a job."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be assigned: module '' means the whole course."""

    course: str
    module: str
    cycle: str
    opens_at: datetime | None
    due_at: datetime | None
    mandatory: bool = True


def assign(unit: int, order: Order, now: datetime, *, actor: int) -> int:
    """Assign to a unit and everything below it; returns the id of the assignment.

    Up to `BATCH` learners get their obligation at once, the others by a job. Raises NotHere for an unknown unit,
    ContentMissing for an empty course.
    """
    if not order.course:
        raise ContentMissing
    with transaction():
        place = standing_unit(unit)
        if place is None:
            raise NotHere
        assignment = Assignment(
            unit=unit,
            course=order.course,
            module=order.module,
            cycle=order.cycle,
            opens_at=order.opens_at,
            due_at=order.due_at,
            mandatory=order.mandatory,
            created_by=actor,
            created_at=now,
        )
        db.session.add(assignment)
        db.session.flush()
        last = _owe_batch(assignment, place.path, 0)
        if last:
            db.session.add(
                Job(
                    kind="assign",
                    key=f"assign:{assignment.id}",
                    body=json.dumps({"assignment": assignment.id}),
                    run_at=now,
                    progress=last,
                )
            )
        audit.note(
            "assignment.made",
            now,
            actor=actor,
            unit=unit,
            assignment=assignment.id,
            course=order.course,
            module=order.module,
            cycle=order.cycle,
        )
        return assignment.id


def continue_assigning(job: int, now: datetime) -> bool:
    """Write the obligations of the next batch of an assignment's learners; True when all are written."""
    with transaction():
        row = db.session.scalar(select(Job).where(Job.id == job).with_for_update())
        if row is None or row.done_at is not None:
            return True
        assignment = db.session.get_one(Assignment, json.loads(row.body)["assignment"])
        place = standing_unit(assignment.unit) if assignment.unit is not None else None
        last = _owe_batch(assignment, place.path, row.progress) if place else 0
        row.progress = last or row.progress
        if not last:
            row.done_at = now
        return not last


def _owe_batch(assignment: Assignment, path: str, after: int) -> int:
    """Write one batch; returns the last learner's id when there may be more, else 0."""
    members = members_below(path, after, BATCH)
    obligations.owe(assignment, [obligations.Member(one.learner, one.unit, one.reporting_group) for one in members])
    return members[-1].learner if len(members) == BATCH else 0
