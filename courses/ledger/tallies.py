"""Changes of the tallies: one row a change, folded upwards later."""

from dataclasses import dataclass

from courses.foundation.transactions import insert_last
from courses.models.evidence import TallyDelta


@dataclass(frozen=True, slots=True)
class Cell:
    """What a tally is kept for: one unit, one course or module, one cycle, one reporting group."""

    unit: int
    course: str
    module: str
    cycle: str
    reporting_group: str


def change(cell: Cell, *, targets: int = 0, done: int = 0, late: int = 0) -> None:
    """Add a change to the open transaction, written when that ends; nothing is written when nothing changes."""
    if targets or done or late:
        insert_last(
            TallyDelta,
            unit=cell.unit,
            course=cell.course,
            module=cell.module,
            cycle=cell.cycle,
            reporting_group=cell.reporting_group,
            targets=targets,
            done=done,
            late=late,
        )
