"""Without an attempt left nobody is sent in circles: the pages say so, name who can help, and lead to what is open."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import update

from courses.catalog.items import Quiz
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.assessment import Attempt
from courses.models.learning import LessonCompletion
from courses.models.teaching import Obligation
from tests.browsing import Browser
from tests.builders import School, assign
from tests.rules.making import html
from tests.web.quizzes import QUIZ, RIGHT, do_all

HELPS = "담당 선생님께 말씀하시면 다시 열어 드립니다"
WRONG = {"first-step": ["a"], "helpful": ["b"]}
AFTER = {"after": "모두에게", "after-pass": "통과하면", "after-retry": "다시 해 보면"}


@pytest.fixture
def twice(app: Flask, owing: Browser, with_quiz: Callable[[Quiz], None]) -> Browser:
    """A learner at a quiz that may be taken twice, with something to say after each end."""
    quiz = app.extensions["catalog"].courses["tiny"].modules[0].quiz
    after = MappingProxyType({name: html(text) for name, text in AFTER.items()})
    with_quiz(replace(quiz, attempts=2, after=after))
    for lesson in ("one", "two"):
        owing.post(f"/learn/tiny/first/{lesson}")
    return owing


def last_year(school: School) -> None:
    """All that was done becomes a year older, and this year is owed as well."""
    with transaction():
        for model in (Attempt, LessonCompletion, Obligation):
            db.session.execute(update(model).values(cycle=str(clock.now().year - 1)))
    assign(school)


def said(browser: Browser, path: str, *words: str) -> list[bool]:
    page = browser.get(path).get_data(as_text=True)
    return [one in page for one in words]


def test_the_result_and_the_page_of_the_quiz_say_who_can_help(twice: Browser) -> None:
    do_all(twice, WRONG)
    assert said(twice, f"{QUIZ}/1", HELPS, AFTER["after"] + AFTER["after-retry"], "다시 풀기") == [False, True, True]
    assert said(twice, QUIZ, HELPS, "새로 풀기", "고른 답은 바로 저장되고") == [False, True, True]
    do_all(twice, WRONG, number=2)
    assert said(twice, f"{QUIZ}/2", HELPS, AFTER["after-retry"], AFTER["after"], "다시 풀기") == [
        True,
        False,
        True,
        False,
    ]
    assert said(twice, QUIZ, HELPS, "새로 풀기", "고른 답은 바로 저장되고") == [True, False, False]


def test_home_leads_to_another_module_and_tells_of_the_one_that_waits(twice: Browser) -> None:
    do_all(twice, WRONG)
    assert said(twice, "/learn", "확인 문제 남음", "풀 수 있는 횟수를 다 썼습니다", 'id="resume-title">첫') == [
        False,
        False,
        True,
    ]
    do_all(twice, WRONG, number=2)
    assert said(twice, "/learn", "풀 수 있는 횟수를 다 썼습니다", 'id="resume-title">첫') == [True, False]
    assert said(twice, "/learn", 'id="resume-title"') == [True]


def test_the_modules_page_says_how_far_the_quiz_is(twice: Browser) -> None:
    words = ("푸는 중입니다", "아직 통과 전입니다", "풀 수 있는 횟수를 다 썼습니다")
    assert said(twice, "/learn/tiny/first", *words) == [False, False, False]
    twice.post(QUIZ)
    assert said(twice, "/learn/tiny/first", *words) == [True, False, False]
    do_all(twice, WRONG)
    assert said(twice, "/learn/tiny/first", *words) == [False, True, False]
    do_all(twice, WRONG, number=2)
    assert said(twice, "/learn/tiny/first", *words, "이어서 학습하기") == [False, False, True, False]


def test_who_passed_with_the_last_attempt_is_sent_to_nobody(twice: Browser) -> None:
    do_all(twice, WRONG)
    do_all(twice, RIGHT, number=2)
    assert said(twice, f"{QUIZ}/2", HELPS, AFTER["after"] + AFTER["after-pass"]) == [False, True]
    assert said(twice, QUIZ, HELPS) == [False]
    assert said(twice, "/learn/tiny/first", "풀 수 있는 횟수를 다 썼습니다") == [False]


def test_a_new_try_takes_no_result_away_and_both_are_told_beforehand_what_stops_counting(
    twice: Browser, browse: Callable[[str], Browser], school: School
) -> None:
    do_all(twice, WRONG)
    do_all(twice, {**WRONG, "helpful": ["a", "c"]}, number=2)
    counts_no_more = "마지막 풀이의 점수는 더 세지 않"
    assert said(twice, QUIZ, HELPS, counts_no_more, "지난 결과에서 계속 보실 수 있습니다") == [True, True, True]
    teacher, form = browse("teacher"), f"/teach/{school.units['first']}/reopen"
    send = {"learner": str(school.people["first1"]), "of": "tiny/first", "number": "2", "kind": "anew"}
    assert said(teacher, f"{form}?learner={send['learner']}&of=tiny/first", counts_no_more) == [True]
    [path] = re.findall(r'href="(/results/\d+)"', twice.get("/results").text)[:1]
    before = twice.get(path).text
    assert teacher.post(form, {**send, "reason": "prepared"}).status_code == 303
    assert (twice.get("/results").text.count("회차 풀이"), said(twice, "/results", "세지 않는 풀이")) == (2, [True])
    after = twice.get(path).text
    score = re.compile(r'<p class="big">(.*?)</p>')
    assert score.findall(after) == score.findall(before)
    assert ("세지 않는 풀이입니다" in before, "세지 않는 풀이입니다" in after) == (False, True)
    assert (before.count("가장 도움이 되는 답") > 0, "가장 도움이 되는 답" in after) == (True, False)
    assert said(twice, QUIZ, "2회차 풀이", "지금까지 가장 높은 점수") == [False, True]


def test_an_attempt_set_aside_before_it_was_handed_in_is_no_result(
    learner: Browser, browse: Callable[[str], Browser], school: School
) -> None:
    with transaction():
        db.session.execute(update(Attempt).values(closes_at=clock.now() - timedelta(minutes=5)))
    form = f"/teach/{school.units['first']}/reopen"
    send = {"learner": str(school.people["first1"]), "of": "tiny/first", "number": "1", "kind": "anew"}
    teacher = browse("teacher")
    offered = teacher.get(f"{form}?learner={send['learner']}&of=tiny/first").text
    assert ("이번 풀이는 기록으로만" in offered, "마지막 풀이의 점수" in offered) == (True, False)
    assert teacher.post(form, {**send, "reason": "time"}).status_code == 303
    assert said(learner, "/results", "아직 제출하신 확인 문제가 없습니다") == [True]


def test_attempts_used_up_last_year_do_not_keep_anybody_from_this_year(
    twice: Browser, school: School, browse: Callable[[str], Browser]
) -> None:
    for number in (1, 2):
        do_all(twice, WRONG, number=number)
    last_year(school)
    teacher = browse("teacher")
    reopen = f"/teach/{school.units['first']}/reopen?learner={school.people['first1']}&of=tiny/first"
    assert said(twice, "/learn/tiny/first", "학습 시작하기", HELPS) == [True, False]
    assert said(teacher, reopen, "2회차", "다시 열 풀이가 없습니다") == [True, False]
    for lesson in ("one", "two"):
        twice.post(f"/learn/tiny/first/{lesson}")
    do_all(twice, RIGHT)
    assert said(twice, "/results", "100점") == [True]
    assert said(twice, "/learn/tiny/first", "확인 문제로") == [True]
    assert said(teacher, reopen, "2회차", "다시 열 풀이가 없습니다") == [True, False]
