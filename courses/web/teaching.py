"""Teaching on the web: the matrix of a unit, assignments, class lists, log-in slips."""

import secrets

from flask import Blueprint, current_app, g, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from courses.documents.class_list_file import ClassListFile
from courses.foundation.errors import AlreadyThere, NotAllowed, NotHere, RosterUnreadable
from courses.queries.assignments import assignments_for
from courses.queries.matrix import matrix_facts
from courses.queries.members import Member, members_below
from courses.queries.rosters import (
    counted_below,
    counted_units,
    has_institution_below,
    holders_of_roles,
    without_password,
)
from courses.queries.units import units_above, units_below
from courses.rules.access import reach
from courses.rules.class_list import MOST_ROWS
from courses.rules.roster import Plan, parse_rows
from courses.rules.standing import current_cycle
from courses.services import accounts, people
from courses.services.evidence import record_view
from courses.services.teaching import Order
from courses.services.teaching import assign as assign_to_unit
from courses.web import assignment_pages, roster_pages, unit_frames
from courses.web import teaching_pages as pages
from courses.web.forms_teaching import AssignmentForm, ClassListForm, end_of_day
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.navigation import help_lines
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.roster_wording import file_problem
from courses.web.shelf import shelf
from courses.web.unit_frames import Frame

blueprint = Blueprint("teaching", __name__)
Answer = str | tuple[str, int] | Response


@blueprint.get("/teach")
@rule(SIGNED_IN)
def home() -> Response | str:
    """The units whose people the one who asks may see; a single one at once."""
    tops = [int(path.rstrip("/").rpartition("/")[2]) for path in reach(known_identity().grants, "unit.matrix")]
    if not tops:
        raise Forbidden
    if len(tops) == 1:
        return redirect(url_for("teaching.unit", unit=tops[0]), 303)
    return page("teaching/home.html", units=counted_units(tops))


@blueprint.get("/teach/<id:unit>")
@rule("unit.matrix")
def unit(unit: int) -> str:
    """Who has done what, or the units below where there are too many people for one page."""
    found = frame("unit.matrix")
    below = counted_below(unit)
    done = request.args.get("done", "")
    if (reason := unlisted(found, unit, bool(below))) is not None:
        return page("teaching/units.html", frame=found, below=below, reason=reason, done=done)
    record_view(known_identity().account, unit, "teaching.unit", g.now)
    shown = pages.matrix(
        members_below(found.unit.path),
        matrix_facts(found.unit.path),
        shelf(),
        g.now,
        homes=units_below(found.unit.path),
        unit=unit,
        show=request.args.get("show", ""),
        query=request.args.get("q", "").strip()[:60],
        may_reopen="reopen" in found.actions,
    )
    return page("teaching/unit.html", frame=found, below=below, matrix=shown, done=done)


@blueprint.get("/teach/<id:unit>/assign")
@rule("unit.assign")
def assign_form(unit: int) -> str:
    """What can be assigned, and what is."""
    return assign_page(unit, AssignmentForm(formdata=None), {})


@blueprint.post("/teach/<id:unit>/assign")
@rule("unit.assign")
def assign(unit: int) -> Answer:
    """Assign a course or a module until the end of a day; the same once more changes nothing."""
    form = AssignmentForm()
    zone = current_app.config["SETTINGS"].zone
    choices = assignment_pages.course_choices(shelf())
    known = {one.value for course in choices for one in (course.whole, *course.modules)}
    if problems := form.problems(known, g.now.astimezone(zone).date()):
        return assign_page(unit, form, problems), 422
    course, _, module = form.what.data.partition("/")
    order = Order(course, module, current_cycle(g.now, zone), None, end_of_day(form.due.data, zone))
    standing = assignments_for(g.unit.path, order.cycle)
    same = (unit, order.course, order.module, order.due_at)
    if same not in {(one.unit, one.course, one.module, one.due_at) for one in standing}:
        assign_to_unit(unit, order, g.now, actor=known_identity().account)
    return redirect(url_for("teaching.assign_form", unit=unit, done="assigned"), 303)


@blueprint.get("/teach/<id:unit>/import")
@rule("unit.import")
def import_form(unit: int) -> str:
    """Where a class list is brought in."""
    return import_page(unit, ClassListForm(formdata=None), "")


@blueprint.post("/teach/<id:unit>/import")
@rule("unit.import")
def import_preview(unit: int) -> Answer:
    """What the list would do, row by row; nothing is written."""
    form = ClassListForm()
    try:
        read = form.read()
        return preview_page(unit, read, planned(unit, read))
    except RosterUnreadable as error:
        return import_page(unit, form, file_problem(str(error.values["reason"]), say)), 422


@blueprint.post("/teach/<id:unit>/import/apply")
@rule("unit.import")
def import_apply(unit: int) -> Answer:
    """Take the list over, planned anew from what stands now; whole or not at all."""
    form = ClassListForm()
    try:
        read = form.read()
        identity = known_identity()
        made = people.take_over(unit, parse_rows(read.cells), g.now, actor=identity.account, by=identity.grants)
        if made.refusals:
            return preview_page(unit, read, made)
    except RosterUnreadable as error:
        return import_page(unit, form, file_problem(str(error.values["reason"]), say)), 422
    if frame("unit.import").actions >= {"slips"}:
        return redirect(url_for("teaching.slips_form", unit=unit, done="imported", pick="new"), 303)
    return redirect(url_for("teaching.import_form", unit=unit, done="imported"), 303)


@blueprint.get("/teach/<id:unit>/slips")
@rule("unit.slips")
def slips_form(unit: int) -> str:
    """For whom slips are to be printed; nobody is ticked unless `pick` says who."""
    return slips_page(unit)


@blueprint.post("/teach/<id:unit>/slips")
@rule("unit.slips")
def slips(unit: int) -> Answer:
    """Issue new codes and show them this once, as slips to be cut out. Raises NotHere for a learner of elsewhere."""
    if unlisted(frame("unit.slips"), unit, bool(counted_below(unit))) is not None:
        return slips_page(unit)
    chosen = list(dict.fromkeys(request.form.getlist("learner", type=int)))
    members = {one.learner: one for one in members_below(g.unit.path)}
    if not set(chosen) <= set(members):
        raise NotHere
    if holders_of_roles(chosen, g.now):
        raise NotAllowed
    if not chosen or len(chosen) > pages.MOST_PEOPLE:
        problem = say("학습자를 한 명 이상 고르세요.") if not chosen else say("한 번에 200명까지 고를 수 있습니다.")
        return slips_page(unit, frozenset(chosen), problem), 422
    try:
        codes = accounts.issue_codes(
            {one: members[one].username for one in chosen},
            g.now,
            key=current_app.config["SECRET_KEY"],
            actor=known_identity().account,
            unit=unit,
            once=request.form.get("slip_key", ""),
        )
    except AlreadyThere:
        return page("teaching/slips_made.html", frame=frame("unit.slips")), 409
    calls = [one for one in help_lines("students") if one.tel][:2]
    printed = roster_pages.slips([members[one] for one in chosen], codes, units_below(g.unit.path))
    return page("teaching/slips.html", frame=frame("unit.slips"), slips=printed, site=request.host_url, calls=calls)


def frame(action: str) -> Frame:
    """Where this page stands."""
    return unit_frames.frame(g.unit, units_above(g.unit.path), known_identity().grants, action)


def unlisted(found: Frame, unit: int, has_units: bool) -> str | None:
    """Why people are not listed by name here: 'above' an institution, or 'many'; None where they are."""
    if not any(one.institution for one in found.above) and has_institution_below(found.unit.path):
        return "above"
    return "many" if has_units and counted_units([unit])[0].learners > pages.MOST_PEOPLE else None


def assign_page(unit: int, form: AssignmentForm, problems: dict[str, str]) -> str:
    """The form of an assignment, with what was typed and what is wrong with it."""
    zone = current_app.config["SETTINGS"].zone
    return page(
        "teaching/assign.html",
        frame=frame("unit.assign"),
        form=form,
        problems=problems,
        error_lines=[{"target": name, "text": text} for name, text in problems.items()],
        courses=assignment_pages.course_choices(shelf(), form.what.data or ""),
        standing=assignment_pages.standing(assignments_for(g.unit.path, current_cycle(g.now, zone)), shelf(), unit),
        today=g.now.astimezone(zone).date().isoformat(),
        learners=counted_units([unit])[0].learners,
        done=request.args.get("done", ""),
    )


def import_page(unit: int, form: ClassListForm, problem: str) -> str:
    """The form for a class list; what was pasted stays."""
    return page(
        "teaching/import.html",
        frame=frame("unit.import"),
        unit=unit,
        pasted=roster_pages.pasted_again(form),
        problem=problem,
        done=request.args.get("done", ""),
        most_rows=MOST_ROWS,
    )


def planned(unit: int, read: ClassListFile) -> Plan:
    """What the list would do now."""
    identity = known_identity()
    return people.planned(unit, parse_rows(read.cells), actor=identity.account, by=identity.grants)


def preview_page(unit: int, read: ClassListFile, made: Plan) -> Answer:
    """The plan, row by row; with refusals, the rows once more to be mended."""
    shown = roster_pages.preview(read, made, units_below(g.unit.path))
    answer = page("teaching/import_preview.html", frame=frame("unit.import"), unit=unit, preview=shown)
    return (answer, 422) if made.refusals else answer


def slips_page(unit: int, chosen: frozenset[int] = frozenset(), problem: str = "") -> str:
    """The choice of learners: ticked are the chosen, and the new, the unused or all where the address picks them."""
    found = frame("unit.slips")
    below = counted_below(unit)
    if (reason := unlisted(found, unit, bool(below))) is not None:
        return page("teaching/units.html", frame=found, below=below, reason=reason, done="")
    record_view(known_identity().account, unit, "teaching.slips_form", g.now)
    members: list[Member] = members_below(found.unit.path)
    staff = holders_of_roles([one.learner for one in members], g.now)
    members = [one for one in members if one.learner not in staff]
    pick = request.args.get("pick", "")
    if pick == "new":
        chosen |= without_password(one.learner for one in members)
    elif pick in {"unused", "all"}:
        chosen |= {one.learner for one in members if pick == "all" or not one.has_signed_in}
    lines = roster_pages.slip_choices(members, chosen)
    return page(
        "teaching/slips_form.html",
        frame=found,
        lines=lines,
        chosen=len(chosen),
        slip_key=secrets.token_urlsafe(16),
        problem=problem,
        done=request.args.get("done", ""),
    )
