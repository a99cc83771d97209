"""A course whose revision was raised: who completed it is asked to take it again, and every page says the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.catalog.structure import Course
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.assessment import Attempt
from courses.models.learning import Completion
from courses.models.teaching import Obligation
from courses.services.administration import differing_tallies
from tests.browsing import Browser
from tests.web.quizzes import QUIZ, RIGHT, do_all

MODULE = "/learn/tiny/first"
ASKED = "바뀐 내용을 다시 들어 주세요"
COUNTED = "이 교육을 이수하셨습니다"
UNCOUNTED = "이번 이수에 세지 않습니다"
Serve = Callable[[Callable[[Course], Course]], None]


@pytest.fixture
def serve(app: Flask) -> Iterator[Serve]:
    """Serves the tiny course as a function changes it."""
    usual = app.extensions["catalog"]

    def change(how: Callable[[Course], Course]) -> None:
        courses = {"tiny": how(usual.courses["tiny"])}
        app.extensions["catalog"] = replace(usual, courses=MappingProxyType(courses), digest="another")

    yield change
    app.extensions["catalog"] = usual


def raised(course: Course) -> Course:
    return replace(course, revision=2)


@pytest.fixture
def renewed(learner: Browser, serve: Serve) -> Browser:
    """A learner who completed the module before its course was renewed."""
    do_all(learner, RIGHT)
    serve(raised)
    return learner


def said(browser: Browser, path: str, *words: str) -> list[bool]:
    page = browser.get(path).text
    return [one in page for one in words]


def revisions() -> list[int]:
    db.session.remove()
    return sorted(db.session.scalars(select(Completion.revision).where(Completion.module == "first")))


def total(browser: Browser) -> str:
    return browser.get("/learn").text.split("올해 들어야 할 교육")[1].split("</p>")[0]


def test_the_count_does_not_fall_and_home_asks_for_the_new_content(learner: Browser, serve: Serve) -> None:
    do_all(learner, RIGHT)
    before = total(learner)
    assert said(learner, "/learn", 'id="done-title"', ASKED) == [True, False]
    serve(raised)
    assert total(learner) == before
    assert said(learner, "/learn", 'id="done-title"', ASKED, "기한이 지난", " 이수</span>") == [
        False,
        True,
        False,
        True,
    ]
    assert said(learner, "/learn/tiny", ASKED, 'aria-label="3마디 중 0마디 완료"') == [True, True]


def test_the_module_is_asked_for_and_all_of_it_stays_readable(renewed: Browser) -> None:
    assert said(renewed, MODULE, ASKED, "학습 시작하기", "다시 보기", f'href="{MODULE}/two"') == [
        True,
        True,
        False,
        True,
    ]
    assert said(renewed, f"{MODULE}/one", "‘마치고 다음’을 누르시면", "마치고 다음<") == [True, True]
    assert said(
        renewed, f"{MODULE}/two", "지금은 읽어 보실 수만 있습니다", "마치고 다음<", f'action="{MODULE}/two"'
    ) == [
        True,
        False,
        False,
    ]
    renewed.post(f"{MODULE}/one")
    assert said(renewed, f"{MODULE}/two", "지금은 읽어 보실 수만 있습니다", "마치고 다음<") == [False, True]
    assert said(renewed, MODULE, ASKED, "이어서 학습하기") == [True, True]


def test_the_quiz_offers_what_can_be_begun(renewed: Browser) -> None:
    assert renewed.get(QUIZ).location == f"{MODULE}/one"
    for lesson in ("one", "two"):
        renewed.post(f"{MODULE}/{lesson}")
    assert said(renewed, QUIZ, ASKED, "풀기 시작", "이미 통과하셨습니다") == [True, True, False]
    assert renewed.post(QUIZ).location == f"{QUIZ}/1"


def test_the_old_result_counts_and_leads_to_the_new_content(renewed: Browser) -> None:
    assert said(renewed, f"{QUIZ}/1", COUNTED, ASKED, UNCOUNTED, "다시 풀기") == [True, True, False, True]


def test_a_result_that_completed_nothing_says_so_and_no_more(learner: Browser, serve: Serve) -> None:
    serve(raised)
    do_all(learner, RIGHT)
    assert said(learner, f"{QUIZ}/1", COUNTED, ASKED, UNCOUNTED) == [False, False, True]
    for lesson in ("one", "two"):
        learner.post(f"{MODULE}/{lesson}")
    do_all(learner, RIGHT)
    assert revisions() == [2]
    old = db.session.scalars(select(Attempt.id).where(Attempt.revision == 1)).one()
    assert said(learner, f"/results/{old}", "100점", COUNTED) == [True, False]


def test_trying_the_new_quiz_in_vain_asks_for_it_still(renewed: Browser) -> None:
    for lesson in ("one", "two"):
        renewed.post(f"{MODULE}/{lesson}")
    do_all(renewed, {})
    assert said(renewed, f"{QUIZ}/1", COUNTED, ASKED, "가장 높은 점수가 남습니다") == [True, True, True]
    assert said(renewed, "/learn", ASKED, "확인 문제 남음") == [True, True]


def test_taking_the_new_content_settles_it_and_is_counted_once(renewed: Browser) -> None:
    before = total(renewed)
    for lesson in ("one", "two"):
        renewed.post(f"{MODULE}/{lesson}")
    do_all(renewed, RIGHT)
    assert (revisions(), differing_tallies(), total(renewed)) == ([1, 2], [], before)
    assert said(renewed, "/learn", ASKED, 'id="done-title"') == [False, True]
    assert said(renewed, MODULE, ASKED, "다시 보기") == [False, True]
    assert said(renewed, f"{QUIZ}/1", COUNTED, ASKED, UNCOUNTED) == [True, False, False]


def test_the_english_pages_say_it_too(renewed: Browser) -> None:
    renewed.post("/language", {"lang": "en"})
    for path in ("/learn", MODULE):
        assert said(renewed, path, "Your completion stays on record") == [True]


def test_who_owes_nothing_else_is_led_on_with_it(renewed: Browser) -> None:
    with transaction():
        db.session.execute(update(Obligation).values(module="first"))
    title = 'id="resume-title">첫'
    assert said(renewed, "/learn", title, ASKED, "학습 시작하기", "기한 ", "모두 마치셨습니다") == [
        *(True, True, True),
        *(False, False),
    ]
