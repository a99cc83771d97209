"""Results of every year: shown from the quiz as it stood then, after the course was rewritten, renamed or retired."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, url_for

from courses.catalog.structure import Course, Module
from courses.foundation.errors import NotHere
from courses.queries.attempts import Sitting, sitting
from courses.queries.results import AtQuiz, Result, at_quiz, results
from courses.rules.grading import passes
from courses.web import sheet_pages
from courses.web.assessment_pages import asked_again_text, closing_text, passed, telling
from courses.web.assessment_views import ResultPage
from courses.web.identity import known_identity
from courses.web.languages import say
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.sheet_pages import Desk
from courses.web.shelf import workshop
from courses.web.wording import local

blueprint = Blueprint("results", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """A result in the list."""

    course_title: str
    module_title: str
    number: int
    score: int
    passed: bool
    submitted_at: datetime
    by_time: bool
    set_aside: bool
    url: str


@blueprint.get("/results")
@rule(SIGNED_IN)
def every_result() -> str:
    """The years with what was handed in, the newest first."""
    years: dict[str, list[Line]] = {}
    for one in results(known_identity().account):
        years.setdefault(one.cycle, []).append(_line(one))
    return page("learning/results.html", years=sorted(years.items(), reverse=True))


@blueprint.get("/results/<id:attempt>")
@rule(SIGNED_IN)
def result(attempt: int) -> str:
    """One of them. While the learner sits at the same quiz again, it does not tell the right answers.

    One that was set aside for a new try stays to be read, and says that it counts no more.
    Of the items that are asked again just then it does not even tell what the answer earned.
    """
    learner = known_identity().account
    found = next((one for one in results(learner) if one.id == attempt), None)
    own = sitting(found.sat(learner), found.number, set_aside=found.set_aside) if found else None
    if found is None or own is None:
        raise NotHere
    return page("assessment/result.html", page=_page(found, own, at_quiz(found.sat(learner), found.id)))


def _page(found: Result, own: Sitting, beside: AtQuiz) -> ResultPage:
    won = passed(own)
    title = _titles(found)[1]
    desk = Desk(
        title, say("확인 문제"), url_for("results.result", attempt=own.id), own.quiz.feedback.value, counted=True
    )
    told = replace(telling(own, beside, _limit(found, own)), submitted=True)
    shown = range(1, len(own.drawn) + 1)
    return ResultPage(
        module_title=title,
        passed=won,
        score=own.score or 0,
        pass_mark=own.pass_mark,
        after=closing_text(own, told),
        items=tuple(sheet_pages.feedback(desk, own, place, told) for place in shown),
        again_url=None,
        again_cost="",
        continue_url=url_for("results.every_result"),
        continue_label=say("지난 결과로"),
        attempt_number=own.number,
        submitted_at=own.submitted_at,
        by_time=found.by_time,
        module_completed=False,
        record="",
        set_aside=found.set_aside,
        asked_again=asked_again_text(told),
    )


def _limit(found: Result, own: Sitting) -> int | None:
    """How many attempts there are: as the module says today, else, where it was rewritten or left, as it said then."""
    course = next((one for one in workshop().courses.values() if one.key == found.course), None)
    still = course.modules if course is not None and course.revision == found.revision else ()
    quiz = next((one.quiz for one in still if one.key == found.module), None)
    return (quiz or own.quiz).attempts


def _line(one: Result) -> Line:
    course, module = _titles(one)
    return Line(
        course_title=course,
        module_title=module,
        number=one.number,
        score=one.score,
        passed=passes(one.score, one.pass_mark),
        submitted_at=one.submitted_at,
        by_time=one.by_time,
        set_aside=one.set_aside,
        url=url_for("results.result", attempt=one.id),
    )


def _titles(one: Result) -> tuple[str, str]:
    """The titles as they were then; where nobody kept them, those of today; else the names it is kept under."""
    course: Course | None = next((each for each in workshop().courses.values() if each.key == one.course), None)
    module: Module | None = next((each for each in course.modules if each.key == one.module), None) if course else None
    of_course = one.title("course") or (course.title if course else {})
    of_module = one.title("module") or (module.title if module else {})
    return local(of_course) or one.course, local(of_module) or one.module
