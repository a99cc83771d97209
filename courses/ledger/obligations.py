"""Obligations: who must take what in which cycle, with the tallies that follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from courses.foundation.database import db
from courses.foundation.vocabulary import ObligationState
from courses.ledger import tallies
from courses.models.learning import Completion
from courses.models.teaching import Assignment, Obligation


@dataclass(frozen=True, slots=True)
class Member:
    """A learner as an obligation counts them: account, home unit, reporting group."""

    learner: int
    unit: int
    reporting_group: str


def owe(assignment: Assignment, members: Sequence[Member]) -> int:
    """Make the assignment an obligation of each member; returns how many are new.

    An obligation that stands already stays one: the later due date holds when both have one, and none is lost.
    """
    standing = {
        row.learner: row
        for row in db.session.scalars(
            select(Obligation).where(
                Obligation.learner.in_([one.learner for one in members]),
                Obligation.course == assignment.course,
                Obligation.module == assignment.module,
                Obligation.cycle == assignment.cycle,
            )
        )
    }
    done = _completed(assignment, members)
    new = 0
    for member in members:
        if (old := standing.get(member.learner)) is not None:
            old.due_at = _later(old.due_at, assignment.due_at)
            if old.state == ObligationState.LEFT:
                old.state, old.unit = ObligationState.IN, member.unit
                _count(old, done)
            continue
        row = Obligation(
            learner=member.learner,
            course=assignment.course,
            module=assignment.module,
            cycle=assignment.cycle,
            unit=member.unit,
            reporting_group=member.reporting_group,
            opens_at=assignment.opens_at,
            due_at=assignment.due_at,
            state=ObligationState.IN,
            rule=f"assignment:{assignment.id}",
        )
        db.session.add(row)
        _count(row, done)
        new += 1
    return new


def move(learner: int, unit: int) -> None:
    """Count the learner's obligations at another unit from now on."""
    rows = db.session.scalars(
        select(Obligation).where(Obligation.learner == learner, Obligation.state == ObligationState.IN)
    ).all()
    done = {
        (row.course, row.module, row.cycle): row.late
        for row in db.session.scalars(
            # the first completion of a cycle is the one that was counted
            select(Completion).where(Completion.learner == learner).order_by(Completion.revision.desc())
        )
    }
    for row in rows:
        late = done.get((row.course, row.module, row.cycle))
        finished, delayed = int(late is not None), int(bool(late))
        old = tallies.Cell(row.unit, row.course, row.module, row.cycle, row.reporting_group)
        tallies.change(old, targets=-1, done=-finished, late=-delayed)
        row.unit = unit
        new = tallies.Cell(unit, row.course, row.module, row.cycle, row.reporting_group)
        tallies.change(new, targets=1, done=finished, late=delayed)


def _completed(assignment: Assignment, members: Sequence[Member]) -> dict[int, bool]:
    rows = db.session.execute(
        select(Completion.learner, Completion.late)
        .where(
            Completion.learner.in_([one.learner for one in members]),
            Completion.course == assignment.course,
            Completion.module == assignment.module,
            Completion.cycle == assignment.cycle,
        )
        .order_by(Completion.revision.desc())
    )
    return {row.learner: row.late for row in rows}


def _count(row: Obligation, done: dict[int, bool]) -> None:
    cell = tallies.Cell(row.unit, row.course, row.module, row.cycle, row.reporting_group)
    late = done.get(row.learner)
    tallies.change(cell, targets=1, done=int(late is not None), late=int(bool(late)))


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other
