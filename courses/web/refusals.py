"""What is answered to a page of an attempt that was not taken: why, what was sent, and where to go on."""

from dataclasses import replace

from flask import g, jsonify, redirect, request, url_for
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
from courses.foundation.vocabulary import AttemptState, Reopening
from courses.queries.attempts import Named, Paper, Sat, Sitting, last_number, named_attempt, sitting
from courses.queries.reopening import why_reopened
from courses.rules.standing import Standing
from courses.services.assessment import Submission
from courses.web import assessment_pages as pages
from courses.web import sheet_pages as sheets
from courses.web.answer_words import unreadable_text
from courses.web.errors import wants_json
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.late_answers import is_lost, lost_answer, sent_after_the_end, sent_answer, show_late, told_late
from courses.web.learning import module_in_hand, stand, taking
from courses.web.learning_pages import quiz_url
from courses.web.presentation import page
from courses.web.reopening_pages import told
from courses.web.wording import local


def sat(found: Standing) -> Sat:
    """Whose attempts at what this request is about."""
    own = taking(found)
    return Sat(own.learner, own.course.key, own.module.key, own.cycle, own.course.revision)


def own_sitting(found: Standing, number: int) -> Sitting:
    """The own attempt of that number. Raises NotHere, AttemptVoid for one that was set aside."""
    if (attempt := sitting(sat(found), number)) is not None:
        return attempt
    raise AttemptVoid if sitting(sat(found), number, set_aside=True) else NotHere


def named(course: str, module: str, number: int) -> Named | None:
    """The own attempt that the form was made for; None where it names none. Raises NotHere."""
    of_course, of_module = module_in_hand(course, module)
    key = request.form.get("submit_key", "")
    paper = Paper(known_identity().account, of_course.key, of_module.key, number, key)
    return named_attempt(paper) if key else None


def left_behind(course: str, module: str, number: int) -> Named | None:
    """The attempt that the form was made for, where the address now leads to another one or to none.

    It is of a year that was completed since, or of the course as it was before it was rewritten. Raises NotHere.
    """
    if (of := named(course, module, number)) is None:
        return None
    try:
        found = stand(course, module, in_hand=True)
        if (of.cycle, of.revision) == (found.cycle, found.course.revision):
            return None
        return None if _sent_to(found, number, None).id == of.id else of
    except (Forbidden, NotHere):
        return of


def _sent_to(found: Standing, number: int, of: Named | None) -> Sitting:
    """That attempt, set aside or not; without one the own attempt of that number now. Raises NotHere."""
    here = sat(found) if of is None else replace(sat(found), cycle=of.cycle, revision=of.revision)
    own = sitting(here, number) or sitting(here, number, set_aside=True)
    if own is None:
        raise NotHere
    return own


def show_item(
    found: Standing, own: Sitting, position: int, problem: str = "", sent: MultiDict[str, str] | None = None
) -> str:
    """The page of an item: its feedback once its answer is final, else the question, with what was sent where given."""
    given = own.given.get(own.drawn[position - 1].item_id)
    desk = pages.desk(found, own)
    if given is not None and given.final:
        running = sheets.clock(desk, own, g.now)
        shown = pages.feedback(found, own, position, running)
        return page("assessment/feedback.html", page=shown, late=lost_answer(own) if sent else None)
    return page("assessment/item.html", page=sheets.item(desk, own, position, g.now, problem=problem, sent=sent))


def show_set_aside(found: Standing, number: int, of: Named | None = None) -> tuple[str, int]:
    """Why the attempt counts no more, how to go on, and what was just sent to it. Raises NotHere."""
    if wants_json():
        raise AttemptVoid(url=quiz_url(found), link=say("확인 문제로"))
    own = _sent_to(found, number, of)
    shown = pages.set_aside(found, own, why_reopened(own.id, Reopening.ANEW), sent_answer(own), last_number(sat(found)))
    return page("assessment/set_aside.html", page=shown), 410


def show_left_behind(course: str, module: str, number: int, of: Named, error: Refusal) -> tuple[str, int]:
    """That the answer belongs to an attempt that is over for this address, with the answer and the way to its result.

    Raises the error for a script, NotHere.
    """
    of_course, of_module = module_in_hand(course, module)
    own = sitting(Sat(known_identity().account, of_course.key, of_module.key, of.cycle, of.revision), number)
    if own is None:
        raise error
    result = url_for("results.result", attempt=of.id) if own.submitted else ""
    start = url_for("assessment.start", course=course, module=module)
    if wants_json():
        error.values.update(url=result or start, link=say("결과 보기") if result else say("확인 문제로"))
        raise error
    shown = pages.left_behind(of_module, own, sent_answer(own), start, result)
    return page("assessment/set_aside.html", page=shown), 409


def show_reopened(course: str, module: str, number: int, error: NotHere) -> Response | tuple[str, int]:
    """What is answered to a page from before its attempt was opened again, to be gone on with; else raises the error.

    Nothing of such a page goes into the attempt unseen: what was answered before stands, and the rest is offered.
    """
    try:
        found = stand(course, module, in_hand=True)
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
    shown = pages.set_aside(found, own, why, sent_answer(own), last_number(sat(found)), goes_on=True)
    return page("assessment/set_aside.html", page=shown), 409


def show_again(course: str, module: str, number: int, problem: str, sent: MultiDict[str, str] | None = None) -> str:
    """The page of the item that was sent, with what is wrong with it, and what was sent where that is not kept."""
    found = stand(course, module, in_hand=True)
    own = own_sitting(found, number)
    position = sheets.position_of(own, request.form.get("item", ""))
    if position is None:
        raise NotHere
    return show_item(found, own, position, problem, sent)


def refused(course: str, module: str, number: int, error: Refusal) -> Response | tuple[str, int]:
    """What is answered to an answer that was not taken: a script is told why and where to go on."""
    try:
        of = left_behind(course, module, number)
    except NotHere:
        return sent_after_the_end(course, module, number)
    return _told_why(course, module, number, error, of)


def _told_why(course: str, module: str, number: int, error: Refusal, of: Named | None) -> Response | tuple[str, int]:
    if isinstance(error, AttemptVoid):
        return show_set_aside(stand(course, module, in_hand=True), number, of)
    if of is not None:
        return show_left_behind(course, module, number, of, error)
    if isinstance(error, NotHere):
        return show_reopened(course, module, number, error)
    if isinstance(error, AnswerStale):
        return _overtaken(course, module, number)
    if wants_json():
        if isinstance(error, AttemptClosed):
            here = url_for("assessment.attempt", course=course, module=module, number=number)
            error.values.update(url=here, link=say("결과 보기"))
        if isinstance(error, (AttemptClosed, AnswerFinal)):
            told_late(error, own_sitting(stand(course, module, in_hand=True), number))
        raise error
    if isinstance(error, AnswerUnreadable):
        return show_again(course, module, number, unreadable_text(error), request.form), 422
    return _ended(course, module, number, error)


def _ended(course: str, module: str, number: int, error: Refusal) -> Response | tuple[str, int]:
    """Where a form leads whose attempt or item takes no answer any more; it says so where an answer is lost."""
    found = stand(course, module, in_hand=True)
    own = own_sitting(found, number)
    if isinstance(error, AttemptClosed) and is_lost(own):
        return show_late(own, local(found.module.title), pages.attempt_url(found, own.number), quiz_url(found))
    position = sheets.position_of(own, request.form.get("item", "")) or 1
    if is_lost(own):
        return show_item(found, own, position, sent=request.form), 409
    return redirect(pages.desk(found, own).item_url(position), 303)


def _overtaken(course: str, module: str, number: int) -> Response | tuple[str, int]:
    """Another page saved an answer meanwhile: it stays, and this page may still decide otherwise."""
    found = stand(course, module, in_hand=True)
    own = own_sitting(found, number)
    position = sheets.position_of(own, request.form.get("item", "")) or 1
    if wants_json():
        reply = jsonify(sheets.stale_reply(pages.desk(found, own), own, position))
        reply.status_code = 409
        return reply
    return show_item(found, own, position, sheets.stale_problem(own, position), request.form), 409


def handed_in(course: str, module: str, number: int, done: Submission) -> Response | tuple[str, int]:
    """Where the result is of the attempt just handed in. Raises NotHere."""
    try:
        behind = None if _stands_here(course, module, done) else left_behind(course, module, number)
    except NotHere:
        return sent_after_the_end(course, module, number)
    if behind is not None and behind.state == AttemptState.SUBMITTED:
        return redirect(url_for("results.result", attempt=behind.id), 303)
    return redirect(url_for("assessment.attempt", course=course, module=module, number=number), 303)


def _stands_here(course: str, module: str, done: Submission) -> bool:
    try:
        found = stand(course, module, in_hand=True, known=done.known)
    except Forbidden:
        return False
    return (done.cycle, done.revision) == (found.cycle, found.course.revision)
