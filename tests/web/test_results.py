"""Results outlive the course: rewritten, renamed, retired or gone, in both languages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import select, update

from courses.catalog.structure import Course
from courses.catalog.versions import sealed
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import Publishing
from courses.models.assessment import Attempt
from courses.models.learning import Completion, LessonCompletion
from courses.models.teaching import Obligation
from courses.web.shelf import shelf
from tests.browsing import Browser
from tests.builders import School, assign
from tests.web.quizzes import QUIZ, RIGHT, do_all

Open = Callable[[str], Browser]
Change = Callable[[Callable[[Course], Course] | None], None]


@pytest.fixture
def serve(app: Flask) -> Iterator[Change]:
    """Serves the tiny course as a function changes it, or without it."""
    usual = app.extensions["catalog"]

    def change(how: Callable[[Course], Course] | None) -> None:
        courses = {} if how is None else {"x": how(usual.courses["tiny"])}
        courses = {one.slug: one for one in courses.values()}
        app.extensions["catalog"] = replace(usual, courses=MappingProxyType(courses), digest="another")

    yield change
    app.extensions["catalog"] = usual


def two_years_later() -> int:
    """Everything that was done becomes two years older; returns the attempt."""
    with transaction():
        for model in (Attempt, Completion, LessonCompletion, Obligation):
            db.session.execute(update(model).values(cycle="2024"))
        old = timedelta(days=700)
        for one in db.session.scalars(select(Attempt)):
            one.opened_at, one.submitted_at = one.opened_at - old, (one.submitted_at or one.opened_at) - old
    return db.session.scalars(select(Attempt.id)).first() or 0


@pytest.fixture
def old(learner: Browser) -> tuple[Browser, int]:
    """A learner with a passed attempt of two years ago, and its id."""
    do_all(learner, RIGHT)
    return learner, two_years_later()


def rewritten(course: Course) -> Course:
    module = course.modules[0]
    assert module.quiz is not None
    items = tuple(
        replace(one, question={"ko": Markup("새 질문"), "en": Markup("New question")}) for one in module.quiz.items[:1]
    )
    other = replace(module, quiz=sealed(replace(module.quiz, items=items, draw={})))
    return replace(course, modules=(other, *course.modules[1:]), revision=2)


def renamed(course: Course) -> Course:
    module = replace(course.modules[0], slug="other", formerly=("first",), title={"ko": "새 교육", "en": "New module"})
    modules = (module, *course.modules[1:])
    title = {"ko": "새 과정", "en": "New course"}
    return replace(course, slug="renamed", formerly=("tiny",), modules=modules, title=title)


def retired(course: Course) -> Course:
    return replace(renamed(rewritten(course)), state=Publishing.RETIRED)


@pytest.mark.parametrize("how", [rewritten, renamed, retired, None], ids=["rewritten", "renamed", "retired", "gone"])
@pytest.mark.parametrize(("lang", "question"), [("ko", "가장 먼저"), ("en", "What comes first?")])
def test_a_result_of_two_years_ago_is_shown_as_it_was(
    old: tuple[Browser, int], serve: Change, how: Callable[[Course], Course] | None, lang: str, question: str
) -> None:
    browser, attempt = old
    browser.post("/language", {"lang": lang})
    serve(how)
    listed = browser.get("/results").text
    assert (f'href="/results/{attempt}"' in listed, "2024" in listed) == (True, True)
    page = browser.get(f"/results/{attempt}").text
    assert page.count('id="item-') == 3
    assert (question in page, "새 질문" in page, "New question" in page) == (True, False, False)
    assert ("100점" if lang == "ko" else "100") in page


@pytest.mark.parametrize("how", [renamed, retired, None], ids=["renamed", "retired", "gone"])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_result_keeps_its_titles_and_its_year(
    old: tuple[Browser, int], serve: Change, how: Callable[[Course], Course] | None, lang: str
) -> None:
    browser, attempt = old
    course = shelf().courses["tiny"]
    at = db.session.scalars(select(Attempt.submitted_at)).one()
    assert at is not None
    told = at.astimezone(ZoneInfo("Asia/Seoul"))
    day = f"{told.year}년 {told.month}월 {told.day}일" if lang == "ko" else f"{told.day} {told:%B} {told.year}"
    browser.post("/language", {"lang": lang})
    serve(how)
    listed, page = (browser.get(f"/results{one}").text for one in ("", f"/{attempt}"))
    titles = (course.title[lang], course.modules[0].title[lang])
    assert [title in listed for title in titles] == [True, True]
    assert (titles[1] in page, day in page, day in listed) == (True, True, True)
    assert [word in listed + page for word in ("새 과정", "새 교육", "New course", "New module")] == [False] * 4


def test_a_result_from_before_titles_were_kept_has_those_of_today_else_its_names(
    old: tuple[Browser, int], serve: Change
) -> None:
    browser, _ = old
    with transaction():
        db.session.execute(update(Attempt).values(titles=None))
    serve(renamed)
    listed = browser.get("/results").text
    assert ("새 과정" in listed, "새 교육" in listed) == (True, True)
    serve(None)
    assert re.search(r"<p[^>]*>tiny</p>\s*<h3><a[^>]*>first</a>", browser.get("/results").text)


def test_another_learners_result_is_not_there(old: tuple[Browser, int], browse: Open) -> None:
    assert browse("first2").get(f"/results/{old[1]}").status_code == 404


def test_an_attempt_that_is_not_handed_in_is_no_result(learner: Browser) -> None:
    attempt = db.session.scalars(select(Attempt.id)).one()
    assert learner.get(f"/results/{attempt}").status_code == 404
    assert "아직 제출하신 확인 문제가 없습니다" in learner.get("/results").text


def test_while_the_same_quiz_is_open_again_the_old_result_does_not_tell_the_key(
    school: School, old: tuple[Browser, int]
) -> None:
    browser, attempt = old
    telling = browser.get(f"/results/{attempt}").text
    assign(school)
    for lesson in ("one", "two"):
        browser.post(f"/learn/tiny/first/{lesson}")
    browser.post(QUIZ)
    silent = browser.get(f"/results/{attempt}").text
    whole = "동의가 먼저입니다"
    assert (whole in telling, whole in silent) == (True, False)


def test_while_the_same_items_are_asked_again_a_result_does_not_tell_which_answers_earned_their_points(
    learner: Browser, school: School
) -> None:
    do_all(learner, RIGHT)
    old = two_years_later()
    assign(school)
    for lesson in ("one", "two"):
        learner.post(f"/learn/tiny/first/{lesson}")
    path, words = f"/results/{old}", ("100점", "점수를 얻으셨습니다", "다시 열려 있는 동안에는")
    assert [word in learner.get(path).text for word in words] == [True, True, False]
    learner.post(QUIZ)
    assert [word in learner.get(path).text for word in words] == [True, False, True]
    do_all(learner, {})
    assert [word in learner.get(path).text for word in words] == [True, True, False]
