"""Work that is due."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from courses.foundation.database import db
from courses.models.evidence import Job


@dataclass(frozen=True, slots=True)
class DueJob:
    """A row of `job` that waits to be done."""

    id: int
    kind: str


def due_jobs(now: datetime, limit: int = 100) -> list[DueJob]:
    """Jobs whose time has come, oldest first."""
    rows = db.session.execute(
        select(Job.id, Job.kind)
        .where(Job.done_at.is_(None), Job.run_at <= now)
        .order_by(Job.run_at, Job.id)
        .limit(limit)
    )
    return [DueJob(*row) for row in rows]
