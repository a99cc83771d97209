"""An attempt with a closing time: the pages say until when, and what the end of the time made of it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from courses.catalog.items import Quiz
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import FeedbackTime, Reopening, ReopenReason
from courses.models.assessment import Attempt
from courses.web.sheet_pages import Desk
from courses.web.sheet_pages import clock as clock_of
from tests.browsing import Browser, fields
from tests.builders import School, assign
from tests.web.quizzes import AUTOSAVE, QUIZ, RIGHT, answer, own

Put = Callable[[Quiz], None]
ENDED = "시간이 다 되어, 저장된 답으로 채점했습니다."
IN_LIST = "시간이 다 되어 채점"


@pytest.fixture
def learner(school: School, browse: Callable[[str], Browser], with_quiz: Put) -> Browser:
    """A learner before a quiz of twenty minutes."""
    assign(school)
    browser = browse("first1")
    for lesson in ("one", "two"):
        browser.post(f"/learn/tiny/first/{lesson}")
    with_quiz(replace(browser.app.extensions["catalog"].courses["tiny"].modules[0].quiz, time=20))
    return browser


def move_closing(seconds: float) -> None:
    with transaction():
        db.session.execute(update(Attempt).values(closes_at=clock.now() + timedelta(seconds=seconds)))


def hand_in(learner: Browser, number: int = 1) -> None:
    page = learner.get(f"{QUIZ}/{number}?review=1").text
    learner.post(f"{QUIZ}/{number}/submit", {"submit_key": fields(page)["submit_key"]})


def left_of(page: str) -> float:
    found = re.search(r'data-left="(-?[\d.]+)"', page)
    assert found is not None
    return float(found.group(1))


def test_before_one_begins_the_limit_is_told_and_that_leaving_does_not_stop_it(learner: Browser) -> None:
    page = learner.get(QUIZ).text
    assert ("시작하면 20분 동안 푸실 수 있습니다." in page, "나갔다 오셔도 시간은 멈추지 않습니다." in page) == (
        True,
        True,
    )
    english = learner.get(QUIZ, headers={"Accept-Language": "en"}).text
    assert ("Once you start you have 20 minutes." in english) is ("Leaving does not stop the time." in english)


def test_without_a_limit_nothing_is_said_of_time(learner: Browser, with_quiz: Put) -> None:
    with_quiz(replace(learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz, time=None))
    page = learner.get(QUIZ).text
    assert ("제한이 없습니다" in page, "멈추지 않습니다" in page) == (True, False)
    learner.post(QUIZ)
    page = learner.get(f"{QUIZ}/1?item=1").text
    assert ("시간 제한이 없습니다" in page, "clock.js" in page, "data-left" in page) == (True, False, False)


@pytest.mark.parametrize("place", ["item=1", "review=1"])
def test_a_page_says_until_when_and_how_much_was_left_and_gives_a_script_the_seconds(
    learner: Browser, school: School, place: str
) -> None:
    learner.post(QUIZ)
    page = learner.get(f"{QUIZ}/1?{place}").text
    closes = own(school).closes_at
    assert closes is not None
    until = closes.astimezone(learner.app.config["SETTINGS"].zone).strftime("%H:%M")
    assert re.search(rf"{until}까지 푸실 수 있습니다\. .*이 화면을 열 때 약 20분 남아 있었습니다\.", page)
    assert (1150 < left_of(page) <= 1200, "js/clock" in page) == (True, True)


def test_feedback_at_once_keeps_the_clock_in_sight(learner: Browser, school: School, with_quiz: Put) -> None:
    quiz = learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz
    with_quiz(replace(quiz, feedback=FeedbackTime.IMMEDIATE))
    learner.post(QUIZ)
    first = own(school).drawn[0].item_id
    answer(learner, first, RIGHT[first], "check")
    page = learner.get(f"{QUIZ}/1?item=1").text
    assert ("잘 살펴보셨습니다" in page, 1150 < left_of(page) <= 1200) == (True, True)
    assert "까지 푸실 수 있습니다" in page


def test_every_saved_answer_tells_a_script_how_much_is_left(learner: Browser) -> None:
    learner.post(QUIZ)
    move_closing(90)
    send = {"item": "first-step", "seq": "1", "answer": "b"}
    assert 80 < learner.post(f"{QUIZ}/1", send, headers=AUTOSAVE).json["left"] <= 90
    move_closing(-20)
    assert -30 < learner.post(f"{QUIZ}/1", {**send, "seq": "2"}, headers=AUTOSAVE).json["left"] <= -20


def test_the_page_before_tells_an_open_attempt_until_when_and_then_leads_to_its_result(learner: Browser) -> None:
    learner.post(QUIZ)
    move_closing(250)
    page = learner.get(QUIZ).text
    assert ("풀고 계신 문제가 있습니다." in page, "약 5분 남아 있었습니다" in page, "이어서 풀기" in page) == (
        True,
        True,
        True,
    )
    assert "시작하면" not in page
    move_closing(-61)
    page = learner.get(QUIZ).text
    assert ("풀고 계시던 문제의 시간이 다 되었습니다." in page, "결과 보기" in page, "이어서 풀기" in page) == (
        True,
        True,
        False,
    )
    assert learner.post(QUIZ).location == f"{QUIZ}/1"
    assert ENDED in learner.get(f"{QUIZ}/1").text


def test_an_attempt_opened_again_without_a_clock_says_that_it_has_none(
    learner: Browser, browse: Callable[[str], Browser], school: School
) -> None:
    learner.post(QUIZ)
    move_closing(-61)
    learner.post(QUIZ)
    of = {"learner": str(school.people["first1"]), "of": "tiny/first", "number": "1"}
    way = {"kind": Reopening.CONTINUE, "reason": ReopenReason.TIME}
    assert browse("teacher").post(f"/teach/{school.units['first']}/reopen", of | way).status_code == 303
    page = learner.get(QUIZ).text
    assert ("시간 제한 없이 이어서" in page, "멈추지 않습니다" in page) == (True, False)


def test_a_time_that_ends_tomorrow_names_the_day(learner: Browser, school: School) -> None:
    learner.post(QUIZ)
    move_closing(3600 * 24)
    assert re.search(r"\d+월 \d+일 \d\d:\d\d까지 푸실 수 있습니다", learner.get(f"{QUIZ}/1?item=1").text)


def test_after_the_time_nothing_is_taken_and_what_was_saved_makes_the_result(learner: Browser) -> None:
    learner.post(QUIZ)
    for item_id, values in RIGHT.items():
        answer(learner, item_id, values)
    move_closing(-30)
    assert "풀이 시간이 끝났습니다. 지금 고른 답을" in learner.get(f"{QUIZ}/1?item=1").text
    move_closing(-61)
    late = learner.post(f"{QUIZ}/1", {"item": "first-step", "seq": "9", "answer": "a"}, headers=AUTOSAVE)
    assert (late.status_code, late.json["code"]) == (409, "time_is_over")
    assert (late.json["url"], late.json["link"]) == (f"{QUIZ}/1", "결과 보기")
    assert answer(learner, "first-step", RIGHT["first-step"], seq=9).status_code == 303
    page = learner.get(f"{QUIZ}/1?item=1").text
    assert ("그대로 채점됩니다" in page, f'href="{QUIZ}/1?item' in page, "결과 보기" in page) == (True, False, True)
    learner.post(f"{QUIZ}/1/submit", {"submit_key": fields(page)["submit_key"]})
    page = learner.get(f"{QUIZ}/1").text
    assert ("100점" in page, ENDED in page) == (True, True)


def places(learner: Browser) -> list[bool]:
    """Whether the result, the page before, the list of results and the result in that list say that time ended it."""
    [identifier] = db.session.scalars(select(Attempt.id)).all()
    return [
        ENDED in learner.get(f"{QUIZ}/1").text,
        IN_LIST in learner.get(QUIZ).text,
        IN_LIST in learner.get("/results").text,
        ENDED in learner.get(f"/results/{identifier}").text,
    ]


@pytest.mark.parametrize(("closing", "by_time"), [(600, False), (-5, True), (-61, True)])
def test_every_page_tells_an_attempt_that_its_time_ended_from_one_that_was_handed_in(
    learner: Browser, closing: float, by_time: bool
) -> None:
    learner.post(QUIZ)
    move_closing(closing)
    hand_in(learner)
    assert places(learner) == [by_time] * 4


def test_no_clock_runs_on_an_attempt_that_was_handed_in(learner: Browser, school: School) -> None:
    learner.post(QUIZ)
    assert clock_of(Desk("", "", "/", "", counted=True), own(school), clock.now()) is not None
    hand_in(learner)
    db.session.remove()
    assert clock_of(Desk("", "", "/", "", counted=True), own(school), clock.now()) is None


def test_the_end_by_time_is_told_in_english(learner: Browser) -> None:
    learner.post(QUIZ)
    move_closing(-61)
    hand_in(learner)
    page = learner.get(f"{QUIZ}/1?lang=en", headers={"Accept-Language": "en"}).text
    assert (ENDED in page) is ("The time was up, so the answers saved by then were graded." not in page)


@pytest.mark.parametrize("graded", [False, True])
def test_an_answer_that_came_after_the_time_without_a_script_is_said_not_to_be_saved_and_shown_back(
    learner: Browser, graded: bool
) -> None:
    learner.post(QUIZ)
    answer(learner, "helpful", ["a", "c"])
    move_closing(-61)
    if graded:
        hand_in(learner)
    for item_id in ("first-step", "helpful"):
        late = answer(learner, item_id, ["b"], seq=9)
        assert (late.status_code, "<h1>풀이 시간이 끝났습니다</h1>" in late.text) == (409, True)
        words = (
            *("방금 보내신 답은 그 뒤에 와서 저장하지 않았습니다.", "방금 보내신 답<", f'href="{QUIZ}/1">결과 보기'),
            *("<p>저장되지 않았습니다.", "아직"),
        )
        assert [one in late.text for one in words] == [True, True, True, True, False]
    for item_id, values in (("first-step", []), ("helpful", ["a", "c"])):
        assert answer(learner, item_id, values, seq=9).status_code == 303
