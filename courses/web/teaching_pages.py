"""What the teaching pages show: where one is, the matrix, what can be assigned."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from courses.catalog.structure import Catalog, Course, Module
from courses.queries.members import Member
from courses.queries.units import StandingUnit
from courses.rules.matrix import COUNTED, CellState, Column, LearnerFacts, Row, columns, foot, row, tried_beside
from courses.web.languages import language, say
from courses.web.wording import local

MOST_PEOPLE = 200
"""People on one matrix; a larger unit shows the units below it instead."""
SHORT = {"ko": 10, "en": 18}
"""Signs of a title that fit upright above a narrow column."""
NOBODY = LearnerFacts()


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its whole title, and a short one for narrow screens and paper."""

    title: str
    short: str
    course: str
    done: int
    counted: int


@dataclass(frozen=True, slots=True)
class Beside:
    """An optional module that a learner tried beside what is owed, and where its attempts can be opened again."""

    title: str
    course: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A learner's line; `links` lead from a cell to the attempts behind it, None where there is nothing to open.

    `beside` are the optional modules that were tried without a cell.
    """

    code: str
    name: str
    unit: str
    row: Row
    links: tuple[str | None, ...]
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter with how many it leaves."""

    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """A state of cells with how many there are of it."""

    state: CellState
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix of a unit; `hidden` lines did not fit on the page.

    `beside` are the lines of those who tried optional modules: whatever `show` leaves, for they count in none of it.
    """

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    beside: tuple[Line, ...]
    people: int
    counted: int
    met: int
    signs: tuple[Sign, ...]
    bars: tuple[tuple[str, int, int], ...]
    chips: tuple[Chip, ...]
    query: str
    show: str
    several_units: bool
    hidden: int


def state_names() -> dict[CellState, str]:
    """The text name of each state."""
    return {
        CellState.DONE: say("이수"),
        CellState.STARTED: say("학습 중"),
        CellState.AHEAD: say("시작 전"),
        CellState.LATE: say("기한 지남"),
        CellState.EXCUSED: say("제외"),
        CellState.UNASSIGNED: say("배정 안 됨"),
    }


def matrix(
    members: Sequence[Member],
    facts: Mapping[int, LearnerFacts],
    catalog: Catalog,
    now: datetime,
    *,
    homes: Sequence[StandingUnit],
    unit: int,
    show: str,
    query: str,
    may_reopen: bool = False,
) -> MatrixPage:
    """The matrix of these members, what needs a look first; `show` is '', late, open or done."""
    courses = catalog.courses.values()
    shown = columns(courses, (facts.get(one.learner, NOBODY) for one in members))
    names = {one.id: one.name for one in homes if one.id != unit}
    everybody = sorted(
        (
            (
                member,
                Line(
                    member.code or str(member.position or ""),
                    member.display_name,
                    names.get(member.unit, ""),
                    made,
                    links(unit, member.learner, shown, made) if may_reopen else (None,) * len(shown),
                    beside(unit, member.learner, shown, made, tried_beside(courses, known)) if may_reopen else (),
                ),
            )
            for member in members
            for known in [facts.get(member.learner, NOBODY)]
            for made in [row(shown, known, now)]
        ),
        key=lambda pair: (not pair[1].row.late, pair[1].unit, natural(pair[1].code), pair[0].learner),
    )
    found = [(member, line) for member, line in everybody if not query or _matches(member, line, query)]
    groups = {
        "": found,
        "late": [pair for pair in found if pair[1].row.late],
        "open": [pair for pair in found if pair[1].row.done < pair[1].row.counted],
        "done": [pair for pair in found if pair[1].row.met],
    }
    show = show if show in groups else ""
    lines = [line for _, line in groups[show]]
    rows = [line.row for _, line in everybody]
    cells = [cell.state for one in rows for cell in one.cells]
    labels = state_names()
    counts = {state: cells.count(state) for state in CellState}
    counted = sum(counts[state] for state in COUNTED)
    texts = {"": say("전체"), "late": say("기한 지남"), "open": say("남은 교육 있음"), "done": say("모두 이수")}
    return MatrixPage(
        heads=tuple(_head(column, index, rows, shown) for index, column in enumerate(shown)),
        lines=tuple(lines[:MOST_PEOPLE]),
        beside=tuple(line for _, line in found if line.beside),
        people=len(members),
        counted=sum(one.counted > 0 for one in rows),
        met=sum(one.met for one in rows),
        signs=tuple(Sign(state, labels[state], counts[state]) for state in CellState if counts[state]),
        bars=_bars(counts, counted),
        chips=tuple(
            Chip(
                texts[key],
                len(group),
                url_for("teaching.unit", unit=unit, show=key or None, q=query or None),
                key == show,
            )
            for key, group in groups.items()
        ),
        query=query,
        show=show,
        several_units=bool(names),
        hidden=max(0, len(lines) - MOST_PEOPLE),
    )


def links(unit: int, learner: int, shown: Sequence[Column], made: Row) -> tuple[str | None, ...]:
    """For each cell the address at which its attempts can be opened again, None where none was begun."""
    return tuple(
        _attempts(unit, learner, column.key) if cell.tried else None
        for column, cell in zip(shown, made.cells, strict=True)
    )


def beside(
    unit: int, learner: int, shown: Sequence[Column], made: Row, tried: Iterable[tuple[Course, Module]]
) -> tuple[Beside, ...]:
    """What was tried of optional modules, without those that a cell leads to already."""
    linked = {column.key for column, cell in zip(shown, made.cells, strict=True) if cell.tried}
    return tuple(
        Beside(local(module.title), local(course.title), _attempts(unit, learner, (course.key, module.key)))
        for course, module in tried
        if (course.key, module.key) not in linked
    )


def _attempts(unit: int, learner: int, key: tuple[str, str]) -> str:
    return url_for("reopening.form", unit=unit, learner=learner, of="/".join(key))


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts 2 before 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", code)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def _head(column: Column, index: int, rows: Iterable[Row], shown: Sequence[Column]) -> Head:
    if column.module is None:
        title = short = say("대면교육")
    else:
        title = local(column.module.title)
        short = short_title(title)
    sums = foot(one.cells[index] for one in rows)
    several = len({one.course.key for one in shown}) > 1
    return Head(
        title=title,
        short=short,
        course=local(column.course.title) if several else "",
        done=sums.done,
        counted=sums.counted,
    )


def short_title(title: str) -> str:
    """The first part of a title, cut where it would not fit upright above a narrow column."""
    first = re.split(r"[,:;–—(]", title)[0].strip()
    longest = SHORT[language()]
    return first if len(first) <= longest else f"{first[:longest].rstrip()}…"


def _bars(counts: Mapping[CellState, int], counted: int) -> tuple[tuple[str, int, int], ...]:
    """Class, start and width of each piece of the bar of all cells, out of 1,000."""
    pieces, start = [], 0
    for state in (CellState.DONE, CellState.STARTED, CellState.AHEAD, CellState.LATE):
        width = counts[state] * 1000 // counted if counted else 0
        pieces.append((f"cell-{state.value}", start, width))
        start += width
    return tuple(piece for piece in pieces if piece[2])


def _matches(member: Member, line: Line, query: str) -> bool:
    wanted = query.casefold()
    return any(wanted in text.casefold() for text in (line.code, member.display_name, member.username))
