"""What a unit's teacher prints: the plan of the face-to-face session, the table to sign, the letter to guardians."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, current_app, g, request

from courses.catalog.structure import Course, Sheet
from courses.foundation.errors import NotHere
from courses.foundation.vocabulary import Publishing
from courses.queries.assignments import assignments_for
from courses.queries.members import Member, members_below
from courses.queries.rosters import counted_below
from courses.queries.units import units_below
from courses.rules.standing import current_cycle
from courses.services.evidence import record_view
from courses.web.identity import known_identity
from courses.web.paper import Passage, SignRow, SignTable, has_table, passages
from courses.web.policy import rule
from courses.web.presentation import page
from courses.web.shelf import course_or_404, shelf
from courses.web.teaching import frame, unlisted
from courses.web.teaching_pages import natural
from courses.web.wording import SourceLine, local, source_lines

blueprint = Blueprint("sheets", __name__)
SESSION, LETTER = "session", "letter"


@dataclass(frozen=True, slots=True)
class CourseSheets:
    """A course with what can be printed of it; a title is '' where there is no such page."""

    slug: str
    title: str
    session: str
    session_minutes: int
    letter: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A page to be printed."""

    kind: str
    course_slug: str
    course_title: str
    title: str
    minutes: int
    parts: tuple[Passage, ...]
    law_as_of: date | None
    sources: tuple[SourceLine, ...]
    signs: bool
    named: bool


@blueprint.get("/teach/<id:unit>/sheets")
@rule("unit.matrix")
def sheets(unit: int) -> str:
    """The courses that the unit takes this year with what can be printed of them, then the others."""
    cycle = current_cycle(g.now, current_app.config["SETTINGS"].zone)
    taken = {one.course for one in assignments_for(g.unit.path, cycle)}
    courses = list(shelf().courses.values())
    own = [one for one in courses if one.key in taken and one.state is not Publishing.DRAFT]
    others = [one for one in courses if one.key not in taken and one.state is Publishing.PUBLISHED]
    return page(
        "teaching/sheets.html",
        frame=frame("unit.matrix"),
        unit=unit,
        own=[course_sheets(one) for one in own],
        others=[course_sheets(one) for one in others],
    )


@blueprint.get("/teach/<id:unit>/sheets/<course>/<sheet>")
@rule("unit.matrix")
def sheet(unit: int, course: str, sheet: str) -> str:
    """One page to be printed, its table filled with the register unless `names=none`. Raises NotHere for no page."""
    found = course_or_404(course)
    wanted = {SESSION: found.session, LETTER: found.letter}.get(sheet)
    if wanted is None or found.state is Publishing.DRAFT:
        raise NotHere
    signs = has_table(local(wanted.html))
    named = signs and request.args.get("names") != "none"
    register = register_of(unit) if named else ()
    if register:
        record_view(known_identity().account, unit, "sheets.sheet", g.now)
    shown = shown_sheet(found, wanted, sheet, register, signs=signs)
    return page("teaching/sheet.html", frame=frame("unit.matrix"), sheet=shown)


def course_sheets(course: Course) -> CourseSheets:
    """What can be printed of a course."""
    return CourseSheets(
        slug=course.slug,
        title=local(course.title),
        session=local(course.session.title) if course.session else "",
        session_minutes=course.session.minutes if course.session else 0,
        letter=local(course.letter.title) if course.letter else "",
    )


def shown_sheet(course: Course, found: Sheet, kind: str, register: Sequence[SignTable], *, signs: bool) -> SheetPage:
    """A plan or a letter in the language of the page."""
    return SheetPage(
        kind=kind,
        course_slug=course.slug,
        course_title=local(course.title),
        title=local(found.title),
        minutes=found.minutes,
        parts=passages(local(found.html), register),
        law_as_of=found.law_as_of,
        sources=source_lines(found.sources, shelf().sources),
        signs=signs,
        named=bool(register),
    )


def register_of(unit: int) -> tuple[SignTable, ...]:
    """A table for each class of the unit in the order of its register; none where people are not listed by name."""
    standing = frame("unit.matrix")
    if unlisted(standing, unit, bool(counted_below(unit))) is not None:
        return ()
    members = members_below(standing.unit.path)
    listed = {one.id: one.name for one in units_below(standing.unit.path)}
    groups: dict[int, list[Member]] = {}
    for one in members:
        groups.setdefault(one.unit, []).append(one)
    several = len(groups) > 1
    tables = [SignTable(listed[home] if several else "", sign_rows(some)) for home, some in groups.items()]
    return tuple(sorted(tables, key=lambda one: natural(one.heading)))


def sign_rows(members: Sequence[Member]) -> tuple[SignRow, ...]:
    """The lines of a class as its register shows them."""
    rows = [(one.code or str(one.position or ""), one) for one in members]
    rows.sort(key=lambda pair: (pair[1].position or len(members) + 1, natural(pair[0]), pair[1].learner))
    return tuple(SignRow(number, one.display_name) for number, one in rows)
