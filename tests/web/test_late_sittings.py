"""An answer sent by a button to a sitting that is over or was waved off: shown back unless it is kept, and no key."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from courses.catalog.items import Quiz
from courses.foundation.database import db
from courses.foundation.vocabulary import FeedbackTime
from courses.models.assessment import Response
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.beside import BASE, answer_all, complete
from tests.web.quizzes import mixed

PRE = f"{BASE}/pre"
RECALL = "/learn/tiny/first/quiz/recall"
SENT, OVER = "방금 보내신 답</h2>", "저장되지 않았습니다. 필요하시면 복사해 두세요."


def begun(owing: Browser, url: str = PRE) -> str:
    """The key of an attempt that was just begun."""
    owing.post(url, {"go": "begin"})
    return fields(owing.get(f"{url}/sit?item=1").text)["submit_key"]


def form(item: str, answer: str, **others: str) -> dict[str, str]:
    return {"item": item, "seq": "9", "answer": answer, "go": "next", **others}


@pytest.mark.usefixtures("surveyed")
@pytest.mark.parametrize(
    ("item", "answer", "question", "line"),
    [("word", "  말로 쓴 답 ", "한 낱말로", "말로 쓴 답"), ("known", "b", "무엇을 먼저 할까요?", "b text")],
)
@pytest.mark.parametrize("how", ["handed in", "waved off", "time is over"])
def test_what_came_too_late_is_shown_back(
    owing: Browser, how: str, item: str, answer: str, question: str, line: str
) -> None:
    key = begun(owing)
    if how == "handed in":
        owing.post(f"{PRE}/sit/submit", {"submit_key": key})
    elif how == "waved off":
        owing.post(PRE, {"go": "skip"})
    else:
        owing.post("/learn/tiny/first/one")
    reply = owing.post(f"{PRE}/sit", form(item, answer, submit_key=key))
    assert (reply.status_code, SENT in reply.text, OVER in reply.text) == (409, True, True)
    assert [f"<dd>{words}" in reply.text for words in (question, line)] == [True, True]
    assert (list(db.session.scalars(select(Response.text))), "가장 도움이 되는 답" in reply.text) == ([], False)
    assert SENT not in owing.get(PRE).text


@pytest.mark.usefixtures("surveyed")
def test_a_blank_or_what_is_kept_already_needs_no_word(owing: Browser) -> None:
    answer_all(owing, PRE, {"known": "b", "word": "no"})
    for sent in (form("word", " no "), form("known", "b"), form("word", "  "), form("known", "")):
        assert (sent, owing.post(f"{PRE}/sit", sent).location) == (sent, PRE)


@pytest.mark.usefixtures("surveyed")
def test_a_form_of_another_round_gives_back_what_was_typed(owing: Browser) -> None:
    begun(owing)
    reply = owing.post(f"{PRE}/sit", form("gone", "말로 쓴 답", submit_key="of another round"))
    assert (reply.status_code, "<dd>말로 쓴 답</dd>" in reply.text, "<dt>문제</dt>" in reply.text) == (409, True, False)
    for sent in (form("gone", "b"), form("gone", " "), form("known", "")):
        assert owing.post(f"{PRE}/sit", {**sent, "submit_key": "of another round"}).location == PRE


def test_letters_sent_to_what_was_waved_off_lead_to_no_key(
    owing: Browser, school: School, app: Flask, with_quiz: Callable[[Quiz], None]
) -> None:
    """The letters of what is put in order, or matched, stand in the order of the key."""
    quiz = mixed(app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.ON_SUBMIT)
    with_quiz(replace(quiz, items=tuple(one for one in quiz.items if one.choices)))
    complete(school, 8)
    owing.post(RECALL, {"go": "begin"})
    owing.post(RECALL, {"go": "skip"})
    replies = {item: owing.post(f"{RECALL}/sit", form(item, "ab")) for item in ("one", "steps", "pairs")}
    shown = [(item, reply.status_code, SENT in reply.text) for item, reply in replies.items()]
    assert shown == [("one", 409, True), ("steps", 303, False), ("pairs", 303, False)]
