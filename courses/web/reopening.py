"""Reopening on the web: a teacher looks at how far a learner's attempts got and opens the last one again."""

from dataclasses import dataclass

from flask import Blueprint, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from courses.foundation.errors import NotHere, NotReopened
from courses.foundation.vocabulary import Reopening, ReopenReason
from courses.ledger.completions import Taking
from courses.queries.attempts import Sat, stored_quiz
from courses.queries.members import Member, members_below
from courses.queries.progress import facts
from courses.queries.reopening import tried_attempts
from courses.queries.rosters import has_institution_below
from courses.queries.units import units_above
from courses.rules.reopening import Refused, offer
from courses.rules.standing import Standing, current_cycle, standing_to_reopen
from courses.services.evidence import record_view
from courses.services.reopening import reopen
from courses.web import reopening_pages as pages
from courses.web.analysis_pages import subject
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.policy import rule
from courses.web.presentation import page
from courses.web.shelf import shelf
from courses.web.unit_frames import frame
from courses.web.wording import local

blueprint = Blueprint("reopening", __name__)


@dataclass(frozen=True, slots=True)
class Found:
    """A learner of the unit and where they stand in the module."""

    member: Member
    stand: Standing
    of: str

    @property
    def taking(self) -> Taking:
        """The standing as a service needs it."""
        return Taking(self.member.learner, self.stand.course, self.stand.module, self.stand.cycle)

    @property
    def sat(self) -> Sat:
        """Whose attempts at what."""
        course = self.stand.course
        return Sat(self.member.learner, course.key, self.stand.module.key, self.stand.cycle, course.revision)


@blueprint.get("/teach/<id:unit>/reopen")
@rule("unit.reopen")
def form(unit: int) -> str:
    """How far the attempts got, and what can be done."""
    found = find()
    record_view(known_identity().account, unit, "reopening.form", g.now)
    return show(found, "")


@blueprint.post("/teach/<id:unit>/reopen")
@rule("unit.reopen")
def apply(unit: int) -> Response | tuple[str, int]:
    """Open the last attempt again; a second time is told what stands."""
    found = find()
    sent = request.form
    if sent.get("reason") not in set(ReopenReason) or sent.get("kind") not in set(Reopening):
        return show(found, say("다시 여는 방법과 까닭을 고르세요.")), 422
    try:
        reopen(
            found.taking,
            sent.get("number", 0, type=int),
            Reopening(sent["kind"]),
            ReopenReason(sent["reason"]),
            g.now,
            actor=known_identity().account,
            unit=unit,
        )
    except NotReopened as error:
        return show(found, pages.refusal_text(Refused(str(error.values["reason"])))), 409
    return redirect(url_for("reopening.form", unit=unit, learner=found.member.learner, of=found.of, done="open"), 303)


def find() -> Found:
    """The learner and the module that are asked for. Raises NotHere for anybody of elsewhere and anything else."""
    above = units_above(g.unit.path)
    if not any(one.institution for one in above) and has_institution_below(g.unit.path):
        raise NotHere  # above institutions nobody is named
    learner = request.values.get("learner", 0, type=int)
    member = next((one for one in members_below(g.unit.path) if one.learner == learner), None)
    what = subject(shelf(), request.values.get("of", ""))
    if member is None or what is None:
        raise NotHere
    course, module = what
    zone = current_app.config["SETTINGS"].zone
    stand = standing_to_reopen(course, module, facts(learner, course.key), current_cycle(g.now, zone))
    if stand.due is None:
        raise NotHere
    return Found(member, stand, f"{course.key}/{module.key}")


def show(found: Found, problem: str) -> str:
    """The page, with what was wrong."""
    tries = tried_attempts(found.sat)
    quiz = stored_quiz(tries[-1].quiz_version) if tries else None
    today = found.stand.module.quiz
    offered = offer([one.tried for one in tries], quiz, g.now, today.attempts if today else None)
    return page(
        "teaching/reopen.html",
        frame=frame(g.unit, units_above(g.unit.path), known_identity().grants, "unit.reopen"),
        member=found.member,
        of=found.of,
        module_title=local(found.stand.module.title),
        lines=tuple(pages.line(one, g.now) for one in tries),
        number=tries[-1].tried.number if tries else 0,
        ways=pages.ways(offered, handed_in=bool(tries) and tries[-1].submitted_at is not None),
        reasons=tuple((reason.value, pages.reason_text(reason)) for reason in ReopenReason),
        refused=pages.refusal_text(offered.refused) if offered.refused else "",
        note=pages.refusal_text(offered.no_continuing) if offered.no_continuing else "",
        own=found.member.learner == known_identity().account,
        problem=problem,
        done=request.args.get("done", ""),
    )
