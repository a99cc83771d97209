"""Assessment on the web: before a quiz, its items one by one, and the result."""

from dataclasses import replace

from flask import Blueprint, g, jsonify, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from courses.foundation.errors import (
    AnswerFinal,
    AnswerStale,
    AnswerUnreadable,
    AttemptClosed,
    AttemptReopened,
    AttemptVoid,
    NotHere,
    Refusal,
)
from courses.foundation.vocabulary import FeedbackTime, Reopening
from courses.queries.attempts import Paper, Sat, Sitting, past_attempts, sitting
from courses.queries.reopening import waiting_reopening, why_reopened
from courses.queries.results import at_quiz
from courses.rules.closing import time_is_over
from courses.rules.grading import BadAnswer, tidy_answer
from courses.rules.standing import Standing
from courses.services import assessment
from courses.services.assessment import Answer, Saved
from courses.web import assessment_pages as pages
from courses.web import sheet_pages as sheets
from courses.web.answer_forms import read_answer
from courses.web.answer_words import incomplete_text, is_unreadable, saved_text, shared_text, unreadable_text
from courses.web.errors import wants_json
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.learning import stand, taking
from courses.web.learning_pages import place_url, quiz_url
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.reopening_pages import told
from courses.web.shelf import module_or_404

blueprint = Blueprint("assessment", __name__, url_prefix="/learn/<course>/<module>/quiz")


def sat(found: Standing) -> Sat:
    """Whose attempts at what this request is about."""
    own = taking(found)
    return Sat(own.learner, own.course.key, own.module.key, own.cycle, own.course.revision)


def own_sitting(found: Standing, number: int) -> Sitting:
    """The own attempt of that number. Raises NotHere, AttemptVoid for one that was set aside."""
    if (attempt := sitting(sat(found), number)) is not None:
        return attempt
    raise AttemptVoid if sitting(sat(found), number, set_aside=True) else NotHere


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
    open_now = sitting(sat(found), found.open_attempt) if found.due and found.open_attempt else None
    return page("assessment/start.html", page=pages.start(found, past, reopened, open_now, now=g.now))


@blueprint.post("")
@rule(SIGNED_IN)
def begin(course: str, module: str) -> Response:
    """Open an attempt, or go on with the open one."""
    found = stand(course, module)
    number = assessment.open_attempt(taking(found), g.now)
    return redirect(url_for("assessment.attempt", course=course, module=module, number=number), 303)


@blueprint.get("/<id:number>")
@rule(SIGNED_IN)
def attempt(course: str, module: str, number: int) -> Response | str | tuple[str, int]:
    """One item of an open attempt, the look over all of them, or the result."""
    found = stand(course, module)
    try:
        own = own_sitting(found, number)
    except AttemptVoid:
        return show_set_aside(found, number)
    here = pages.desk(found, own)
    if own.submitted:
        beside = at_quiz(replace(sat(found), revision=own.revision), own.id)
        return page("assessment/result.html", page=pages.result(found, own, beside))
    if "review" in request.args or time_is_over(own.closes_at, g.now):
        return page("assessment/review.html", page=sheets.review(here, own, g.now))
    position = sheets.position(own, request.args.get("item", ""))
    if position is None:
        return redirect(here.item_url(sheets.first_open(here, own)), 303)
    return show_item(found, own, position)


def show_item(
    found: Standing, own: Sitting, position: int, problem: str = "", sent: MultiDict[str, str] | None = None
) -> str:
    """The page of an item: its feedback once its answer is final, else the question, with what was sent where given."""
    given = own.given.get(own.drawn[position - 1].item_id)
    desk = pages.desk(found, own)
    if given is not None and given.final:
        running = sheets.clock(desk, own, g.now)
        return page("assessment/feedback.html", page=pages.feedback(found, own, position, running))
    shown = sheets.item(desk, own, position, g.now, problem=problem, sent=sent)
    return page("assessment/item.html", page=shown)


def show_set_aside(found: Standing, number: int) -> tuple[str, int]:
    """Why the attempt counts no more, how to go on, and what was just sent to it. Raises NotHere."""
    if wants_json():
        raise AttemptVoid(url=quiz_url(found), link=say("확인 문제로"))
    if (own := sitting(sat(found), number, set_aside=True)) is None:
        raise NotHere
    shown = pages.set_aside(found, own, why_reopened(own.id, Reopening.ANEW), sent_answer(own))
    return page("assessment/set_aside.html", page=shown), 410


def sent_answer(own: Sitting) -> tuple[str, str]:
    """The item that the form was for, and the answer in it; '' where it is none."""
    identifier = request.form.get("item", "")
    item, position = own.quiz.item(identifier), sheets.position_of(own, identifier)
    answer = ""
    if item is not None and position is not None:
        try:
            answer = tidy_answer(item, read_answer(item, own.drawn[position - 1], request.form))
        except BadAnswer:
            answer = request.form.get("answer", "") if not item.choices else ""
    return identifier, answer


def show_reopened(course: str, module: str, number: int, error: NotHere) -> Response | tuple[str, int]:
    """What is answered to a page from before its attempt was opened again, to be gone on with; else raises the error.

    Nothing of such a page goes into the attempt unseen: what was answered before stands, and the rest is offered.
    """
    try:
        found = stand(course, module)
        own = sitting(sat(found), number)
    except (Forbidden, NotHere):
        raise error from None  # whoever may not learn here is told no more than before
    key = request.form.get("submit_key", "")
    why = why_reopened(own.id, Reopening.CONTINUE) if own is not None and key != own.submit_key else None
    if own is None or why is None:
        raise error
    position = sheets.position_of(own, request.form.get("item", ""))
    desk = pages.desk(found, own)
    if wants_json():
        raise AttemptReopened(url=desk.item_url(position or 1), link=say("다시 열린 풀이로"))
    if own.submitted:
        return redirect(desk.url, 303)
    given = own.given.get(own.drawn[position - 1].item_id) if position else None
    if position and not (given and given.final):
        again = say("아래의 답은 아직 저장하지 않았습니다. 저장하시려면 아래 단추를 한 번 더 누르세요.")
        return show_item(found, own, position, f"{told(why)} {again}", request.form), 409
    shown = pages.set_aside(found, own, why, sent_answer(own), goes_on=True)
    return page("assessment/set_aside.html", page=shown), 409


@blueprint.post("/<id:number>")
@rule(SIGNED_IN)
def answer(course: str, module: str, number: int) -> Response | str | tuple[str, int]:
    """Keep an answer; check it where feedback is immediate; go where the button says."""
    go = "" if wants_json() else request.form.get("go", "next")
    try:
        saved = save(course, module, number, request.form, final=go == "check")
    except (AttemptClosed, AttemptVoid, AnswerFinal, AnswerStale, AnswerUnreadable, NotHere) as error:
        return _refused(course, module, number, error)
    if wants_json():
        identifier, seq = request.form.get("item", ""), sheets.sequence(request.form.get("seq", ""))
        return jsonify(sheets.saved_reply(saved, identifier, request.form, seq, g.now))
    return _onward(course, module, number, saved, go)


def save(course: str, module: str, number: int, form: MultiDict[str, str], *, final: bool = False) -> Saved:
    """Save the answer that the form holds. Raises what `assessment.save_answer` does."""
    seq = sheets.sequence(form.get("seq", ""))
    sent = Answer(form.get("item", ""), lambda item, drawn: read_answer(item, drawn, form), seq)
    return assessment.save_answer(paper_of(course, module, number, form), sent, g.now, final=final)


def save_kept(form: MultiDict[str, str], course: str, module: str, number: int) -> str:
    """Save the answer of a form that was kept through the log-in; the address of its item, '' where it is not whole."""
    identifier = form.get("item", "")
    saved = save(course, module, number, form)
    position = next(place for place, one in enumerate(saved.drawn, 1) if one.item_id == identifier)
    here = url_for("assessment.attempt", course=course, module=module, number=number)
    return "" if shared_text(saved, identifier, form) else f"{here}?item={position}"


@blueprint.post("/<id:number>/submit")
@rule(SIGNED_IN)
def submit(course: str, module: str, number: int) -> Response | tuple[str, int]:
    """Hand in; a second time shows the same result."""
    found_course, found_module = module_or_404(course, module)
    key = request.form.get("submit_key", "")
    paper = Paper(known_identity().account, found_course.key, found_module.key, number, key)
    try:
        assessment.submit_attempt(paper, found_course, found_module, g.now)
    except AttemptVoid:
        return show_set_aside(stand(course, module), number)
    except NotHere as error:
        return show_reopened(course, module, number, error)
    return redirect(url_for("assessment.attempt", course=course, module=module, number=number), 303)


def paper_of(course: str, module: str, number: int, form: MultiDict[str, str]) -> Paper:
    """The attempt that the form was made for; a form that does not say it means the one of that number now.

    Raises NotHere, AttemptVoid.
    """
    found_course, found_module = module_or_404(course, module)
    key = form.get("submit_key") or own_sitting(stand(course, module), number).submit_key
    return Paper(known_identity().account, found_course.key, found_module.key, number, key)


def show_again(course: str, module: str, number: int, problem: str, sent: MultiDict[str, str] | None = None) -> str:
    """The page of the item that was sent, with what is wrong with it, and what was sent where that is not kept."""
    found = stand(course, module)
    own = own_sitting(found, number)
    position = sheets.position_of(own, request.form.get("item", ""))
    if position is None:
        raise NotHere
    return show_item(found, own, position, problem, sent)


def _refused(course: str, module: str, number: int, error: Refusal) -> Response | tuple[str, int]:
    """What is answered to an answer that was not taken: a script is told why and where to go on."""
    if isinstance(error, AttemptVoid):
        return show_set_aside(stand(course, module), number)
    if isinstance(error, NotHere):
        return show_reopened(course, module, number, error)
    if isinstance(error, AnswerStale):
        return _overtaken(course, module, number)
    if wants_json():
        if isinstance(error, AttemptClosed):
            here = url_for("assessment.attempt", course=course, module=module, number=number)
            error.values.update(url=here, link=say("결과 보기"))
        raise error
    if isinstance(error, AnswerUnreadable):
        return show_again(course, module, number, unreadable_text(error), request.form), 422
    found = stand(course, module)
    own = own_sitting(found, number)
    position = sheets.position_of(own, request.form.get("item", ""))
    return redirect(pages.desk(found, own).item_url(position or 1), 303)


def _overtaken(course: str, module: str, number: int) -> Response | tuple[str, int]:
    """Another page saved an answer meanwhile: it stays, and this page may still decide otherwise."""
    found = stand(course, module)
    own = own_sitting(found, number)
    position = sheets.position_of(own, request.form.get("item", "")) or 1
    if wants_json():
        reply = jsonify(sheets.stale_reply(pages.desk(found, own), own, position))
        reply.status_code = 409
        return reply
    return show_item(found, own, position, sheets.stale_problem(own, position), request.form), 409


def _problem(saved: Saved, identifier: str, go: str) -> str:
    """What keeps somebody at an item whose answer was saved.

    Several steps were put at one place, it cannot be checked yet, or is no number.
    """
    one, given = saved.quiz.item(identifier), saved.given.get(identifier)
    if go == "check" and given is not None and given.final:
        return ""
    said = saved_text(saved, identifier, request.form)
    if shared_text(saved, identifier, request.form):
        return said
    if go == "check":
        return said if given is not None and not saved.kept else incomplete_text(one)
    unreadable = saved.kept and one is not None and given is not None and is_unreadable(one, given.answer)
    return said if unreadable and go != "previous" else ""


def _onward(course: str, module: str, number: int, saved: Saved, go: str) -> Response | tuple[str, int]:
    here = url_for("assessment.attempt", course=course, module=module, number=number)
    identifier, total = request.form.get("item", ""), len(saved.drawn)
    position = next(place for place, one in enumerate(saved.drawn, 1) if one.item_id == identifier)
    immediate = saved.quiz.feedback is FeedbackTime.IMMEDIATE
    if problem := _problem(saved, identifier, go):
        return show_again(course, module, number, problem, request.form if saved.kept else None), 422
    if go == "check":
        return redirect(f"{here}?item={position}#fb", 303)
    if go == "previous":
        return redirect(f"{here}?item={max(1, position - 1)}", 303)
    if go == "stay":
        return redirect(f"{here}?item={position}", 303)
    if go == "review" or position == total:
        return redirect(f"{here}?review=1", 303)
    return redirect(f"{here}?item={position if immediate else position + 1}", 303)
