"""Where each learner of a unit stands in everything that is owed there: one cell a learner and module."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from courses.catalog.structure import Course, Module
from courses.foundation.vocabulary import FaceToFace
from courses.rules.deadlines import is_late
from courses.rules.facts import Completed, Due

Key = tuple[str, str, str]
"""Course, module ('' is the whole course) and cycle."""


class CellState(StrEnum):
    """What a cell says. Excused and unassigned cells count nowhere."""

    DONE = "done"
    STARTED = "started"
    AHEAD = "ahead"
    LATE = "late"
    EXCUSED = "excused"
    UNASSIGNED = "unassigned"


COUNTED = frozenset({CellState.DONE, CellState.STARTED, CellState.AHEAD, CellState.LATE})


@dataclass(frozen=True, slots=True)
class Column:
    """A module that somebody of the unit owes; without a module it is the time face to face that a course needs."""

    course: Course
    module: Module | None

    @property
    def key(self) -> tuple[str, str]:
        """Course and module as obligations and completions name them."""
        return self.course.key, self.module.key if self.module else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner in one column.

    `after_due` marks what was completed late; `own` that the module itself is owed, not only the course it is part of;
    `tried` that its quiz was begun and the module is not completed.
    """

    state: CellState
    after_due: bool = False
    own: bool = True
    tried: bool = False


@dataclass(frozen=True, slots=True)
class LearnerFacts:
    """What a matrix is derived from for one learner.

    `started` are the modules in which anything was done, `tried` those of them whose quiz was begun.
    """

    dues: tuple[Due, ...] = ()
    excused: frozenset[Key] = frozenset()
    completions: Mapping[Key, Completed] = field(default_factory=dict)
    started: frozenset[Key] = frozenset()
    tried: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One learner's cells in the order of the columns, and how many of those that count are done."""

    cells: tuple[Cell, ...]
    done: int
    counted: int

    @property
    def late(self) -> int:
        """How many cells are overdue."""
        return sum(cell.state is CellState.LATE for cell in self.cells)

    @property
    def met(self) -> bool:
        """Whether everything that counts is done, and there is something that counts."""
        return 0 < self.counted == self.done


def columns(courses: Iterable[Course], everybody: Iterable[LearnerFacts]) -> tuple[Column, ...]:
    """What anybody owes or is excused from, in the authors' order.

    A course stands for its modules that are not optional and, where it needs one, for its time face to face.
    """
    keys: set[tuple[str, str]] = set()
    for facts in everybody:
        keys |= {(due.course, due.module) for due in facts.dues}
        keys |= {(course, module) for course, module, _ in facts.excused}
    found = []
    for course in courses:
        whole = (course.key, "") in keys
        found += [
            Column(course, module)
            for module in course.modules
            if (course.key, module.key) in keys or (whole and not module.optional)
        ]
        if whole and course.face_to_face is FaceToFace.REQUIRED:
            found.append(Column(course, None))
    return tuple(found)


def tried_beside(courses: Iterable[Course], facts: LearnerFacts) -> tuple[tuple[Course, Module], ...]:
    """Optional modules of the courses a learner owes as a whole: those whose quiz was begun, until they are completed.

    The course does not make them owed, so they have no cell for it and count nowhere; attempts run out in them too.
    """
    left = facts.tried - facts.completions.keys()
    whole = {(due.course, due.cycle) for due in facts.dues if not due.module}
    begun = {(course, module) for course, module, cycle in left if (course, cycle) in whole}
    return tuple(
        (course, module)
        for course in courses
        for module in course.modules
        if module.optional and module.quiz and (course.key, module.key) in begun
    )


def row(shown: Sequence[Column], facts: LearnerFacts, now: datetime) -> Row:
    """One learner's row."""
    cells = tuple(_cell(column, facts, now) for column in shown)
    counted = [cell for cell in cells if cell.state in COUNTED]
    return Row(cells, sum(cell.state is CellState.DONE for cell in counted), len(counted))


@dataclass(frozen=True, slots=True)
class Foot:
    """How many people of a column are done, of how many that count."""

    done: int
    counted: int


def foot(cells: Iterable[Cell]) -> Foot:
    """The foot of a column, with the denominator a board has for the same module.

    A board counts obligations of the module itself. So do we where somebody has one; where the module is owed only as
    a part of its course, there is no such board, and everyone who owes the course counts.
    """
    counted = [cell for cell in cells if cell.state in COUNTED]
    own = [cell for cell in counted if cell.own]
    return Foot(sum(cell.state is CellState.DONE for cell in own or counted), len(own or counted))


def _cell(column: Column, facts: LearnerFacts, now: datetime) -> Cell:
    names = _covering(column)
    dues = [due for due in facts.dues if (due.course, due.module) in names]
    if not dues:
        excused = any((course, module) in names for course, module, _ in facts.excused)
        return Cell(CellState.EXCUSED if excused else CellState.UNASSIGNED)
    course, module = column.key
    cycles = sorted({due.cycle for due in dues})
    # the oldest cycle that is still open presses; where all are done the newest is shown
    cycle = next((one for one in cycles if (course, module, one) not in facts.completions), cycles[-1])
    own = any(due.module == module for due in dues)
    if completion := facts.completions.get((course, module, cycle)):
        return Cell(CellState.DONE, completion.late, own)
    tried = (course, module, cycle) in facts.tried
    here = {due.module: due for due in dues if due.cycle == cycle}
    # the module's own due date stands before the course's, here as where lateness is written
    if is_late(now, (here.get(module) or here[""]).due_at):
        return Cell(CellState.LATE, own=own, tried=tried)
    state = CellState.STARTED if (course, module, cycle) in facts.started else CellState.AHEAD
    return Cell(state, own=own, tried=tried)


def _covering(column: Column) -> frozenset[tuple[str, str]]:
    """The obligations that a column belongs to: its own, and the whole course's unless the module is optional."""
    course = column.course.key
    if column.module is None:
        return frozenset({(course, "")})
    own = (course, column.module.key)
    return frozenset({own}) if column.module.optional else frozenset({own, (course, "")})
