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
    AttemptVoid,
    NotHere,
)
from courses.foundation.vocabulary import FeedbackTime, Publishing
from courses.queries.attempts import Paper, Sitting, last_number, past_attempts, sitting
from courses.queries.reopening import waiting_reopening
from courses.queries.results import at_quiz
from courses.rules.closing import time_is_over
from courses.rules.standing import Standing
from courses.services import assessment
from courses.services.assessment import Saved
from courses.web import assessment_pages as pages
from courses.web import sheet_pages as sheets
from courses.web.answer_forms import sent_answer
from courses.web.answer_words import incomplete_text, leaves_unreadable, saved_text, shared_text
from courses.web.errors import wants_json
from courses.web.identity import known_identity
from courses.web.late_answers import result_of, sent_after_the_end
from courses.web.learning import module_in_hand, stand, taking
from courses.web.learning_pages import place_url
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.refusals import (
    handed_in,
    left_behind,
    own_sitting,
    refused,
    sat,
    show_again,
    show_item,
    show_reopened,
    show_set_aside,
)
from courses.web.reopening_pages import told

blueprint = Blueprint("assessment", __name__, url_prefix="/learn/<course>/<module>/quiz")


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
    after = last_number(sat(found)) if found.due else 0
    return page("assessment/start.html", page=pages.start(found, past, reopened, open_now, after=after, now=g.now))


@blueprint.post("")
@rule(SIGNED_IN)
def begin(course: str, module: str) -> Response:
    """Open an attempt, or go on with the open one; a page that knew less than there is leads to the last one."""
    found = stand(course, module)
    number = assessment.open_attempt(taking(found), g.now, after=request.form.get("after", type=int))
    return redirect(url_for("assessment.attempt", course=course, module=module, number=number), 303)


@blueprint.get("/<id:number>")
@rule(SIGNED_IN)
def attempt(course: str, module: str, number: int) -> Response | str | tuple[str, int]:
    """One item of an open attempt, the look over all of them, or the result."""
    try:
        found = stand(course, module, in_hand=True)
        own = own_sitting(found, number)
    except AttemptVoid:
        return show_set_aside(found, number)
    except (Forbidden, NotHere):
        if result := result_of(course, module, number):
            return redirect(result, 303)
        raise
    here = pages.desk(found, own)
    if own.submitted:
        return _result(found, own)
    if "review" in request.args or time_is_over(own.closes_at, g.now):
        return page("assessment/review.html", page=sheets.review(here, own, g.now))
    position = sheets.position(own, request.args.get("item", ""))
    if position is None:
        return redirect(here.item_url(sheets.first_open(here, own)), 303)
    return show_item(found, own, position)


@blueprint.post("/<id:number>")
@rule(SIGNED_IN)
def answer(course: str, module: str, number: int) -> Response | str | tuple[str, int]:
    """Keep an answer; check it where feedback is immediate; go where the button says."""
    go = "" if wants_json() else request.form.get("go", "next")
    try:
        saved = save(course, module, number, request.form, final=go == "check")
    except (AttemptClosed, AttemptVoid, AnswerFinal, AnswerStale, AnswerUnreadable, NotHere) as error:
        return refused(course, module, number, error)
    if wants_json():
        return jsonify(sheets.saved_reply(saved, request.form.get("item", ""), request.form, g.now))
    return _onward(course, module, number, saved, go)


def save(course: str, module: str, number: int, form: MultiDict[str, str], *, final: bool = False) -> Saved:
    """Save the answer that the form holds. Raises what `assessment.save_answer` does."""
    return assessment.save_answer(paper_of(course, module, number, form), sent_answer(form), g.now, final=final)


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
    try:
        found_course, found_module = module_in_hand(course, module)
    except NotHere:
        return sent_after_the_end(course, module, number)
    key = request.form.get("submit_key", "")
    paper = Paper(known_identity().account, found_course.key, found_module.key, number, key)
    try:
        done = assessment.submit_attempt(paper, found_course, found_module, g.now)
    except AttemptVoid:
        return show_set_aside(stand(course, module, in_hand=True), number, left_behind(course, module, number))
    except NotHere as error:
        return show_reopened(course, module, number, error)
    return handed_in(course, module, number, done)


def paper_of(course: str, module: str, number: int, form: MultiDict[str, str]) -> Paper:
    """The attempt that the form was made for; a form that does not say it means the one of that number now.

    Raises NotHere, AttemptVoid.
    """
    found_course, found_module = module_in_hand(course, module)
    key = form.get("submit_key") or own_sitting(stand(course, module, in_hand=True), number).submit_key
    return Paper(known_identity().account, found_course.key, found_module.key, number, key)


def _result(found: Standing, own: Sitting) -> Response | str:
    """The result with the way on; of a course that became a draft there is none, and it stands with the past ones."""
    if found.course.state is Publishing.DRAFT:
        return redirect(url_for("results.result", attempt=own.id), 303)
    beside = at_quiz(replace(sat(found), revision=own.revision), own.id)
    return page("assessment/result.html", page=pages.result(found, own, beside))


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
    return said if leaves_unreadable(saved, identifier, go) else ""


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
