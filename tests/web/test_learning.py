"""What a learner sees and does on the learning pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.foundation import clock
from courses.foundation.database import db
from courses.models.learning import Completion, LessonCompletion
from courses.web.learning_pages import greeting
from tests.browsing import Browser
from tests.builders import School, assign
from tests.statements import sent

Open = Callable[[str], Browser]
FIRST, SECOND = "/learn/tiny/first", "/learn/tiny/second"


@pytest.fixture
def learner(school: School, browse: Open) -> Browser:
    """The first learner of a class to which the whole tiny course is assigned."""
    assign(school, due=clock.now() + timedelta(days=5))
    return browse("first1")


def text(browser: Browser, url: str) -> str:
    return browser.get(url).get_data(as_text=True)


def lessons_done() -> int:
    return db.session.scalar(select(func.count()).select_from(LessonCompletion)) or 0


def test_home_without_assignments_says_so(school: School, browse: Open) -> None:
    assert "아직 배정된 교육이 없습니다" in text(browse("first1"), "/learn")


@pytest.mark.parametrize(
    ("lang", "name", "said"),
    [
        ("ko", "김하늘", "안녕하세요, 김하늘님"),
        ("ko", "상담 선생님", "안녕하세요, 상담 선생님"),
        ("en", "김하늘", "Hello, 김하늘"),
        ("en", "상담 선생님", "Hello, 상담 선생님"),
    ],
)
def test_a_name_that_carries_its_honorific_gets_no_second_one(app: Flask, lang: str, name: str, said: str) -> None:
    with app.test_request_context(f"/?lang={lang}"):
        assert greeting(name) == said


def test_home_shows_what_is_owed_and_where_to_go_on(learner: Browser) -> None:
    page = text(learner, "/learn")
    assert ("첫째 교육" in page, "둘째 교육" in page, "5일 남았습니다" in page) == (True, True, True)
    learner.post(f"{FIRST}/one")
    page = text(learner, "/learn")
    assert f'href="{FIRST}/two"' in page


def test_overdue_stands_before_nearest(school: School, browse: Open) -> None:
    assign(school, module="first", due=clock.now() + timedelta(days=1))
    assign(school, module="second", due=clock.now() - timedelta(days=2))
    page = text(browse("first1"), "/learn")
    assert "기한이 2일 지났습니다" in page
    assert page.index("둘째 교육") < page.index("첫째 교육")


def test_reading_a_lesson_writes_nothing_and_completing_it_leads_on(learner: Browser) -> None:
    assert "먼저 묻는 일" in text(learner, f"{FIRST}/one")
    assert lessons_done() == 0
    answer = learner.post(f"{FIRST}/one")
    assert (answer.status_code, answer.location, lessons_done()) == (303, f"{FIRST}/two", 1)
    assert learner.post(f"{FIRST}/two").location == f"{FIRST}/quiz"


def test_completing_twice_is_harmless(learner: Browser) -> None:
    for _ in range(2):
        assert learner.post(f"{FIRST}/one").status_code == 303
    assert lessons_done() == 1


def test_a_later_lesson_leads_back_to_the_one_that_is_next(learner: Browser) -> None:
    answer = learner.get(f"{FIRST}/two")
    assert (answer.status_code, answer.location) == (303, f"{FIRST}/one")
    assert learner.post(f"{FIRST}/two").status_code == 403


def test_the_last_lesson_of_a_module_without_a_quiz_completes_it_and_leads_home(learner: Browser) -> None:
    answer = learner.post(f"{SECOND}/three")
    assert answer.location == "/learn"
    assert db.session.scalars(select(Completion.module)).all() == ["second"]
    assert "마친 교육" in text(learner, "/learn")


def test_the_summary_may_be_read_instead(learner: Browser) -> None:
    page = text(learner, f"{FIRST}/one?part=summary")
    assert "동의의 시작입니다" in page
    assert "혼자 고민될 때는" not in page


def test_english_is_complete_where_the_account_speaks_it(learner: Browser) -> None:
    learner.post("/language", {"lang": "en", "back": "/learn"})
    page = text(learner, f"{FIRST}/one")
    assert ('<html lang="en">' in page, "The First Lesson" in page, "asking first" in page) == (True, True, True)


@pytest.mark.parametrize("url", ["/learn/nope", "/learn/tiny/nope", f"{FIRST}/nope", "/learn/nope/first/one"])
def test_what_is_not_in_the_catalog_is_not_there(learner: Browser, url: str) -> None:
    assert learner.get(url).status_code == 404


@pytest.mark.parametrize("url", [FIRST, f"{FIRST}/one", f"{FIRST}/quiz", "/learn/tiny"])
def test_a_course_that_is_not_ones_own_is_not_open(school: School, browse: Open, url: str) -> None:
    assert browse("second1").get(url).status_code == 403


def test_a_module_that_opens_later_is_shown_and_not_open_yet(school: School, browse: Open) -> None:
    assign(school, module="first", opens=clock.now() + timedelta(days=3))
    browser = browse("first1")
    assert "에 열립니다" in text(browser, "/learn")
    assert browser.get(f"{FIRST}/one").status_code == 403
    assert browser.post(f"{FIRST}/one").status_code == 403


def test_staff_may_read_everything_and_complete_nothing(school: School, browse: Open) -> None:
    teacher = browse("teacher")
    pages = ("/learn/tiny", FIRST, f"{FIRST}/two", f"{FIRST}/quiz")
    assert [teacher.get(url).status_code for url in pages] == [200, 200, 200, 200]
    assert teacher.post(f"{FIRST}/one").status_code == 403
    assert teacher.post(f"{FIRST}/quiz").status_code == 403


def test_course_and_module_pages_show_their_parts(learner: Browser) -> None:
    assert "첫째 교육" in text(learner, "/learn/tiny")
    page = text(learner, FIRST)
    assert [word in page for word in ("첫 차시", "둘째 차시", "확인 문제", "힘든 이야기가")] == [True] * 4


def test_a_lesson_page_takes_two_statements(learner: Browser, app: Flask) -> None:
    learner.get(f"{FIRST}/one")
    with sent() as said:
        assert learner.get(f"{FIRST}/one").status_code == 200
    assert [one.word for one in said if one.hit] == ["SELECT", "SELECT"]


def test_a_former_address_leads_to_the_new_one_and_keeps_the_evidence(learner: Browser, app: Flask) -> None:
    learner.post(f"{FIRST}/one")
    catalog = app.extensions["catalog"]
    course = catalog.courses["tiny"]
    renamed = replace(course.modules[0], slug="renamed", formerly=("first",))
    changed = replace(course, modules=(renamed, *course.modules[1:]))
    app.extensions["catalog"] = replace(catalog, courses=MappingProxyType({"tiny": changed}))
    try:
        answer = learner.get(f"{FIRST}/one")
        assert (answer.status_code, answer.location) == (301, "/learn/tiny/renamed/one")
        assert learner.get("/learn/tiny/renamed/two").status_code == 200
    finally:
        app.extensions["catalog"] = catalog
