"""Assessment on the web: before a quiz, its items one by one, and the result."""

from flask import Blueprint, g, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from courses.foundation.errors import AnswerFinal, AnswerStale, AttemptClosed, NotHere, Refusal
from courses.foundation.vocabulary import FeedbackTime, ItemType
from courses.queries.attempts import Paper, Sat, Sitting, past_attempts, sitting
from courses.queries.reopening import waiting_reopening
from courses.rules.closing import time_is_over
from courses.rules.standing import Standing
from courses.services import assessment
from courses.services.assessment import Answer, Saved
from courses.web import assessment_pages as pages
from courses.web import sheet_pages as sheets
from courses.web.answer_forms import read_answer
from courses.web.errors import sentences, wants_json
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.learning import stand, taking
from courses.web.learning_pages import place_url
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.reopening_pages import told
from courses.web.shelf import module_or_404

blueprint = Blueprint("assessment", __name__, url_prefix="/learn/<course>/<module>/quiz")


def sat(found: Standing) -> Sat:
    """Whose attempts at what this request is about."""
    own = taking(found)
    return Sat(own.learner, own.course.key, own.module.key, own.cycle, own.course.revision)


def sitting_or_404(found: Standing, number: int) -> Sitting:
    """The own attempt of that number. Raises NotHere."""
    if (attempt := sitting(sat(found), number)) is None:
        raise NotHere
    return attempt


@blueprint.get("")
@rule(SIGNED_IN)
def start(course: str, module: str) -> Response | str:
    """What awaits, and what was tried so far."""
    found = stand(course, module)
    if found.module.quiz is None:
        raise NotHere
    if found.place is not None and found.place.lesson and not known_identity().is_staff:
        return redirect(place_url(found), 303)
    past = past_attempts(sat(found)) if found.due else []
    reopened = told(waiting_reopening(sat(found)) if found.due else None)
    return page("assessment/start.html", page=pages.start(found, past, reopened))


@blueprint.post("")
@rule(SIGNED_IN)
def begin(course: str, module: str) -> Response:
    """Open an attempt, or go on with the open one."""
    found = stand(course, module)
    number = assessment.open_attempt(taking(found), g.now)
    return redirect(url_for("assessment.attempt", course=course, module=module, number=number), 303)


@blueprint.get("/<id:number>")
@rule(SIGNED_IN)
def attempt(course: str, module: str, number: int) -> Response | str:
    """One item of an open attempt, the look over all of them, or the result."""
    found = stand(course, module)
    own = sitting_or_404(found, number)
    here = pages.desk(found, own)
    if own.submitted:
        return page("assessment/result.html", page=pages.result(found, own))
    if "review" in request.args or time_is_over(own.closes_at, g.now):
        return page("assessment/review.html", page=sheets.review(here, own, g.now))
    position = sheets.position(own, request.args.get("item", ""))
    if position is None:
        return redirect(here.item_url(sheets.first_open(here, own)), 303)
    return show_item(found, own, position)


def show_item(found: Standing, own: Sitting, position: int, problem: str = "") -> str:
    """The page of an item: its feedback once its answer is final, else the question."""
    given = own.given.get(own.drawn[position - 1].item_id)
    if given is not None and given.final:
        return page("assessment/feedback.html", page=pages.feedback(found, own, position))
    return page("assessment/item.html", page=sheets.item(pages.desk(found, own), own, position, g.now, problem=problem))


@blueprint.post("/<id:number>")
@rule(SIGNED_IN)
def answer(course: str, module: str, number: int) -> Response | str | tuple[str, int]:
    """Keep an answer; check it where feedback is immediate; go where the button says."""
    go = "" if wants_json() else request.form.get("go", "next")
    identifier, seq = request.form.get("item", ""), sheets.sequence(request.form.get("seq", ""))
    paper = paper_of(course, module, number)
    sent = Answer(identifier, lambda item, drawn: read_answer(item, drawn, request.form), seq)
    try:
        saved = assessment.save_answer(paper, sent, g.now, final=go == "check")
    except (AttemptClosed, AnswerFinal):
        if wants_json():
            raise
        found = stand(course, module)
        own = sitting_or_404(found, number)
        return redirect(pages.desk(found, own).item_url(sheets.position_of(own, identifier) or 1), 303)
    except AnswerStale as error:
        if wants_json():
            raise
        return show_again(course, module, number, _stale_text(error)), 409
    if wants_json():
        label = say("%(saved)s/%(total)s 저장", saved=len(saved.given), total=len(saved.drawn))
        return jsonify(saved=True, seq=seq, blank=not saved.kept, label=label)
    return _onward(course, module, number, saved, go)


@blueprint.post("/<id:number>/submit")
@rule(SIGNED_IN)
def submit(course: str, module: str, number: int) -> Response:
    """Hand in; a second time shows the same result."""
    found_course, found_module = module_or_404(course, module)
    key = request.form.get("submit_key", "")
    paper = Paper(known_identity().account, found_course.key, found_module.key, number, key)
    assessment.submit_attempt(paper, found_course, found_module, g.now)
    return redirect(url_for("assessment.attempt", course=course, module=module, number=number), 303)


def paper_of(course: str, module: str, number: int) -> Paper:
    """The attempt that the form was made for; a form that does not say it means the one of that number now.

    Raises NotHere.
    """
    found_course, found_module = module_or_404(course, module)
    key = request.form.get("submit_key") or sitting_or_404(stand(course, module), number).submit_key
    return Paper(known_identity().account, found_course.key, found_module.key, number, key)


def show_again(course: str, module: str, number: int, problem: str) -> str:
    """The page of the item that was sent, with what is wrong with it."""
    found = stand(course, module)
    own = sitting_or_404(found, number)
    position = sheets.position_of(own, request.form.get("item", ""))
    if position is None:
        raise NotHere
    return show_item(found, own, position, problem)


def _stale_text(error: Refusal) -> str:
    heading, text = sentences(error)
    return f"{heading}. {text}"


def _incomplete(kind: ItemType | None) -> str:
    if kind is ItemType.ORDERING:
        return say("순서가 비었거나 겹친 곳이 있습니다. 내용마다 다른 순서를 고르신 다음 확인해 주세요.")
    if kind is ItemType.MATCHING:
        return say("아직 고르지 않은 줄이 있습니다. 줄마다 하나씩 고르신 다음 확인해 주세요.")
    if kind is ItemType.NUMBER:
        return say("숫자로 읽을 수 있는 답을 입력하신 다음 확인해 주세요.")
    return say("답을 고르신 다음 확인해 주세요.")


def _onward(course: str, module: str, number: int, saved: Saved, go: str) -> Response | tuple[str, int]:
    here = url_for("assessment.attempt", course=course, module=module, number=number)
    identifier, total = request.form.get("item", ""), len(saved.drawn)
    position = next(place for place, one in enumerate(saved.drawn, 1) if one.item_id == identifier)
    immediate = saved.quiz.feedback is FeedbackTime.IMMEDIATE
    given = saved.given.get(identifier)
    if go == "check":
        if given is None or not given.final:
            item = saved.quiz.item(identifier)
            return show_again(course, module, number, _incomplete(item.type if item else None)), 422
        return redirect(f"{here}?item={position}#fb", 303)
    if go == "previous":
        return redirect(f"{here}?item={max(1, position - 1)}", 303)
    if go == "review" or position == total:
        return redirect(f"{here}?review=1", 303)
    return redirect(f"{here}?item={position if immediate else position + 1}", 303)
