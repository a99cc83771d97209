"""Sittings that count nowhere, on the web: knowledge items around a course, and recalling a module."""

from dataclasses import dataclass

from flask import Blueprint, current_app, g, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from courses.catalog.structure import Course, Module
from courses.foundation.errors import AnswerFinal, AnswerStale, AttemptClosed, NotHere
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.ledger.completions import Taking
from courses.queries.attempts import Paper, Sat, Sitting, sitting
from courses.queries.progress import facts
from courses.queries.side_attempts import SideAttempt, measured, recalled, side_attempts
from courses.rules.measuring import offered
from courses.rules.retrieval import QUESTIONS, open_round
from courses.services import assessment
from courses.services.assessment import Answer
from courses.services.measuring import begin_measuring
from courses.services.retrieval import begin_recall
from courses.web import sheet_pages as sheets
from courses.web import side_pages as pages
from courses.web.answer_forms import read_answer
from courses.web.assessment_views import FeedbackPage
from courses.web.errors import wants_json
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.sheet_pages import Desk
from courses.web.shelf import course_or_404, module_or_404
from courses.web.wording import local

blueprint = Blueprint("sittings", __name__, url_prefix="/learn/<course>")
MEASURE = "/quiz/<kind>"
RECALL = "/<module>/quiz/recall"


@dataclass(frozen=True, slots=True)
class Side:
    """What the address means for the one who asks; `attempt` is theirs, None before they begin."""

    kind: AttemptKind
    course: Course
    module: Module | None
    cycle: str
    attempt: SideAttempt | None
    questions: int

    @property
    def url(self) -> str:
        """The address of the page before and after."""
        if self.module is not None:
            return url_for("sittings.recall", course=self.course.slug, module=self.module.slug)
        return pages.measuring_url(self.course, self.kind)

    @property
    def title(self) -> str:
        """The title of what is asked about."""
        return local((self.module or self.course).title)

    @property
    def desk(self) -> Desk:
        """Where the learner sits."""
        mode = "immediate" if self.kind is AttemptKind.RECALL else "on-submit"
        return Desk(self.title, pages.heading(self.kind), f"{self.url}/sit", mode, counted=False)


def find(course: str, kind: str, module: str = "") -> Side:
    """What is asked for, offered now or answered before. Raises NotHere for everything else."""
    account = known_identity().account
    taken = side_attempts(account)
    if kind == AttemptKind.RECALL:
        return _recall(*module_or_404(course, module), taken)
    found = course_or_404(course)
    if kind not in pages.KINDS:
        raise NotHere
    settings, wanted = current_app.config["SETTINGS"], AttemptKind(kind)
    now = offered(found, facts(account, found.key), measured(taken, found.key), g.now, settings.follow_up_days)
    own = [one for one in taken if (one.course, one.kind) == (found.key, wanted)]
    quiz = found.survey.quiz(wanted) if found.survey else None
    if now is not None and now.kind is wanted and quiz is not None:
        attempt = pages.latest(one for one in own if one.cycle == now.cycle)
        return Side(wanted, found, None, now.cycle, attempt, len(quiz.items))
    last = pages.latest(one for one in own if one.state == AttemptState.SUBMITTED)
    if last is None:
        raise NotHere
    return Side(wanted, found, None, last.cycle, last, len(last.items))


def _recall(course: Course, module: Module, taken: list[SideAttempt]) -> Side:
    known = facts(known_identity().account, course.key)
    done = next((one for _, one in pages.completed_modules({"": course}, known) if one.module == module.key), None)
    if done is None or module.quiz is None or pages.quiz_is_open(known, course, module.key):
        raise NotHere
    rounds = recalled(taken, course.key, module.key, done.cycle)
    number = open_round(done.at, g.now, {one.number for one in rounds if one.ended})
    if number is None:
        last = pages.latest(one for one in rounds if one.state == AttemptState.SUBMITTED)
        if last is None:
            raise NotHere
        return Side(AttemptKind.RECALL, course, module, done.cycle, last, len(last.items))
    attempt = next((one for one in rounds if one.number == number), None)
    return Side(AttemptKind.RECALL, course, module, done.cycle, attempt, min(QUESTIONS, len(module.quiz.items)))


def seated(side: Side) -> Sitting:
    """The attempt with its answers. Raises NotHere before it was begun."""
    if side.attempt is None:
        raise NotHere
    one = side.attempt
    own = sitting(Sat(known_identity().account, one.course, one.module, one.cycle, one.revision, one.kind), one.number)
    if own is None:
        raise NotHere
    return own


@blueprint.get(MEASURE)
@rule(SIGNED_IN)
def measure(course: str, kind: str) -> str:
    """Before or after knowledge items."""
    return show(find(course, kind))


@blueprint.get(RECALL)
@rule(SIGNED_IN)
def recall(course: str, module: str) -> str:
    """Before or after recalling."""
    return show(find(course, AttemptKind.RECALL, module))


@blueprint.post(MEASURE)
@blueprint.post(RECALL)
@rule(SIGNED_IN)
def begin(course: str, kind: str = AttemptKind.RECALL, module: str = "") -> Response:
    """Begin, go on, or say that it is not wanted."""
    side, skip = find(course, kind, module), request.form.get("go") == "skip"
    account = known_identity().account
    if side.module is not None:
        begin_recall(Taking(account, side.course, side.module, side.cycle), g.now, skip=skip)
    else:
        days = current_app.config["SETTINGS"].follow_up_days
        begin_measuring(account, side.course, side.kind, g.now, days=days, skip=skip)
    return redirect(url_for("learning.home") if skip else side.desk.url, 303)


@blueprint.get(f"{MEASURE}/sit")
@blueprint.get(f"{RECALL}/sit")
@rule(SIGNED_IN)
def sit(course: str, kind: str = AttemptKind.RECALL, module: str = "") -> Response | str:
    """One item, or the look over all of them."""
    side = find(course, kind, module)
    own = seated(side)
    if own.submitted:
        return redirect(side.url, 303)
    if "review" in request.args:
        return page("assessment/review.html", page=sheets.review(side.desk, own, g.now))
    position = sheets.position(own, request.args.get("item", ""))
    if position is None:
        return redirect(side.desk.item_url(sheets.first_open(side.desk, own)), 303)
    return show_item(side, own, position)


@blueprint.post(f"{MEASURE}/sit")
@blueprint.post(f"{RECALL}/sit")
@rule(SIGNED_IN)
def answer(course: str, kind: str = AttemptKind.RECALL, module: str = "") -> Response | tuple[str, int]:
    """Keep an answer; where feedback comes at once, check it."""
    side = find(course, kind, module)
    own = seated(side)
    go = "" if wants_json() else request.form.get("go", "next")
    identifier, seq = request.form.get("item", ""), sheets.sequence(request.form.get("seq", ""))
    position = sheets.position_of(own, identifier)
    if position is None:
        raise NotHere
    sent = Answer(identifier, lambda item, drawn: read_answer(item, drawn, request.form), seq)
    try:
        saved = assessment.save_answer(paper_of(side, own), sent, g.now, final=go == "check")
    except (AttemptClosed, AnswerFinal, AnswerStale):
        if wants_json():
            raise
        return redirect(side.desk.item_url(position), 303)
    if wants_json():
        label = say("%(saved)s/%(total)s 저장", saved=len(saved.given), total=len(saved.drawn))
        return jsonify(saved=True, seq=seq, blank=not saved.kept, label=label)
    given = saved.given.get(identifier)
    if go == "check" and (given is None or not given.final):
        problem = say("답을 고르신 다음 확인해 주세요.")
        return show_item(side, seated(side), position, problem), 422
    return redirect(sheets.onward_url(side.desk, len(own.drawn), position, go), 303)


@blueprint.post(f"{MEASURE}/sit/submit")
@blueprint.post(f"{RECALL}/sit/submit")
@rule(SIGNED_IN)
def submit(course: str, kind: str = AttemptKind.RECALL, module: str = "") -> Response:
    """Finish; a second time shows the same page."""
    side = find(course, kind, module)
    paper = paper_of(side, seated(side), request.form.get("submit_key", ""))
    assessment.submit_attempt(paper, side.course, None, g.now)
    return redirect(side.url, 303)


def paper_of(side: Side, own: Sitting, key: str | None = None) -> Paper:
    """The attempt that a form was made for; one that does not say it means the learner's own."""
    module = side.module.key if side.module else ""
    sent = request.form.get("submit_key") or own.submit_key if key is None else key
    return Paper(known_identity().account, side.course.key, module, own.number, sent)


def show(side: Side) -> str:
    """The page before, or after."""
    ended = side.attempt is not None and side.attempt.state == AttemptState.SUBMITTED
    items: tuple[FeedbackPage, ...] = ()
    if ended and side.kind is AttemptKind.FOLLOW_UP:
        own = seated(side)
        items = tuple(
            sheets.feedback(side.desk, own, position, show_key=True) for position in range(1, len(own.drawn) + 1)
        )
    shown = pages.SidePage(
        heading=pages.heading(side.kind),
        title=side.title,
        lines=pages.after_lines(side.kind) if ended else pages.before_lines(side.kind),
        questions=side.questions,
        begin_url=side.url,
        begun=side.attempt is not None,
        ended=ended,
        items=items,
    )
    return page("sittings/side.html", page=shown)


def show_item(side: Side, own: Sitting, position: int, problem: str = "") -> str:
    """The page of an item: its feedback once its answer is final, else the question."""
    given = own.given.get(own.drawn[position - 1].item_id)
    if given is not None and given.final:
        return page("assessment/feedback.html", page=sheets.feedback(side.desk, own, position, show_key=True))
    return page("assessment/item.html", page=sheets.item(side.desk, own, position, g.now, problem=problem))
