"""Sittings that count nowhere, on the web: knowledge items around a course, and recalling a module.

Whatever became of one's own sitting meanwhile, its pages lead to one that says so: nobody who followed a link that was
theirs meets a page that is not there.
"""

from flask import Blueprint, current_app, g, jsonify, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from courses.foundation.errors import (
    AnswerFinal,
    AnswerStale,
    AnswerUnreadable,
    AttemptClosed,
    AttemptVoid,
    NotHere,
    Refusal,
)
from courses.foundation.vocabulary import AttemptKind
from courses.queries.attempts import Paper, Sitting
from courses.rules.feedback import uncounted
from courses.services import assessment
from courses.services.assessment import Saved
from courses.services.measuring import begin_measuring
from courses.services.retrieval import begin_recall
from courses.web import sheet_pages as sheets
from courses.web import side_pages as pages
from courses.web.answer_forms import sent_answer
from courses.web.answer_words import (
    away_lines,
    incomplete_text,
    leaves_unreadable,
    saved_text,
    shared_text,
    unreadable_text,
)
from courses.web.assessment_views import NOTHING, FeedbackPage
from courses.web.errors import wants_json
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.late_answers import Late, is_lost, lost_answer, told_late, too_late
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.side_desks import Side, find, quiz_url, seated
from courses.web.side_pages import Stop

blueprint = Blueprint("sittings", __name__, url_prefix="/learn/<course>")
MEASURE = "/quiz/<kind>"
RECALL = "/<module>/quiz/recall"


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
    """Begin, go on, or say that it is not wanted (any more)."""
    side, skip = find(course, kind, module), request.form.get("go") == "skip"
    if side.stop is not None and not (skip and side.may_skip):
        return redirect(side.url, 303)
    account, settings = known_identity().account, current_app.config["SETTINGS"]
    try:
        if side.module is not None:
            begin_recall(account, side.course, side.module, g.now, settings.zone, skip=skip)
        else:
            begin_measuring(account, side.course, side.kind, g.now, days=settings.follow_up_days, skip=skip)
    except NotHere:
        return redirect(side.url, 303)
    return redirect(url_for("learning.home") if skip else side.desk.url, 303)


@blueprint.get(f"{MEASURE}/sit")
@blueprint.get(f"{RECALL}/sit")
@rule(SIGNED_IN)
def sit(course: str, kind: str = AttemptKind.RECALL, module: str = "") -> Response | str:
    """One item, or the look over all of them."""
    side = find(course, kind, module)
    own = seated(side)
    if own is None or own.submitted or side.stop is not None:
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
    """Keep an answer; where feedback comes at once, check it, unless an open quiz asks for the same."""
    try:
        side = find(course, kind, module)
    except NotHere:
        return away(kind)
    own = seated(side)
    if own is None or is_of_another(own) or side.stop not in {None, Stop.WAITS}:
        return refused(side)
    position = sheets.position_of(own, request.form.get("item", ""))
    if position is None:
        raise NotHere
    go = "" if wants_json() or side.stop is Stop.WAITS else request.form.get("go", "next")
    try:
        return keep(side, own, position, go)
    except (AttemptVoid, AnswerStale, AttemptClosed, AnswerFinal) as error:
        return not_kept(find(course, kind, module), position, error)


def not_kept(side: Side, position: int, error: Refusal) -> Response | tuple[str, int]:
    """What is answered to an answer that was not taken: why, and what was sent. Raises the error for a script."""
    own = seated(side)
    if own is None or isinstance(error, AttemptVoid):
        return refused(side)
    if isinstance(error, AnswerStale):
        return overtaken(side, own, position)
    if wants_json():
        raise told_late(error, own)
    if isinstance(error, AttemptClosed):
        return refused(side)
    if is_lost(own):
        return show_item(side, own, position, sent=request.form), 409
    return redirect(side.desk.item_url(position), 303)


def keep(side: Side, own: Sitting, position: int, go: str) -> Response | tuple[str, int]:
    """Save what was sent for the item at that position, and go where the button says.

    Raises what `assessment.save_answer` does, except AnswerUnreadable from a form.
    """
    identifier = own.drawn[position - 1].item_id
    try:
        saved = save(side, own, request.form, final=go == "check")
    except AnswerUnreadable as error:
        if not go:
            raise
        return show_item(side, own, position, unreadable_text(error), request.form), 422
    if wants_json():
        return jsonify(sheets.saved_reply(saved, identifier, request.form, g.now))
    if not go:
        return redirect(side.url, 303)
    given = saved.given.get(identifier)
    if shared_text(saved, identifier, request.form) or leaves_unreadable(saved, identifier, go):
        said = saved_text(saved, identifier, request.form)
        return show_item(side, seated(side) or own, position, said, request.form), 422
    if go == "check" and (given is None or not given.final):
        said, sent = incomplete_text(saved.quiz.item(identifier)), request.form if saved.kept else None
        return show_item(side, seated(side) or own, position, said, sent), 422
    return redirect(sheets.onward_url(side.desk, len(own.drawn), position, go), 303)


def save(side: Side, own: Sitting, form: MultiDict[str, str], *, final: bool = False) -> Saved:
    """Save the answer that the form holds. Raises what `assessment.save_answer` does."""
    return assessment.save_answer(paper_of(side, own), sent_answer(form), g.now, final=final)


def save_kept(form: MultiDict[str, str], course: str, kind: str = AttemptKind.RECALL, module: str = "") -> str:
    """Save the answer of a form that was kept through the log-in; the address of its item, '' where more is to say."""
    side = find(course, kind, module)
    own = seated(side)
    if own is None or form.get("submit_key") != own.submit_key or side.stop is not None:
        return ""
    saved = save(side, own, form)
    position = sheets.position_of(own, form.get("item", "")) or 1
    return "" if shared_text(saved, form.get("item", ""), form) else side.desk.item_url(position)


def overtaken(side: Side, own: Sitting, position: int) -> Response | tuple[str, int]:
    """Another page saved an answer meanwhile: it stays, and this page may still decide otherwise."""
    if wants_json():
        reply = jsonify(sheets.stale_reply(side.desk, own, position))
        reply.status_code = 409
        return reply
    return show_item(side, own, position, sheets.stale_problem(own, position), request.form), 409


@blueprint.post(f"{MEASURE}/sit/submit")
@blueprint.post(f"{RECALL}/sit/submit")
@rule(SIGNED_IN)
def submit(course: str, kind: str = AttemptKind.RECALL, module: str = "") -> Response:
    """Finish; a second time shows the same page."""
    side = find(course, kind, module)
    own = seated(side)
    if own is not None and side.stop is None and request.form.get("submit_key") == own.submit_key:
        try:
            assessment.submit_attempt(paper_of(side, own), side.course, None, g.now)
        except AttemptVoid:
            return redirect(side.url, 303)
    return redirect(side.url, 303)


def refused(side: Side) -> Response | tuple[str, int]:
    """What was sent belongs to something that is over: the page says so, and shows an answer that is lost."""
    if not wants_json():
        lost = too_late()
        return (show(side, lost), 409) if lost else redirect(side.url, 303)
    message = say("이 물음은 닫혀서 저장하지 않았습니다. 쓰신 답이 필요하시면 복사해 두세요.")
    reply = jsonify(saved=False, code="sitting_over", message=message, url=side.url, link=say("까닭 보기"))
    reply.status_code = 409
    return reply


def away(kind: str) -> tuple[str, int]:
    """What was sent is of a course that is not there just now: shown back where it is lost. Raises NotHere."""
    lost = None if wants_json() else too_late()
    if lost is None or kind not in {*pages.KINDS, AttemptKind.RECALL}:
        raise NotHere
    shown = pages.SidePage(
        heading=pages.heading(AttemptKind(kind)),
        title=say("지금은 이 교육을 열 수 없습니다"),
        lines=away_lines(),
        questions=0,
        begin_url="",
        begun=True,
        may_begin=False,
        may_skip=False,
        question=lost.question,
        answer=lost.answer,
        later=lost.later,
    )
    return page("sittings/side.html", page=shown), 404


def is_of_another(own: Sitting) -> bool:
    """Whether the form was made for another attempt, as one of a round that is over; a form need not say it."""
    return request.form.get("submit_key", own.submit_key) != own.submit_key


def paper_of(side: Side, own: Sitting) -> Paper:
    """The attempt as its pages name it."""
    module = side.module.key if side.module else ""
    return Paper(known_identity().account, side.course.key, module, own.number, own.submit_key)


def show(side: Side, lost: Late | None = None) -> str:
    """The page before, or after, or why there is nothing to answer; `lost` came too late to be kept."""
    items: tuple[FeedbackPage, ...] = ()
    lines = pages.after_lines(side.kind) if side.submitted else pages.before_lines(side.kind)
    begun = side.attempt is not None
    if side.stop is not None:
        lines = pages.stop_lines(side.kind, side.stop, begun=begun)
    elif lost and side.submitted:
        lines = pages.late_lines()
    elif side.kind is AttemptKind.FOLLOW_UP and side.hides_keys:
        lines = (*lines, say("같은 물음이 다시 열려 있는 동안에는 풀이를 보여 드리지 않습니다."))
    elif side.kind is AttemptKind.FOLLOW_UP and side.submitted and (own := seated(side)) is not None:
        places = range(1, len(own.drawn) + 1)
        items = tuple(sheets.feedback(side.desk, own, position, uncounted(own.quiz)) for position in places)
    shown = pages.SidePage(
        heading=pages.heading(side.kind),
        title=side.title,
        lines=lines,
        questions=0 if side.submitted else side.questions,
        begin_url=side.url,
        begun=begun,
        may_begin=side.stop is None and not side.submitted,
        may_skip=side.may_skip,
        quiz_url=quiz_url(side),
        items=items,
        question=lost.question if lost else NOTHING,
        answer=lost.answer if lost else NOTHING,
    )
    return page("sittings/side.html", page=shown)


def show_item(
    side: Side, own: Sitting, position: int, problem: str = "", sent: MultiDict[str, str] | None = None
) -> str:
    """The page of an item: its feedback once its answer is final, else the question."""
    given = own.given.get(own.drawn[position - 1].item_id)
    if given is not None and given.final:
        shown = sheets.feedback(side.desk, own, position, uncounted(own.quiz))
        return page("assessment/feedback.html", page=shown, late=lost_answer(own) if sent else None)
    return page("assessment/item.html", page=sheets.item(side.desk, own, position, g.now, problem=problem, sent=sent))
