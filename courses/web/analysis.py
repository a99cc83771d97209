"""Figures on learning, never by learner: how the items of a module work, and what a course's knowledge items show."""

from datetime import datetime

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from courses.foundation import clock
from courses.foundation.errors import NotHere
from courses.foundation.vocabulary import AttemptKind
from courses.queries.item_answers import first_attempts, modules_with_tens
from courses.queries.paired_attempts import Comparison, Staying, cycles_measured, paired_answers, paired_tens, staying
from courses.queries.units import units_above, units_at
from courses.rules.access import reach
from courses.rules.gains import gains as found_gains
from courses.rules.gains import score_pair
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
    now = clock.now()
    if not (of := request.args.get("of", "")):
        lines = pages.modules(shelf(), modules_with_tens(g.unit.path, now), unit)
        return page("teaching/items.html", frame=here, modules=lines)
    if (found := pages.subject(shelf(), of)) is None:
        raise NotHere
    course, module = found
    attempts, look = first_attempts(g.unit.path, course.key, module.key, now)
    return page(
        "teaching/item_figures.html",
        frame=here,
        module_title=local(module.title),
        course_title=local(course.title),
        figures=pages.items(course, module, attempts, look),
    )


@blueprint.get("/teach/<id:unit>/gains")
@rule("unit.gains")
def gains(unit: int) -> str:
    """What the knowledge items of the courses show before, after and weeks later."""
    here = frame(g.unit, units_above(g.unit.path), known_identity().grants, "unit.gains")
    surveyed = {course.key: course for course in shelf().courses.values() if course.survey is not None}
    now = clock.now()
    measured = cycles_measured(g.unit.path, list(surveyed))
    wanted = request.args.get("cycle", "")
    parts = []
    for key, course in surveyed.items():
        cycles = [cycle for one, cycle in measured if one == key]
        if cycles:
            cycle = wanted if wanted in cycles else cycles[0]
            both = [compare(Comparison(key, cycle, kind), now) for kind in (AttemptKind.POST, AttemptKind.FOLLOW_UP)]
            parts.append(gain_pages.course_part(course, unit, cycles, cycle, both))
    return page("teaching/gains.html", frame=here, courses=parts, surveyed=bool(surveyed))


def compare(what: Comparison, now: datetime) -> gain_pages.ComparisonPart:
    """One comparison, without figures where they would tell about fewer than ten people.

    A ten in which somebody has nothing to compare is left out as a whole. Who is missing is counted at the moment in
    which the newest of the tens was whole, so that it moves only when the other figures do.
    """
    told = []
    for ten, answers in zip(tens := paired_tens(g.unit.path, what, now), paired_answers(what, tens), strict=True):
        scored = [one for both in answers if (one := score_pair(*both)) is not None]
        if len(scored) == len(ten):
            told.append((ten, scored))
    if not told:
        return gain_pages.comparison(what.after, None, Staying(0, 0))
    there = staying(g.unit.path, what, max(one.at for ten, _ in told for one in ten))
    found = found_gains([one for _, scored in told for one in scored])
    return gain_pages.comparison(what.after, found, there)
