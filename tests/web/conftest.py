"""People and quizzes that several tests of pages need."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask

from courses.catalog.items import Quiz
from courses.catalog.structure import Survey
from courses.catalog.versions import sealed
from courses.foundation.vocabulary import AttemptKind, FeedbackTime, ItemType, Order
from tests.browsing import Browser
from tests.builders import School, assign
from tests.rules.making import NO_TEXT, accepted, html, item, quiz
from tests.web.quizzes import QUIZ, mixed, own


@pytest.fixture
def learner(school: School, browse: Callable[[str], Browser]) -> Browser:
    """A learner with an open attempt."""
    assign(school)
    browser = browse("first1")
    for lesson in ("one", "two"):
        browser.post(f"/learn/tiny/first/{lesson}")
    browser.post("/learn/tiny/first/quiz")
    return browser


@pytest.fixture
def with_quiz(app: Flask) -> Iterator[Callable[[Quiz], None]]:
    """Puts another quiz into the first module for one test."""
    kept = app.extensions["catalog"]

    def put(quiz: Quiz) -> None:
        course = kept.courses["tiny"]
        module = replace(course.modules[0], quiz=sealed(quiz))
        changed = replace(course, modules=(module, *course.modules[1:]))
        app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))

    yield put
    app.extensions["catalog"] = kept


@pytest.fixture
def surveyed(app: Flask) -> Iterator[None]:
    """The tiny course with two knowledge items, whose feedback tells the key."""
    kept = app.extensions["catalog"]
    course = kept.courses["tiny"]
    one = replace(item(ItemType.SINGLE, "a", identifier="known", count=3), question=html("무엇을 먼저 할까요?"))
    two = replace(item(ItemType.SHORT_TEXT, identifier="word", answers=(accepted("yes"),)), question=html("한 낱말로"))
    asked = sealed(replace(quiz((one, two), order=Order.FIXED), pass_mark=0, attempts=1))
    kinds = (AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP)
    survey = Survey(NO_TEXT, html(""), MappingProxyType(dict.fromkeys(kinds, asked)), (), "")
    changed = replace(course, survey=survey)
    app.extensions["catalog"] = replace(kept, courses=MappingProxyType({"tiny": changed}))
    yield
    app.extensions["catalog"] = kept


@pytest.fixture
def owing(school: School, browse: Callable[[str], Browser]) -> Browser:
    """A learner who owes the course."""
    assign(school)
    return browse("first1")


@pytest.fixture
def sitter(learner: Browser, school: School, with_quiz: Callable[[Quiz], None]) -> Browser:
    """A learner in the second attempt, at a quiz of every typed and parted type, with feedback when handed in."""
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    with_quiz(mixed(learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.ON_SUBMIT))
    learner.post(QUIZ)
    return learner
