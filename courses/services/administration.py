"""Administration: tallies are folded, compared with the facts, and built anew."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, delete, func, select, text

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import ObligationState
from courses.ledger import audit
from courses.ledger.tallies import Cell
from courses.models.evidence import Tally, TallyDelta
from courses.models.learning import Completion
from courses.models.teaching import Obligation
from courses.models.units import UnitPlace

FOLD_BATCH = 5000
FOLD_LOCK = 7_204_411
"""Any number, the same everywhere: one folder at a time on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A tally that is not what the facts say; each triple is (targets, done, late)."""

    cell: Cell
    kept: tuple[int, int, int]
    facts: tuple[int, int, int]


def fold_tallies() -> int:
    """Add up to `FOLD_BATCH` deltas to the tallies of their unit and of all above; returns how many were folded."""
    with transaction():
        _one_folder()
        deltas = db.session.scalars(select(TallyDelta).order_by(TallyDelta.id).limit(FOLD_BATCH)).all()
        if not deltas:
            return 0
        sums: dict[Cell, list[int]] = defaultdict(lambda: [0, 0, 0])
        for one in deltas:
            total = sums[Cell(one.unit, one.course, one.module, one.cycle, one.reporting_group)]
            total[0] += one.targets
            total[1] += one.done
            total[2] += one.late
        _add(_upwards({cell: (a, b, c) for cell, (a, b, c) in sums.items()}))
        db.session.execute(delete(TallyDelta).where(TallyDelta.id.in_([one.id for one in deltas])))
        return len(deltas)


def differing_tallies() -> list[Difference]:
    """Compare the tallies, with what is not yet folded, against obligations and completions."""
    kept: dict[Cell, tuple[int, int, int]] = {}
    for row in db.session.scalars(select(Tally)):
        kept[_cell(row)] = (row.targets, row.done, row.late)
    fresh: dict[Cell, tuple[int, int, int]] = {}
    for delta in db.session.scalars(select(TallyDelta)):
        cell = _cell(delta)
        a, b, c = fresh.get(cell, (0, 0, 0))
        fresh[cell] = (a + delta.targets, b + delta.done, c + delta.late)
    for cell, (a, b, c) in _upwards(fresh).items():
        x, y, z = kept.get(cell, (0, 0, 0))
        kept[cell] = (x + a, y + b, z + c)
    facts = _upwards(_facts())
    nothing = (0, 0, 0)
    return [
        Difference(cell, kept.get(cell, nothing), facts.get(cell, nothing))
        for cell in sorted({*kept, *facts}, key=lambda one: (one.unit, one.course, one.module, one.cycle))
        if kept.get(cell, nothing) != facts.get(cell, nothing)
    ]


def rebuild_tallies(now: datetime) -> int:
    """Throw the tallies away and count again from the facts; returns how many cells there are."""
    with transaction():
        _one_folder()
        db.session.execute(delete(TallyDelta))
        db.session.execute(delete(Tally))
        counted = _upwards(_facts())
        _add(counted)
        audit.note("tallies.rebuilt", now, actor=None, cells=len(counted))
        return len(counted)


def _one_folder() -> None:
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": FOLD_LOCK})


def _cell(row: Tally | TallyDelta) -> Cell:
    return Cell(row.unit, row.course, row.module, row.cycle, row.reporting_group)


def _facts() -> dict[Cell, tuple[int, int, int]]:
    first = (
        select(
            Completion.learner,
            Completion.course,
            Completion.module,
            Completion.cycle,
            func.min(Completion.revision).label("revision"),
        )
        .group_by(Completion.learner, Completion.course, Completion.module, Completion.cycle)
        .subquery()
    )
    key = (Obligation.unit, Obligation.course, Obligation.module, Obligation.cycle, Obligation.reporting_group)
    rows = db.session.execute(
        select(
            *key,
            func.count(),
            func.count(Completion.learner),
            func.sum(case((Completion.late, 1), else_=0)),
        )
        .outerjoin(
            first,
            and_(
                first.c.learner == Obligation.learner,
                first.c.course == Obligation.course,
                first.c.module == Obligation.module,
                first.c.cycle == Obligation.cycle,
            ),
        )
        .outerjoin(
            Completion,
            and_(
                Completion.learner == first.c.learner,
                Completion.course == first.c.course,
                Completion.module == first.c.module,
                Completion.cycle == first.c.cycle,
                Completion.revision == first.c.revision,
            ),
        )
        .where(Obligation.state == ObligationState.IN)
        .group_by(*key)
    )
    return {Cell(*row[:5]): (int(row[5]), int(row[6]), int(row[7])) for row in rows}


def _upwards(sums: dict[Cell, tuple[int, int, int]]) -> dict[Cell, tuple[int, int, int]]:
    """Add every cell to its unit and to all units above it, which its path names."""
    rows = db.session.execute(
        select(UnitPlace.unit, UnitPlace.path).where(
            UnitPlace.until.is_(None), UnitPlace.unit.in_({one.unit for one in sums})
        )
    )
    paths = {row.unit: row.path for row in rows}
    totals: dict[Cell, tuple[int, int, int]] = {}
    for cell, (targets, done, late) in sums.items():
        for part in paths[cell.unit].strip("/").split("/"):
            above = Cell(int(part), cell.course, cell.module, cell.cycle, cell.reporting_group)
            a, b, c = totals.get(above, (0, 0, 0))
            totals[above] = (a + targets, b + done, c + late)
    return totals


def _add(sums: dict[Cell, tuple[int, int, int]]) -> None:
    for cell in sorted(sums, key=lambda one: (one.unit, one.course, one.module, one.cycle, one.reporting_group)):
        targets, done, late = sums[cell]
        row = db.session.get(Tally, (cell.unit, cell.course, cell.module, cell.cycle, cell.reporting_group))
        if row is None:
            row = Tally(
                unit=cell.unit,
                course=cell.course,
                module=cell.module,
                cycle=cell.cycle,
                reporting_group=cell.reporting_group,
                targets=0,
                done=0,
                late=0,
            )
            db.session.add(row)
        row.targets += targets
        row.done += done
        row.late += late
