"""Results of every year: shown from the quiz as it stood then, after the course was rewritten, renamed or retired."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, url_for

from courses.catalog.structure import Course, Module
from courses.foundation.errors import NotHere
from courses.queries.attempts import Sitting, sitting
from courses.queries.results import Result, has_open_attempt, results
from courses.rules.feedback import key_may_be_shown
from courses.rules.grading import passes
from courses.web import sheet_pages
from courses.web.assessment_pages import closing_text, passed
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
    """One of them. While the learner sits at the same quiz again, it does not tell the right answers."""
    learner = known_identity().account
    found = next((one for one in results(learner) if one.id == attempt), None)
    own = sitting(found.sat(learner), found.number) if found else None
    if found is None or own is None:
        raise NotHere
    return page("assessment/result.html", page=_page(found, own, hide=has_open_attempt(learner, *_keys(found))))


def _keys(found: Result) -> tuple[str, str]:
    return found.course, found.module


def _page(found: Result, own: Sitting, *, hide: bool) -> ResultPage:
    won = passed(own)
    title = _titles(found)[1]
    desk = Desk(
        title, say("확인 문제"), url_for("results.result", attempt=own.id), own.quiz.feedback.value, counted=True
    )
    may = key_may_be_shown(own.quiz, submitted=True, passed=won, attempts=own.number)
    shown = range(1, len(own.drawn) + 1)
    return ResultPage(
        module_title=title,
        passed=won,
        score=own.score or 0,
        pass_mark=own.pass_mark,
        after=closing_text(own, passed=won),
        items=tuple(sheet_pages.feedback(desk, own, place, show_key=may and not hide) for place in shown),
        again_url=None,
        again_cost="",
        continue_url=url_for("results.every_result"),
        continue_label=say("지난 결과로"),
        attempt_number=own.number,
        submitted_at=own.submitted_at,
        module_completed=False,
        record="",
    )


def _line(one: Result) -> Line:
    course, module = _titles(one)
    return Line(
        course_title=course,
        module_title=module,
        number=one.number,
        score=one.score,
        passed=passes(one.score, one.pass_mark),
        submitted_at=one.submitted_at,
        url=url_for("results.result", attempt=one.id),
    )


def _titles(one: Result) -> tuple[str, str]:
    """The titles as they are today; the names it is kept under where the course is no longer there."""
    course: Course | None = next((each for each in workshop().courses.values() if each.key == one.course), None)
    module: Module | None = next((each for each in course.modules if each.key == one.module), None) if course else None
    return local(course.title) if course else one.course, local(module.title) if module else one.module
