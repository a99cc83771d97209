"""An answer that came when its attempt took none any more, or was not to be found: shown back unless it is kept."""

import re
from dataclasses import dataclass, replace

from flask import g, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from courses.foundation.errors import AttemptClosed, NotHere, Refusal
from courses.foundation.vocabulary import AttemptState
from courses.queries.attempts import Sitting, side_sitting, sitting, traced_attempt
from courses.queries.results import results
from courses.rules.answers import LONGEST_TEXT
from courses.rules.closing import ended_by_time, time_is_over
from courses.rules.grading import BadAnswer, tidy_answer
from courses.web import assessment_pages as pages
from courses.web import sheet_pages as sheets
from courses.web.answer_forms import answer_line, read_answer
from courses.web.assessment_views import NOTHING
from courses.web.errors import wants_json
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.presentation import page
from courses.web.shelf import module_or_404, workshop
from courses.web.wording import local

LETTER = re.compile("[a-z]")
"""What a form holds of a choice: never the words."""


@dataclass(frozen=True, slots=True)
class Late:
    """An answer in one line that was not kept, and its question, '' where not known; `later`: it can still be kept."""

    question: Markup
    answer: Markup
    later: bool = False


def result_of(course: str, module: str, number: int) -> str:
    """The address of the newest result of that number, whatever year it is of; '' without one. Raises NotHere.

    It is there as well once the course became a draft, as every result is.
    """
    of_course, of_module = module_or_404(course, module, workshop())
    wanted = (of_course.key, of_module.key, number)
    own = (one.id for one in results(known_identity().account) if (one.course, one.module, one.number) == wanted)
    return next((url_for("results.result", attempt=one) for one in own), "")


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


def is_lost(own: Sitting) -> bool:
    """Whether the answer just sent is neither blank nor the one that is kept."""
    identifier, answer = sent_answer(own)
    given = own.given.get(identifier)
    return answer not in {"", given.answer if given else ""}


def too_late() -> Late | None:
    """The answer just sent to an attempt beside a course, if it is lost; by its own version, whatever became of it.

    Of a form that names no attempt only what was typed is told: what a letter stood for is not known.
    """
    found = side_sitting(known_identity().account, request.form.get("submit_key", ""))
    if found is None:
        values = request.form.getlist("answer")
        typed = "" if all(LETTER.fullmatch(one) for one in values) else "".join(values).strip()[:LONGEST_TEXT]
        return Late(NOTHING, NOTHING + typed) if typed else None
    own, state = found
    return lost_answer(replace(own, given={}) if state is AttemptState.VOID else own, later=state is AttemptState.OPEN)


def lost_answer(own: Sitting, *, later: bool = False) -> Late | None:
    """The answer just sent, where it is lost to that attempt."""
    identifier, answer = sent_answer(own)
    item = own.quiz.item(identifier)
    return Late(local(item.question), answer_line(item, answer), later) if item is not None and is_lost(own) else None


def told_late(error: Refusal, own: Sitting) -> Refusal:
    """The same refusal, which says to a script whose answer is lost that it is not saved."""
    if is_lost(own):
        error.values["message"] = {
            "attempt_closed": say("이미 제출하신 문제입니다. 여기에 쓰신 답은 그 뒤에 와서 저장하지 않았습니다."),
            "time_is_over": say("풀이 시간이 끝났습니다. 여기에 쓰신 답은 그 뒤에 와서 저장하지 않았습니다."),
            "answer_final": say("확인한 답은 바꿀 수 없습니다. 여기에 새로 쓰신 답은 저장하지 않았습니다."),
        }[error.code]
    return error


def show_late(own: Sitting, title: str, result: str, start: str) -> tuple[str, int]:
    """That the attempt was over before the answer came, which is shown back, and the way to the result."""
    by_time = not own.submitted or ended_by_time(own.closes_at, own.submitted_at)
    shown = pages.came_late(title, own, sent_answer(own), by_time=by_time, start_url=start, result_url=result)
    return page("assessment/set_aside.html", page=shown), 409


def sent_after_the_end(course: str, module: str, number: int) -> Response | tuple[str, int]:
    """What is answered where course or module is not there to be gone on with: where the result of the attempt is.

    An answer that is lost is shown back, also where the module is away just now and its attempt stays open.
    Raises NotHere.
    """
    if not wants_json() and (shown := _shown_back(number)):
        return shown
    result = result_of(course, module, number)
    if not result:
        raise NotHere
    if wants_json():
        raise AttemptClosed(url=result, link=say("결과 보기"))
    return redirect(result, 303)


def _shown_back(number: int) -> tuple[str, int] | None:
    traced = traced_attempt(known_identity().account, number, request.form.get("submit_key", ""))
    own = sitting(traced.sat, number) if traced else None
    if traced is None or own is None or not is_lost(own):
        return None
    title = local(traced.title) or traced.sat.module
    if own.submitted or time_is_over(own.closes_at, g.now):
        return show_late(own, title, url_for("results.result", attempt=own.id) if own.submitted else "", "")
    return page("assessment/set_aside.html", page=pages.away(title, own, sent_answer(own))), 404
