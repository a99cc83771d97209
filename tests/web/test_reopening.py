"""Reopening over HTTP: a teacher sees how far a learner got, never what they answered, and opens it with a reason."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import func, select

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptState, Role
from courses.models.assessment import Attempt, AttemptReopening
from courses.models.evidence import AuditEvent
from courses.services import units
from courses.web.shelf import shelf
from tests.answers import hand_in
from tests.browsing import Browser, fields
from tests.builders import School, assign
from tests.statements import reads, sent
from tests.web.tables import rows

Open = Callable[[str], Browser]
QUIZ = "/learn/tiny/first/quiz"
WORDS = "기기나 연결에 문제가 있었습니다"


@pytest.fixture
def tried(school: School, browse: Open) -> School:
    """A learner who has done the lessons and handed in one answer of three, which was not enough."""
    assign(school)
    browser = browse("first1")
    for lesson in ("one", "two"):
        browser.post(f"/learn/tiny/first/{lesson}")
    attempt(school)
    return school


def attempt(
    school: School, number: int = 1, answers: dict[str, str] | None = None, who: str = "first1", **more: object
) -> None:
    quiz = shelf().courses["tiny"].modules[0].quiz
    assert quiz is not None
    cycle = str(clock.now().year)
    given = {"first-step": "a"} if answers is None else answers
    hand_in(school.people[who], quiz, given, clock.now(), number=number, cycle=cycle, **more)


@pytest.fixture
def spare(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first module is optional, so the course leaves the second one to be owed."""
    catalog = shelf()
    course = catalog.courses["tiny"]
    first, *others = course.modules
    changed = replace(course, modules=(replace(first, optional=True), *others))
    monkeypatch.setitem(app.extensions, "catalog", replace(catalog, courses=MappingProxyType({"tiny": changed})))


def reopening(page: str) -> list[str]:
    """Where a page leads to reopening."""
    return [one.replace("&amp;", "&") for one in re.findall(r'href="(/teach/\d+/reopen[^"]*)"', page)]


def address(school: School, learner: str = "first1", unit: str = "first", of: str = "tiny/first") -> str:
    return f"/teach/{school.units[unit]}/reopen?learner={school.people[learner]}&of={of}"


def send(browser: Browser, school: School, **changed: str):
    values = {
        "learner": str(school.people["first1"]),
        "of": "tiny/first",
        "number": "1",
        "kind": "continue",
        "reason": "interrupted",
    }
    return browser.post(f"/teach/{school.units['first']}/reopen", values | changed)


def test_the_matrix_leads_to_what_was_tried_and_to_nothing_else(tried: School, browse: Open) -> None:
    page = browse("teacher").get(f"/teach/{tried.units['first']}").text
    assert reopening(page) == [address(tried)]
    assert "골라 듣는 교육" not in page


@pytest.mark.parametrize("asked", ["", "?show=open", "?show=late", "?q=first1"])
@pytest.mark.usefixtures("spare")
def test_an_optional_module_that_was_tried_can_be_reopened_from_beside_the_matrix(
    tried: School, browse: Open, asked: str
) -> None:
    page = browse("teacher").get(f"/teach/{tried.units['first']}{asked}").text
    assert (reopening(page), "f001 first1 · 첫째 교육" in page) == ([address(tried)], True)
    assert "지금까지의 풀이" in browse("teacher").get(reopening(page)[0]).text


@pytest.mark.usefixtures("spare")
def test_who_was_not_looked_for_is_not_named_beside_the_matrix(tried: School, browse: Open) -> None:
    assert reopening(browse("teacher").get(f"/teach/{tried.units['first']}?q=first2").text) == []


@pytest.mark.usefixtures("spare")
def test_an_optional_module_with_a_cell_is_not_named_twice(tried: School, browse: Open) -> None:
    assign(tried, module="first")
    page = browse("teacher").get(f"/teach/{tried.units['first']}").text
    assert (reopening(page), "골라 듣는 교육" in page) == ([address(tried)], False)


@pytest.mark.usefixtures("spare")
def test_an_optional_module_that_was_tried_counts_in_no_figure_and_takes_no_more_selects(
    school: School, browse: Open
) -> None:
    def seen() -> tuple[list[list[str]], list[str], int]:
        with sent() as said:
            page = browser.get(f"/teach/{school.units['first']}").text
        figures = page[page.index('id="met-title"') : page.index("</table>")]
        return rows(page), re.findall(r">([^<>]*\d[^<>]*)<", figures), reads(said)

    assign(school)
    browser = browse("teacher")
    seen()  # the first answer after a sign-in may read more
    before = seen()
    attempt(school)
    assert seen() == before
    assert before[0][0][2:] == ["시작 전", "0/1"]
    for who in ("first2", "first3"):
        attempt(school, who=who)
    assert seen() == before


def test_an_assistant_sees_the_matrix_without_a_way_to_reopen(tried: School, browse: Open) -> None:
    page = browse("assistant").get(f"/teach/{tried.units['first']}").text
    assert "/reopen" not in page
    assert browse("assistant").get(address(tried)).status_code == 403


@pytest.mark.usefixtures("spare")
def test_an_assistant_sees_nothing_beside_the_matrix(tried: School, browse: Open) -> None:
    page = browse("assistant").get(f"/teach/{tried.units['first']}").text
    assert ("/reopen" in page, "골라 듣는 교육" in page) == (False, False)


def test_the_form_says_how_far_it_got_and_neither_score_nor_answer(tried: School, browse: Open) -> None:
    page = browse("teacher").get(address(tried)).text
    assert ("1회차 풀이" in page, "3문항 중 1문항에 답함" in page) == (True, True)
    assert [word in page for word in ("33점", "33%", "33.3", "만든다", "묻지 않았습니다")] == [False] * 5
    assert re.findall(r'name="kind" value="(\w+)"', page) == ["continue", "anew"]
    db.session.remove()
    assert db.session.scalar(select(func.count()).where(AuditEvent.action == "people.viewed")) == 1


def test_an_attempt_is_opened_and_the_learner_reads_that_and_why(tried: School, browse: Open) -> None:
    answer = send(browse("teacher"), tried)
    assert (answer.status_code, answer.location) == (303, address(tried) + "&done=open")
    assert "다시 열었습니다" in browse("teacher").get(answer.location).text
    learner = browse("first1")
    page = learner.get(QUIZ).text
    assert ("담당 선생님이 확인 문제를 다시 열었습니다." in page, WORDS in page, "이어서 풀기" in page) == (True,) * 3
    for item, value in (("helpful", ["a", "c"]), ("responsible", "a")):
        learner.post(f"{QUIZ}/1", {"item": item, "seq": "1", "answer": value, "go": "next"})
    key = fields(learner.get(f"{QUIZ}/1?review=1").text)["submit_key"]
    learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    assert "통과하셨습니다" in learner.get(f"{QUIZ}/1").text
    assert WORDS not in learner.get(QUIZ).text


def test_anew_lets_the_learner_begin_another(tried: School, browse: Open) -> None:
    for number in (2, 3):
        attempt(tried, number)
    teacher = browse("teacher")
    page = teacher.get(address(tried)).text
    assert re.findall(r'name="kind" value="(\w+)"', page) == ["anew"]
    assert "정답이 이미 보인 풀이라" in page
    assert browse("first1").post(QUIZ).status_code == 403
    assert send(teacher, tried, number="3", kind="anew").status_code == 303
    assert "처음부터 다시 푸실 수" in browse("first1").get(QUIZ).text
    assert browse("first1").post(QUIZ).location == f"{QUIZ}/4"


def test_a_second_press_is_told_that_it_is_open(tried: School, browse: Open) -> None:
    teacher = browse("teacher")
    send(teacher, tried)
    again = send(teacher, tried)
    assert (again.status_code, "아직 풀고 있는 풀이입니다" in again.text) == (409, True)
    assert db.session.scalar(select(func.count()).select_from(AttemptReopening)) == 1


@pytest.mark.parametrize("changed", [{"reason": ""}, {"reason": "because"}, {"kind": ""}, {"kind": "void"}])
def test_a_form_without_a_way_or_a_reason_changes_nothing(tried: School, browse: Open, changed: dict[str, str]) -> None:
    answer = send(browse("teacher"), tried, **changed)
    assert (answer.status_code, "까닭을 고르세요" in answer.text) == (422, True)
    assert db.session.scalars(select(Attempt.state)).all() == [AttemptState.SUBMITTED]


def test_a_way_that_is_not_offered_is_refused(tried: School, browse: Open) -> None:
    attempt(tried, 2, {"first-step": "a", "helpful": "b", "responsible": "b"})
    answer = send(browse("teacher"), tried, number="2")
    assert (answer.status_code, "이어서 풀 것이 없습니다" in answer.text) == (409, True)


def test_states_of_attempts_are_said_in_words(tried: School, browse: Open) -> None:
    attempt(tried, 2, state=AttemptState.VOID)
    attempt(tried, 3, state=AttemptState.OPEN, closes_at=clock.now() - timedelta(minutes=5))
    page = browse("teacher").get(address(tried)).text
    assert [words in page for words in ("세지 않는 풀이", "시간이 끝남", "에 제출")] == [True] * 3
    attempt(tried, 4, closes_at=clock.now() - timedelta(minutes=5))
    assert "에 시간이 다 되어 채점" in browse("teacher").get(address(tried)).text
    attempt(tried, 5, state=AttemptState.OPEN)
    page = browse("teacher").get(address(tried)).text
    assert ("푸는 중" in page, "아직 풀고 있는 풀이입니다" in page, "<form class" in page) == (True, True, False)


def test_nobody_of_elsewhere_and_nothing_that_is_not_owed_can_be_asked_for(tried: School, browse: Open) -> None:
    teacher = browse("teacher")
    for url in (
        address(tried, learner="second1"),
        address(tried, learner="other1"),
        address(tried, of="tiny/second"),
        address(tried, of="none/first"),
        f"/teach/{tried.units['first']}/reopen",
    ):
        assert (url, teacher.get(url).status_code) == (url, 404)
    assert browse("ministry").get(address(tried, unit="root")).status_code == 404
    assert browse("administrator").get(address(tried, unit="school")).status_code == 200
    assert browse("administrator").get(address(tried, learner="second1", unit="school")).status_code == 404


def test_nobody_opens_their_own(tried: School, browse: Open) -> None:
    then = clock.now() - timedelta(days=1)
    units.grant(tried.people["first1"], Role.TEACHER, tried.units["first"], then, actor=None)
    both = browse("first1")
    assert "다른 담당자가 다시 열 수 있습니다" in both.get(address(tried)).text
    assert send(both, tried).status_code == 403
    assert db.session.scalars(select(Attempt.state)).all() == [AttemptState.SUBMITTED]
