"""Administration on the web: completion boards down the tree, and the same as a file."""

from itertools import pairwise

from flask import Blueprint, current_app, g, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from courses.documents.workbook import csv_bytes, xlsx_bytes
from courses.queries.board_choices import board_choices
from courses.queries.boards import BoardRow, Subject, completion_board
from courses.queries.units import StandingUnit, units_above, units_at
from courses.rules.access import allowed, reach
from courses.rules.boards import Figures, sees_small_units, shown_parts
from courses.rules.standing import current_cycle
from courses.services.evidence import note_export
from courses.web import administration_pages as pages
from courses.web.identity import known_identity
from courses.web.languages import language, say
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import moment_text, page
from courses.web.shelf import shelf
from courses.web.unit_frames import frame

blueprint = Blueprint("administration", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/admin")
@rule(SIGNED_IN)
def home() -> Response | str:
    """The topmost units whose boards the one who asks may read; a single one at once."""
    tops = [int(path.rstrip("/").rpartition("/")[2]) for path in reach(known_identity().grants, "unit.rates")]
    if not tops:
        raise Forbidden
    if len(tops) == 1:
        return redirect(url_for("administration.board", unit=tops[0]), 303)
    return page("administration/home.html", units=units_at(tops))


@blueprint.get("/admin/<id:unit>")
@rule("unit.rates")
def board(unit: int) -> str:
    """Who must and who has, here and right below."""
    found = find_board(unit)
    here = frame(g.unit, units_above(g.unit.path), known_identity().grants, "unit.rates")
    return page("administration/board.html", frame=here, board=found)


@blueprint.get("/admin/<id:unit>.csv")
@rule("unit.rates_csv")
def board_csv(unit: int) -> Response:
    """The lines of the screen as a file: CSV, or XLSX when asked for."""
    found = find_board(unit)
    zone = current_app.config["SETTINGS"].zone
    rows = pages.table(found, moment_text(g.now, language(), zone))
    workbook = request.args.get("format") == "xlsx"
    subject = found.choice.subject if found else Subject("", "", "")
    # figures leave the house: that is noted although it is a GET, in a transaction of its own
    note_export(
        known_identity().account,
        unit,
        g.now,
        course=subject.course,
        module=subject.module,
        cycle=subject.cycle,
        form="xlsx" if workbook else "csv",
    )
    body = xlsx_bytes(rows, say("이수 현황")) if workbook else csv_bytes(rows)
    name = f"jikim-{unit}-{g.now.astimezone(zone):%Y%m%d-%H%M}.{'xlsx' if workbook else 'csv'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, headers=headers, content_type=XLSX if workbook else "text/csv; charset=utf-8")


def find_board(unit: int) -> pages.BoardPage | None:
    """The board that is asked for, None when nothing is counted here; screen and file both come from it."""
    offered = pages.choices(board_choices(unit, g.unit.path), shelf())
    cycle = current_cycle(g.now, current_app.config["SETTINGS"].zone)
    choice = pages.chosen(offered, request.args.get("of", ""), cycle)
    if choice is None:
        return None
    shown = shown_board(g.unit, choice.subject)
    query = request.args.get("q", "").strip()[:60]
    return pages.board(shown, offered, choice, sort=request.args.get("sort", ""), query=query)


def shown_board(unit: StandingUnit, subject: Subject) -> pages.Shown:
    """The figures that the one who asks may see, here and right below.

    Whoever may see the people themselves, or reads by a grant at or inside the institution, sees all of it. For the
    others small units are hidden with what would give them away, and so is everything at a unit that is hidden on a
    board above it which they can open: else two pages would tell what one does not.
    """
    above = units_above(unit.path)
    grants = known_identity().grants
    institutions = {one.path for one in above if one.institution}
    rows = completion_board(unit.id, subject)
    total, parts = rows[0], with_own_people(rows)
    if not sees_small_units(grants, unit.path, institutions) and hidden_above(above, subject):
        return pages.Shown((total, None), tuple((below, None) for below, _ in parts))
    return pages.Shown((total, figures_of(total)), seen_parts(unit.path, parts, institutions))


def hidden_above(above: list[StandingUnit], subject: Subject) -> bool:
    """Whether the last of these units is hidden, on its own or on a board above it that can be opened."""
    grants = known_identity().grants
    open_to_me = [one for one in above if allowed(grants, "unit.rates", one.path)]
    top = completion_board(open_to_me[0].id, subject)[0]
    if not shown_parts([figures_of(top)], [False])[0]:
        return True
    for parent, child in pairwise(open_to_me):
        flags = {one.path for one in above if one.institution and parent.path.startswith(one.path)}
        seen = seen_parts(parent.path, with_own_people(completion_board(parent.id, subject)), flags)
        if any(below is not None and below.unit == child.id and figures is None for below, figures in seen):
            return True
    return False


def seen_parts(
    path: str, parts: list[tuple[BoardRow | None, Figures]], institutions: set[str]
) -> tuple[tuple[BoardRow | None, Figures | None], ...]:
    """The parts of the board of that path, without figures where the one who asks may not see them."""
    grants = known_identity().grants
    known = []
    for below, _ in parts:
        own = {below.path} if below is not None and below.institution else set()
        known.append(sees_small_units(grants, below.path if below is not None else path, institutions | own))
    verdicts = shown_parts([figures for _, figures in parts], known)
    return tuple((below, figures if shown else None) for (below, figures), shown in zip(parts, verdicts, strict=True))


def with_own_people(rows: list[BoardRow]) -> list[tuple[BoardRow | None, Figures]]:
    """The units below, and what is left of the unit's figures as a part of its own (None), so that they add up."""
    parts: list[tuple[BoardRow | None, Figures]] = [(one, figures_of(one)) for one in rows[1:]]
    rest = figures_of(rows[0]).less(figures for _, figures in parts)
    return [*parts, (None, rest)] if parts and rest != Figures(0, 0, 0) else parts


def figures_of(row: BoardRow) -> Figures:
    """The figures of one row."""
    return Figures(row.targets, row.done, row.late)
