"""A page of an attempt whose year or revision no longer stands: it leads to its own result, never into another."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, Publishing
from courses.models.assessment import Attempt
from courses.models.evidence import Job
from courses.models.learning import Completion
from courses.models.teaching import Obligation
from courses.tasks import sweep
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.beside import owe_next_year
from tests.web.quizzes import AUTOSAVE, QUIZ, RIGHT, answer, own

TOLD = "앞서 시작하신 풀이의 화면입니다"
GO_ON = f'href="{QUIZ}/1">이어서 풀기'
Serve = Callable[..., None]


@pytest.fixture
def serve(app: Flask) -> Iterator[Serve]:
    """Serves the tiny course with other values."""
    usual = app.extensions["catalog"]

    def change(**values: object) -> None:
        courses = {"tiny": replace(usual.courses["tiny"], **values)}
        app.extensions["catalog"] = replace(usual, courses=MappingProxyType(courses), digest=str(values))

    yield change
    app.extensions["catalog"] = usual


def ids() -> list[int]:
    db.session.remove()
    return list(db.session.scalars(select(Attempt.id).order_by(Attempt.id)))


def states() -> list[tuple[int, str]]:
    db.session.remove()
    rows = db.session.execute(select(Attempt.number, Attempt.state).order_by(Attempt.id))
    return [(number, state) for number, state in rows]


def read_again(browser: Browser) -> None:
    for lesson in ("one", "two"):
        browser.post(f"/learn/tiny/first/{lesson}")


@pytest.fixture
def key(learner: Browser, school: School) -> str:
    """The key of an attempt with every answer right, whose learner owes the next year as well."""
    owe_next_year(school)
    for item_id, values in RIGHT.items():
        answer(learner, item_id, values)
    return own(school).submit_key


@pytest.mark.parametrize("opens", [None, 30])
def test_who_completes_one_of_two_years_sees_the_result(learner: Browser, key: str, opens: int | None) -> None:
    if opens is not None:
        later = update(Obligation).where(Obligation.cycle == str(clock.now().year + 1))
        with transaction():
            db.session.execute(later.values(opens_at=clock.now() + timedelta(days=opens)))
    result = f"/results/{ids()[0]}"
    for _ in range(2):
        assert learner.post(f"{QUIZ}/1/submit", {"submit_key": key}).location == result
    assert db.session.scalars(select(Completion.module)).all() == ["first"]
    assert [learner.get(f"{QUIZ}/1{place}").location for place in ("", "?review=1")] == [result] * 2
    assert (learner.get(result).status_code, "100점" in learner.get(result).text) == (200, True)


def test_the_result_of_one_year_is_found_beside_an_attempt_of_the_next(learner: Browser, key: str) -> None:
    learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    read_again(learner)
    learner.post(QUIZ)
    assert learner.post(f"{QUIZ}/1/submit", {"submit_key": key}).location == f"/results/{ids()[0]}"
    assert states() == [(1, AttemptState.SUBMITTED), (1, AttemptState.OPEN)]


def test_an_attempt_of_a_year_that_was_set_aside_still_says_so(learner: Browser, key: str) -> None:
    learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    with transaction():
        db.session.execute(update(Attempt).values(state=AttemptState.VOID))
    sent = {"submit_key": key, "item": "first-step", "seq": "9", "answer": "b"}
    for reply in (learner.post(f"{QUIZ}/1/submit", sent), learner.post(f"{QUIZ}/1", sent)):
        assert (reply.status_code, "이 풀이는 세지 않습니다" in reply.text) == (410, True)


def test_an_answer_of_another_revision_is_shown_back_with_the_way_to_its_result(
    learner: Browser, school: School, serve: Serve
) -> None:
    old = own(school).submit_key
    serve(revision=2)
    read_again(learner)
    learner.post(QUIZ)
    sent = {"item": "helpful", "seq": "9", "answer": ["a", "c"], "go": "next", "submit_key": old}
    reply, result = learner.post(f"{QUIZ}/1", sent), f"/results/{ids()[0]}"
    assert (reply.status_code, TOLD in reply.text, "방금 보내신 답" in reply.text) == (409, True, True)
    assert (f'href="{result}"' in reply.text, f'href="{QUIZ}"' in reply.text) == (True, True)
    told = learner.post(f"{QUIZ}/1", sent, headers=AUTOSAVE)
    assert told.json is not None
    assert (told.status_code, told.json["url"], told.json["link"]) == (409, result, "결과 보기")
    assert learner.post(f"{QUIZ}/1/submit", {"submit_key": old}).location == result
    assert states() == [(1, AttemptState.SUBMITTED), (1, AttemptState.OPEN)]


def test_an_open_attempt_of_another_revision_promises_no_result(learner: Browser, school: School, serve: Serve) -> None:
    read_again(learner)
    serve(revision=2)
    read_again(learner)
    learner.post(QUIZ)
    with transaction():
        db.session.execute(update(Attempt).values(state=AttemptState.OPEN))
    old = own(school).submit_key
    sent = {"item": "first-step", "seq": "1", "answer": "zz", "go": "next", "submit_key": old}
    reply = learner.post(f"{QUIZ}/1", sent)
    assert (reply.status_code, TOLD in reply.text, "/results/" in reply.text.split("bbar")[1]) == (409, True, False)
    told = learner.post(f"{QUIZ}/1", sent, headers=AUTOSAVE)
    assert told.json is not None
    assert (told.status_code, told.json["url"], told.json["link"]) == (422, QUIZ, "확인 문제로")


def test_an_open_attempt_is_gone_on_with_by_a_link_that_opens_nothing(learner: Browser) -> None:
    page = learner.get(QUIZ).text
    assert (GO_ON in page, f'action="{QUIZ}"' in page, learner.get(f"{QUIZ}/1").status_code) == (True, False, 303)


def test_an_attempt_whose_time_is_over_leads_to_its_result_by_a_link(learner: Browser) -> None:
    with transaction():
        db.session.execute(update(Attempt).values(closes_at=clock.now() - timedelta(minutes=5)))
    page = learner.get(QUIZ).text
    assert (f'href="{QUIZ}/1">결과 보기' in page, f'action="{QUIZ}"' in page) == (True, False)


def test_a_page_from_before_the_last_attempt_leads_to_it_and_opens_none(learner: Browser, school: School) -> None:
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    before = fields(learner.get(QUIZ).text)
    assert before["after"] == "1"
    assert learner.post(QUIZ, before).location == f"{QUIZ}/2"
    learner.post(f"{QUIZ}/2/submit", {"submit_key": own(school, number=2).submit_key})
    assert learner.post(QUIZ, before).location == f"{QUIZ}/2"
    assert states() == [(1, AttemptState.SUBMITTED), (2, AttemptState.SUBMITTED)]


def test_who_passed_has_completed_although_the_course_became_a_draft(learner: Browser, key: str, serve: Serve) -> None:
    serve(state=Publishing.DRAFT)
    at = clock.now()
    body = f'{{"attempt": {ids()[0]}}}'
    with transaction():
        db.session.execute(update(Attempt).values(closes_at=at - timedelta(minutes=5)))
        db.session.add(Job(kind="close", key="close", body=body, run_at=at))
    sweep(at)
    assert db.session.scalars(select(Completion.module)).all() == ["first"]
