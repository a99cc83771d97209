"""A course that becomes a draft while somebody sits at its quiz: what is open is finished, and nothing else opens."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import select, update

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, Publishing
from courses.models.assessment import Attempt
from courses.models.learning import Completion
from tests.browsing import Browser
from tests.builders import School
from tests.web.quizzes import AUTOSAVE, QUIZ, RIGHT, answer, own

ELSEWHERE = ("/learn/tiny", "/learn/tiny/first", "/learn/tiny/first/one", QUIZ, "/learn/tiny/first/quiz/recall")


@pytest.fixture
def withdraw(app: Flask) -> Iterator[Callable[[], None]]:
    """Makes the tiny course a draft."""
    usual = app.extensions["catalog"]

    def change() -> None:
        courses = {"tiny": replace(usual.courses["tiny"], state=Publishing.DRAFT)}
        app.extensions["catalog"] = replace(usual, courses=MappingProxyType(courses), digest="draft")

    yield change
    app.extensions["catalog"] = usual


def only() -> int:
    db.session.remove()
    return db.session.scalars(select(Attempt.id)).one()


def test_an_open_attempt_is_gone_on_with_and_handed_in(
    learner: Browser, school: School, withdraw: Callable[[], None]
) -> None:
    key, result = own(school).submit_key, f"/results/{only()}"
    withdraw()
    for item_id, values in RIGHT.items():
        sent = {"item": item_id, "seq": "1", "answer": values, "submit_key": key}
        assert learner.post(f"{QUIZ}/1", sent, headers=AUTOSAVE).status_code == 200
    assert [learner.get(f"{QUIZ}/1{place}").status_code for place in ("?item=1", "?review=1")] == [200, 200]
    assert answer(learner, "first-step", ["b"], seq=2).location == f"{QUIZ}/1?item=2"
    assert answer(learner, "helpful", ["c"], seq=1).status_code == 409
    for _ in range(2):
        assert learner.post(f"{QUIZ}/1/submit", {"submit_key": key}).location == result
    assert ("100점" in learner.get(result).text, learner.get(f"{QUIZ}/1").location) == (True, result)
    assert db.session.scalars(select(Completion.module)).all() == ["first"]


def test_home_leads_to_the_past_results_although_nothing_is_left_to_take(
    learner: Browser, withdraw: Callable[[], None]
) -> None:
    withdraw()
    assert 'href="/results"' not in learner.get("/learn").text  # nothing was handed in yet
    learner.post(f"{QUIZ}/1/submit", {"submit_key": db.session.scalars(select(Attempt.submit_key)).one()})
    home = learner.get("/learn").text
    assert ("지난 결과 모두 보기" in home, home.count('href="/results"')) == (True, 1)
    assert learner.get("/results").status_code == 200


def test_what_is_sent_after_the_end_leads_to_the_result(
    learner: Browser, school: School, withdraw: Callable[[], None]
) -> None:
    key, result = own(school).submit_key, f"/results/{only()}"
    answer(learner, "helpful", ["a"])
    withdraw()
    learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    sent = {"item": "helpful", "seq": "3", "answer": "a", "submit_key": key}
    for again in (sent, {**sent, "answer": ""}, {**sent, "submit_key": ""}):
        assert learner.post(f"{QUIZ}/1", again).location == result
    told = learner.post(f"{QUIZ}/1", sent, headers=AUTOSAVE)
    assert told.json is not None
    assert (told.status_code, told.json["url"], told.json["link"]) == (409, result, "결과 보기")


def test_an_earlier_result_stands_with_the_past_ones_while_another_attempt_is_open(
    learner: Browser, school: School, withdraw: Callable[[], None]
) -> None:
    first = only()
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    learner.post(QUIZ)
    withdraw()
    assert learner.get(f"{QUIZ}/1").location == f"/results/{first}"
    assert learner.get(f"{QUIZ}/2?item=1").status_code == 200


@pytest.mark.parametrize("open_now", [True, False])
def test_nothing_else_of_it_opens(
    learner: Browser, browse: Callable[[str], Browser], withdraw: Callable[[], None], open_now: bool
) -> None:
    if not open_now:
        with transaction():
            db.session.execute(update(Attempt).values(state=AttemptState.VOID))
    withdraw()
    assert {learner.get(path).status_code for path in ELSEWHERE} == {404}
    assert [learner.post(path).status_code for path in (QUIZ, "/learn/tiny/first/one")] == [404, 404]
    other = browse("first2")
    assert [other.get(f"{QUIZ}/1").status_code, answer(other, "helpful", ["a"]).status_code] == [404, 404]
    assert other.post(f"{QUIZ}/1/submit", {"submit_key": "x"}).status_code == 404
    assert learner.get(f"{QUIZ}/1?item=1").status_code == (200 if open_now else 404)
