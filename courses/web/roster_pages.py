"""What the pages about class lists and log-in slips show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from courses.documents.class_list_file import ENCODINGS, Cells, ClassListFile
from courses.foundation.errors import RosterUnreadable
from courses.queries.members import Member
from courses.queries.units import StandingUnit
from courses.rules.class_list import is_resident_number, kept_cells
from courses.rules.roster import ActionKind, Plan
from courses.web.forms_teaching import ClassListForm, carried, carry
from courses.web.languages import say
from courses.web.roster_wording import action_name, column_name, refusal_text
from courses.web.teaching_pages import natural

MOST_SHOWN = 300
"""Rows of a plan that are listed; the others are counted."""
LONGEST_HEAD = 40
"""Signs shown of the heading of a column that is not read."""
CELLS = re.compile("([\t,;\r\n]+)")
"""What parts the cells of a pasted list, kept when it is split."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What is done for one row."""

    row: int
    kind: str
    action: str
    code: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """Why a row is not taken."""

    row: int
    text: str
    cells: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a list would do, and what it carries on to the next step."""

    refusals: tuple[RefusalLine, ...]
    lines: tuple[PlanLine, ...]
    counts: tuple[tuple[str, int], ...]
    rows: int
    hidden: int
    changes: int
    cells: str
    encoding: str
    encodings: tuple[tuple[str, str], ...]
    pasted: str
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlipChoice:
    """A learner to tick."""

    learner: int
    code: str
    name: str
    username: str
    has_signed_in: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip to cut out."""

    name: str
    number: str
    unit: str
    username: str
    code: str


def preview(read: ClassListFile, made: Plan, units: Sequence[StandingUnit]) -> PreviewPage:
    """The plan in words, with no cell of a column that is not read. Raises RosterUnreadable for too large a list."""
    kept = kept_cells(read.cells)
    names = {one.id: one.name for one in units}
    lines = [
        PlanLine(one.row, one.kind.value, action_name(one.kind, say), one.code, one.name, names.get(one.unit, ""))
        for one in made.actions
    ]
    kinds = [(kind, made.count(kind)) for kind in ActionKind]
    refusals = [RefusalLine(one.row, refusal_text(one, say), _row(kept.cells, one.row)) for one in made.refusals]
    return PreviewPage(
        refusals=tuple(refusals[:MOST_SHOWN]),
        lines=tuple(lines[:MOST_SHOWN]),
        counts=tuple((action_name(kind, say), count) for kind, count in kinds if count),
        rows=len({one.row for one in made.actions}),
        hidden=max(0, len(lines) - MOST_SHOWN),
        changes=sum(count for kind, count in kinds if kind is not ActionKind.SAME),
        cells=carry(replace(read, cells=kept.cells)),
        encoding=read.encoding,
        encodings=_encodings() if read.doubtful and read.encoding in ENCODINGS else (),
        pasted=as_text(kept.cells),
        dropped=tuple(head[:LONGEST_HEAD] or column_name(str(at), say) for at, head in kept.dropped),
    )


def pasted_again(form: ClassListForm) -> str:
    """What was pasted, or came back from a preview, as text that can be mended; '' when nothing can be read."""
    if form.pasted.data:
        return "".join("" if is_resident_number(cell) else cell for cell in CELLS.split(form.pasted.data))
    try:
        return as_text(kept_cells(carried(form.cells.data, "").cells).cells) if form.cells.data else ""
    except RosterUnreadable:
        return ""


def as_text(cells: Cells) -> str:
    """Rows as they can be pasted: a line each, columns parted by tabs."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in cells)


def slip_choices(members: Sequence[Member], chosen: frozenset[int]) -> tuple[SlipChoice, ...]:
    """The learners in the order of their numbers."""
    lines = [
        SlipChoice(
            one.learner,
            one.code or str(one.position or ""),
            one.display_name,
            one.username,
            one.has_signed_in,
            one.learner in chosen,
        )
        for one in members
    ]
    return tuple(sorted(lines, key=lambda one: (natural(one.code), one.learner)))


def slips(members: Sequence[Member], codes: Mapping[int, str], units: Sequence[StandingUnit]) -> tuple[Slip, ...]:
    """The slips in the order of the numbers, a unit after the other."""
    names = {one.id: one.name for one in units}
    ordered = sorted(members, key=lambda one: (names[one.unit], natural(one.code), one.position))
    return tuple(
        Slip(one.display_name, one.code or str(one.position or ""), names[one.unit], one.username, codes[one.learner])
        for one in ordered
    )


def _row(cells: Cells, number: int) -> str:
    return " · ".join(cell for cell in cells[number - 1] if cell.strip())[:120] if number <= len(cells) else ""


def _encodings() -> tuple[tuple[str, str], ...]:
    names = (say("유니코드"), say("한국어"), say("중국어"), say("일본어"), say("서유럽어"))
    return tuple(zip(ENCODINGS, names, strict=True))
