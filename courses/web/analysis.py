"""Figures on learning, never by learner: how the items of a module work, and what a course's knowledge items show."""

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from courses.foundation.errors import NotHere
from courses.foundation.vocabulary import AttemptKind
from courses.queries.item_answers import HandedIn, first_attempts, learners_by_home, learners_by_module
from courses.queries.paired_attempts import Comparison, began, cycles_measured, paired_answers, pairs_by_home
from courses.queries.units import units_above, units_at
from courses.rules.access import reach
from courses.rules.disclosure import shown_at
from courses.rules.gains import gains as found_gains
from courses.rules.gains import score_pair
from courses.rules.item_analysis import settled
from courses.web import analysis_pages as pages
from courses.web import gain_pages
from courses.web.identity import known_identity
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.shelf import shelf
from courses.web.unit_frames import frame
from courses.web.wording import local

blueprint = Blueprint("analysis", __name__)


@blueprint.get("/teach/items")
@rule(SIGNED_IN)
def home() -> Response | str:
    """The topmost units whose answers the one who asks may look at; a single one at once."""
    tops = [int(path.rstrip("/").rpartition("/")[2]) for path in reach(known_identity().grants, "unit.items")]
    if not tops:
        raise Forbidden
    if len(tops) == 1:
        return redirect(url_for("analysis.items", unit=tops[0]), 303)
    return page("teaching/items_home.html", units=units_at(tops))


@blueprint.get("/teach/<id:unit>/items")
@rule("unit.items")
def items(unit: int) -> str:
    """Which modules have figures, or the figures of the one that is asked for."""
    here = frame(g.unit, units_above(g.unit.path), known_identity().grants, "unit.items")
    if not (of := request.args.get("of", "")):
        lines = pages.modules(shelf(), learners_by_module(g.unit.path), unit)
        return page("teaching/items.html", frame=here, modules=lines)
    if (found := pages.subject(shelf(), of)) is None:
        raise NotHere
    course, module = found
    return page(
        "teaching/item_figures.html",
        frame=here,
        module_title=local(module.title),
        course_title=local(course.title),
        figures=pages.items(course, module, attempts(course.key, module.key)),
    )


def attempts(course: str, module: str) -> list[HandedIn]:
    """The attempts behind the figures, none where they would tell about fewer than ten people.

    Neither here nor by taking this page from another that the one who asks can open.
    """
    path = g.unit.path
    top = next(one for one in reach(known_identity().grants, "unit.items") if path.startswith(one))
    people = learners_by_home(top, course, module)
    if not shown_at(path, top, people):
        return []
    here = sum(count for home_path, count in people.items() if home_path.startswith(path))
    return first_attempts(path, course, module, settled(here))


@blueprint.get("/teach/<id:unit>/gains")
@rule("unit.gains")
def gains(unit: int) -> str:
    """What the knowledge items of the courses show before, after and weeks later."""
    here = frame(g.unit, units_above(g.unit.path), known_identity().grants, "unit.gains")
    surveyed = {course.key: course for course in shelf().courses.values() if course.survey is not None}
    measured = cycles_measured(g.unit.path, list(surveyed))
    wanted = request.args.get("cycle", "")
    parts = []
    for key, course in surveyed.items():
        cycles = [cycle for one, cycle in measured if one == key]
        if cycles:
            cycle = wanted if wanted in cycles else cycles[0]
            both = [compare(Comparison(key, cycle, kind)) for kind in (AttemptKind.POST, AttemptKind.FOLLOW_UP)]
            parts.append(gain_pages.course_part(course, unit, cycles, cycle, both))
    return page("teaching/gains.html", frame=here, courses=parts, surveyed=bool(surveyed))


def compare(what: Comparison) -> gain_pages.ComparisonPart:
    """One comparison, without figures where they would tell about fewer than ten people."""
    path = g.unit.path
    top = next(one for one in reach(known_identity().grants, "unit.gains") if path.startswith(one))
    people = pairs_by_home(top, what)
    paired = sum(count for home_path, count in people.items() if home_path.startswith(path))
    if not shown_at(path, top, people):
        return gain_pages.comparison(what.after, None, 0, 0)
    scored = (score_pair(*both) for both in paired_answers(path, what, settled(paired)))
    return gain_pages.comparison(
        what.after, found_gains([one for one in scored if one is not None]), began(path, what), paired
    )
