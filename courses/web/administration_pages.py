"""What the boards show: the lines of a unit and those below it, on the screen and in files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from courses.catalog.structure import Catalog
from courses.documents.workbook import Cell
from courses.foundation.errors import NotHere
from courses.queries.board_choices import BoardChoice
from courses.queries.boards import BoardRow, Subject
from courses.rules.boards import Figures
from courses.web.languages import say
from courses.web.presentation import percent
from courses.web.wording import local

SORTS = ("name", "rate", "left")
MANY = 15
"""Lines from which on there is a field to search them."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line: a unit, or the people right in the unit. Without figures it is hidden; `bar` is in percent."""

    name: str
    url: str | None
    figures: Figures | None
    bar: int
    left: int
    rate: str


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """What a board can be about, as the form names it."""

    value: str
    label: str
    cycle: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A board; `total` is the unit itself, `hidden` tells that lines are without figures."""

    total: BoardLine
    lines: tuple[BoardLine, ...]
    hidden: bool
    choice: SubjectChoice
    groups: tuple[tuple[str, tuple[SubjectChoice, ...]], ...]
    sorts: tuple[tuple[str, str, bool], ...]
    query: str
    sort: str
    searchable: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A unit and its parts with their figures, None where hidden; the part without a unit is its own people."""

    total: tuple[BoardRow, Figures | None]
    parts: tuple[tuple[BoardRow | None, Figures | None], ...]


def choices(found: Iterable[BoardChoice], catalog: Catalog) -> tuple[SubjectChoice, ...]:
    """The subjects that the catalog can name, newest cycle first, then in the catalog's order."""
    titles: dict[tuple[str, str], str] = {}
    for course in catalog.courses.values():
        titles[course.key, ""] = local(course.title)
        titles |= {(course.key, one.key): f"{local(course.title)} · {local(one.title)}" for one in course.modules}
    order = {key: index for index, key in enumerate(titles)}
    known = [one for one in found if (one.subject.course, one.subject.module) in titles]
    known.sort(key=lambda one: order[one.subject.course, one.subject.module])
    known.sort(key=lambda one: one.subject.cycle, reverse=True)
    return tuple(
        SubjectChoice(
            f"{one.subject.cycle}/{one.subject.course}/{one.subject.module}",
            titles[one.subject.course, one.subject.module],
            one.subject.cycle,
            one.subject,
        )
        for one in known
    )


def chosen(offered: Sequence[SubjectChoice], wanted: str, cycle: str) -> SubjectChoice | None:
    """The one that is asked for; of '' the first of this cycle, else the first, None when there is nothing to count.

    Raises NotHere when something is asked for that is not counted here: figures of another would be taken for its own.
    """
    if wanted:
        found = next((one for one in offered if one.value == wanted), None)
        if found is None:
            raise NotHere
        return found
    return next((one for one in offered if one.cycle == cycle), next(iter(offered), None))


def board(shown: Shown, offered: Sequence[SubjectChoice], choice: SubjectChoice, *, sort: str, query: str) -> BoardPage:
    """The lines in the order that is asked for, those without figures last, so that their place tells nothing."""
    row, figures = shown.total
    total = line(row.name, None, figures)
    lines = [
        line(say("바로 속한 사람"), None, part)
        if below is None
        else line(below.name, url_for("administration.board", unit=below.unit, of=subject_below(choice, part)), part)
        for below, part in shown.parts
    ]
    sort = sort if sort in SORTS else "name"
    found = [one for one in lines if query.casefold() in one.name.casefold()]
    texts = {"name": say("이름순"), "rate": say("이수율이 낮은 순"), "left": say("남은 사람이 많은 순")}
    here: dict[str, Any] = {"of": choice.value, "q": query or None}
    return BoardPage(
        total=total,
        lines=tuple(sorted(found, key=_KEYS[sort])) if sort != "name" else tuple(found),
        hidden=figures is None or any(one.figures is None for one in lines),
        choice=choice,
        groups=tuple(grouped(offered).items()),
        sorts=tuple(
            (texts[one], url_for("administration.board", unit=row.unit, sort=one, **here), one == sort) for one in SORTS
        ),
        query=query,
        sort=sort,
        searchable=len(lines) > MANY,
    )


def subject_below(choice: SubjectChoice, figures: Figures | None) -> str | None:
    """What a link to a unit below asks for: the same, but where that counts nobody, whatever is counted there."""
    return None if figures is not None and not figures.targets else choice.value


def line(name: str, url: str | None, figures: Figures | None) -> BoardLine:
    """One line of the board."""
    if figures is None:
        return BoardLine(name, url, None, 0, 0, "")
    bar = figures.done * 100 // figures.targets if figures.targets else 0
    return BoardLine(name, url, figures, bar, figures.targets - figures.done, percent(figures.done, figures.targets))


def grouped(offered: Iterable[SubjectChoice]) -> dict[str, tuple[SubjectChoice, ...]]:
    """The subjects by cycle."""
    found: dict[str, tuple[SubjectChoice, ...]] = {}
    for one in offered:
        found[one.cycle] = (*found.get(one.cycle, ()), one)
    return found


def table(shown: BoardPage | None, as_of: str) -> list[list[Cell]]:
    """The board as rows of a file: the same lines as on the screen, the unit itself first; heads alone for none."""
    heads = (
        say("소속"),
        say("교육"),
        say("교육 연도"),
        say("대상"),
        say("이수"),
        say("이수율"),
        say("남음"),
        say("이수 (기한 뒤)"),
        say("기준 시각"),
    )
    rows: list[list[Cell]] = [list(heads)]
    if shown is None:
        return rows
    for one in (shown.total, *shown.lines):
        about: list[Cell] = [one.name, shown.choice.label, shown.choice.cycle]
        hidden = say("표시 안 함")
        figures: list[Cell] = [hidden] * 5
        if one.figures is not None:
            figures = [one.figures.targets, one.figures.done, one.rate, one.left, one.figures.late]
        rows.append([*about, *figures, as_of])
    return rows


def _by_rate(one: BoardLine) -> tuple[bool, float, str]:
    if one.figures is None or not one.figures.targets:
        return (True, 0.0, one.name)
    return (False, one.figures.done / one.figures.targets, one.name)


def _by_left(one: BoardLine) -> tuple[bool, float, str]:
    return (one.figures is None, -one.left, one.name)


_KEYS: Mapping[str, Callable[[BoardLine], tuple[bool, float, str]]] = {"rate": _by_rate, "left": _by_left}
