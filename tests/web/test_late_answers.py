"""An answer sent by a button that meets an attempt handed in elsewhere, or a module that is away: it is shown back."""

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
from courses.models.assessment import Attempt, Response
from tests.browsing import Browser
from tests.builders import School
from tests.web.quizzes import AUTOSAVE, QUIZ, answer, own

HANDED_IN = "<h1>이미 제출하신 문제입니다</h1>"
LATE = "방금 보내신 답은 제출하신 뒤에 와서 저장하지 않았습니다. 제출하신 답은 그대로 채점되었습니다."
AWAY = "<h1>지금은 이 교육을 열 수 없습니다</h1>"
OVER, NOT_YET = "<p>저장되지 않았습니다. 필요하시면 복사해 두세요.", "<p>아직 저장되지 않았습니다. 필요하시면"
Open = Callable[[str], Browser]
Serve = Callable[..., None]


@pytest.fixture
def serve(app: Flask) -> Iterator[Serve]:
    """Serves the tiny course with other values; `courses` are all that there are."""
    usual = app.extensions["catalog"]

    def change(courses: dict[str, object] | None = None, **values: object) -> None:
        there = {"tiny": replace(usual.courses["tiny"], **values)} if courses is None else courses
        app.extensions["catalog"] = replace(usual, courses=MappingProxyType(there), digest="changed")

    yield change
    app.extensions["catalog"] = usual


def sent(key: str, item: str = "first-step", values: str = "b", **others: str) -> dict[str, str]:
    return {"item": item, "seq": "9", "answer": values, "go": "next", "submit_key": key, **others}


def stored() -> list[tuple[str, str]]:
    db.session.remove()
    return [tuple(row) for row in db.session.execute(select(Response.item, Response.letters)).all()]


FORMS = {
    "word": ({"answer": "  말로 쓴 답 "}, "<dd>말로 쓴 답</dd>"),
    "many": ({"answer": "seven"}, "<dd>seven</dd>"),
    "one": ({"answer": "b"}, "<dt>답</dt>"),
    "pairs": ({"row-1": "1"}, " → "),
    "steps": ({"place-1": "2"}, "나머지는 고르지 않음"),
}


@pytest.mark.parametrize("item", FORMS)
@pytest.mark.parametrize("named", [True, False])
def test_what_is_sent_after_another_device_handed_in_is_said_not_to_be_saved_and_shown_back(
    sitter: Browser, browse: Open, school: School, item: str, named: bool
) -> None:
    key = own(school, number=2).submit_key
    browse("first1").post(f"{QUIZ}/2/submit", {"submit_key": key})
    values, shown = FORMS[item]
    form = {"item": item, "seq": "4", "go": "next", **values} | ({"submit_key": key} if named else {})
    reply = sitter.post(f"{QUIZ}/2", form)
    assert (reply.status_code, HANDED_IN in reply.text, LATE in reply.text) == (409, True, True)
    assert [words in reply.text for words in (shown, OVER, "시간이", "아직")] == [True, True, False, False]
    assert (f'href="{QUIZ}/2">결과 보기' in reply.text, stored()) == (True, [])


def test_it_is_said_in_english_too(learner: Browser, school: School) -> None:
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    learner.post("/language", {"lang": "en"})
    page = learner.post(f"{QUIZ}/1", sent(own(school).submit_key)).text
    assert "This quiz is already handed in" in page
    assert "came after the quiz was handed in and was not saved. What was handed in was graded as it stood." in page
    assert "It was not saved. Copy it if you need it." in page


def test_what_is_kept_already_and_what_is_blank_leads_to_the_result(learner: Browser, school: School) -> None:
    answer(learner, "helpful", ["a", "c"])
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    for values in (["c", "a"], ["a", "c"], []):
        assert answer(learner, "helpful", values, seq=2).status_code == 303
    assert answer(learner, "first-step", []).status_code == 303
    assert answer(learner, "helpful", ["a"], seq=2).status_code == 409


def test_an_answer_that_meets_the_result_of_a_course_that_became_a_draft_is_shown_back(
    learner: Browser, school: School, serve: Serve
) -> None:
    key, result = own(school).submit_key, f"/results/{own(school).id}"
    learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    serve(state=Publishing.DRAFT)
    reply = learner.post(f"{QUIZ}/1", sent(key))
    assert (reply.status_code, HANDED_IN in reply.text, OVER in reply.text) == (409, True, True)
    assert (f'href="{result}">결과 보기' in reply.text, f'href="{QUIZ}"' in reply.text) == (True, False)
    assert learner.get(result).status_code == 200


@pytest.mark.parametrize("gone", [{"courses": {}}, {"modules": ()}])
def test_an_answer_to_a_module_that_is_away_is_shown_back_as_not_saved_yet(
    learner: Browser, school: School, serve: Serve, gone: dict[str, object]
) -> None:
    answer(learner, "helpful", ["a"])
    key, title = own(school).submit_key, str(learner.app.extensions["catalog"].courses["tiny"].modules[0].title["ko"])
    serve(**gone)
    reply = learner.post(f"{QUIZ}/1", sent(key))
    assert (reply.status_code, AWAY in reply.text, NOT_YET in reply.text, title in reply.text) == (404, *[True] * 3)
    words = ("방금 보내신 답<", 'href="/learn">내 학습으로', f'href="{QUIZ}')
    assert [one in reply.text for one in words] == [True, True, False]
    for known in (sent(key, "helpful", "a"), sent(key, values=""), sent("another")):
        reply = learner.post(f"{QUIZ}/1", known)
        assert (reply.status_code, AWAY in reply.text) == (404, False)
    assert learner.post(f"{QUIZ}/1", sent(key), headers=AUTOSAVE).status_code == 404
    assert learner.post(f"{QUIZ}/1/submit", {"submit_key": key}).status_code == 404
    serve()
    assert (learner.post(f"{QUIZ}/1", sent(key)).status_code, stored()) == (
        303,
        [("helpful", "a"), ("first-step", "b")],
    )


def test_that_a_module_is_away_is_said_in_english_too(learner: Browser, school: School, serve: Serve) -> None:
    learner.post("/language", {"lang": "en"})
    serve(courses={})
    page = learner.post(f"{QUIZ}/1", sent(own(school).submit_key)).text
    assert "This module cannot be opened at the moment" in page
    assert "could not be saved. What was saved before stays as it is." in page
    assert "When the module opens again, you can go on where you were." in page


def test_the_page_of_somebody_else_and_one_of_an_attempt_set_aside_show_nothing_of_it(
    learner: Browser, browse: Open, school: School, serve: Serve
) -> None:
    key = own(school).submit_key
    serve(courses={})
    assert AWAY in learner.post(f"{QUIZ}/1", sent(key)).text
    other = browse("first2").post(f"{QUIZ}/1", sent(key))
    with transaction():
        db.session.execute(update(Attempt).values(state=AttemptState.VOID))
    for reply in (other, learner.post(f"{QUIZ}/1", sent(key))):
        assert (reply.status_code, AWAY in reply.text, "방금 보내신 답" in reply.text) == (404, False, False)


@pytest.mark.parametrize("graded", [True, False])
def test_a_module_that_is_away_promises_nothing_to_an_attempt_that_is_over(
    learner: Browser, school: School, serve: Serve, graded: bool
) -> None:
    key, result = own(school).submit_key, f"/results/{own(school).id}"
    with transaction():
        db.session.execute(update(Attempt).values(closes_at=clock.now() - timedelta(minutes=5), titles=None))
    if graded:
        learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    serve(courses={})
    reply = learner.post(f"{QUIZ}/1", sent(key))
    assert (reply.status_code, "<h1>풀이 시간이 끝났습니다</h1>" in reply.text, OVER in reply.text) == (409, True, True)
    assert (f'href="{result}">결과 보기' in reply.text, '<p class="t">first</p>' in reply.text) == (graded, True)
