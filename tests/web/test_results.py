"""Results outlive the course: rewritten, renamed, retired or gone, in both languages."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import select, update

from courses.catalog.structure import Course
from courses.catalog.versions import sealed
from courses.foundation.database import db, transaction
from courses.foundation.vocabulary import Publishing
from courses.models.assessment import Attempt
from courses.models.learning import Completion, LessonCompletion
from courses.models.teaching import Obligation
from tests.browsing import Browser
from tests.builders import School, assign
from tests.web.test_assessment import QUIZ, RIGHT, do_all

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
    module = replace(course.modules[0], slug="other", formerly=("first",))
    return replace(course, slug="renamed", formerly=("tiny",), modules=(module, *course.modules[1:]))


def retired(course: Course) -> Course:
    return replace(renamed(rewritten(course)), state=Publishing.RETIRED)


@pytest.mark.parametrize("how", [rewritten, renamed, retired, None], ids=["rewritten", "renamed", "retired", "gone"])
@pytest.mark.parametrize(("lang", "question"), [("ko", "가장 먼저"), ("en", "first")])
def test_a_result_of_two_years_ago_is_shown_as_it_was(
    old: tuple[Browser, int], serve: Change, how: Callable[[Course], Course] | None, lang: str, question: str
) -> None:
    browser, attempt = old
    serve(how)
    listed = browser.get(f"/results?lang={lang}").text
    assert (f'href="/results/{attempt}"' in listed, "2024" in listed) == (True, True)
    page = browser.get(f"/results/{attempt}?lang={lang}").text
    assert page.count('id="item-') == 3
    assert (question in page, "새 질문" in page, "New question" in page) == (True, False, False)
    assert ("100점" if lang == "ko" else "100") in page


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
