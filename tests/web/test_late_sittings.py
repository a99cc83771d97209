"""An answer sent by a button to a sitting that is over or was waved off: shown back unless it is kept, and no key."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import select

from courses.catalog.items import Item, Quiz
from courses.foundation.database import db
from courses.foundation.vocabulary import FeedbackTime, Publishing
from courses.models.assessment import Response
from courses.queries.attempts import side_sitting
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.beside import AUTOSAVE, BASE, answer_all, complete
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
def test_what_came_after_the_end_does_not_stand_beside_thanks_for_what_was_saved(owing: Browser) -> None:
    key = begun(owing)
    owing.post(f"{PRE}/sit/submit", {"submit_key": key})
    page = owing.post(f"{PRE}/sit", form("word", "늦은 말", submit_key=key)).text
    assert ("마치신 뒤에 와서 저장하지 않았습니다" in page, "답을 저장했습니다" in page) == (True, False)


@pytest.mark.usefixtures("surveyed")
def test_a_blank_or_what_is_kept_already_needs_no_word(owing: Browser) -> None:
    key = begun(owing)
    answer_all(owing, PRE, {"known": "b", "word": "no"})
    for sent in (form("word", " no "), form("known", "b"), form("word", "  "), form("known", "")):
        assert (sent, owing.post(f"{PRE}/sit", {**sent, "submit_key": key}).location) == (sent, PRE)


@pytest.mark.usefixtures("surveyed")
def test_a_form_that_names_no_attempt_of_ones_own_gives_back_what_was_typed_and_no_letters(
    owing: Browser, browse: Callable[[str], Browser]
) -> None:
    key = begun(owing)
    for other in ("nobody's", key):
        who = owing if other == "nobody's" else browse("first2")
        begun(who)
        reply = who.post(f"{PRE}/sit", form("word", "말로 쓴 답", submit_key=other))
        assert (reply.status_code, "<dd>말로 쓴 답</dd>" in reply.text) == (409, True)
        assert ("<dt>문제</dt>" in reply.text, "한 낱말로" in reply.text) == (False, False)
        for sent in (form("known", "b"), form("word", " "), form("known", "")):
            assert who.post(f"{PRE}/sit", {**sent, "submit_key": other}).location == PRE


def test_what_was_waved_off_is_told_by_the_questions_as_they_were_asked(
    owing: Browser, school: School, app: Flask, with_quiz: Callable[[Quiz], None]
) -> None:
    """Neither the letters of the file as it stands today nor its order, which is the key, say what was chosen."""
    quiz = mixed(app.extensions["catalog"].courses["tiny"].modules[0].quiz, FeedbackTime.ON_SUBMIT)
    parted = tuple(one for one in quiz.items if one.choices)
    with_quiz(replace(quiz, items=parted))
    complete(school, 8)
    key = begun(owing, RECALL)
    drawn = {one.item_id: one for one in side_sitting(school.people["first1"], key)[0].drawn}
    owing.post(RECALL, {"go": "skip"})
    with_quiz(replace(quiz, items=tuple(turned(one) for one in parted)))
    first, second = drawn["steps"].choices[:2]
    sent = {"one": {"answer": "b"}, "steps": {"place-1": "2", "place-2": "1", "place-3": "3"}, "pairs": {"row-1": "1"}}
    pages = {name: owing.post(f"{RECALL}/sit", form(name, "", submit_key=key) | sent[name]).text for name in sent}
    assert "<dd>b text</dd>" in pages["one"]
    assert f"<dd>{second} text → {first} text" in pages["steps"]
    assert f"{drawn['pairs'].choices[0]} text → {drawn['pairs'].targets[0]} text" in pages["pairs"]
    letters = [owing.post(f"{RECALL}/sit", form(name, "ab", submit_key=key)) for name in ("steps", "pairs")]
    assert [(reply.status_code, SENT in reply.text) for reply in letters] == [(303, False)] * 2


def turned(item: Item) -> Item:
    """The item with the texts of its choices the other way round."""
    texts = [one.text for one in item.choices][::-1]
    return replace(item, choices=tuple(replace(one, text=text) for one, text in zip(item.choices, texts, strict=True)))


@pytest.mark.usefixtures("surveyed")
@pytest.mark.parametrize("item", ["word", "known"])
def test_what_is_sent_while_the_course_is_away_is_shown_back_as_not_saved_yet(
    owing: Browser, app: Flask, item: str
) -> None:
    key = begun(owing)
    usual = app.extensions["catalog"]
    draft = replace(usual.courses["tiny"], state=Publishing.DRAFT)
    app.extensions["catalog"] = replace(usual, courses=MappingProxyType({"tiny": draft}), digest="draft")
    sent = form(item, {"word": "말로 쓴 답", "known": "b"}[item], submit_key=key)
    reply = owing.post(f"{PRE}/sit", sent)
    assert (reply.status_code, SENT in reply.text, "아직 저장되지 않았습니다" in reply.text) == (404, True, True)
    assert "지금은 이 교육을 열 수 없습니다" in reply.text
    assert owing.post(f"{PRE}/sit", {**sent, "answer": ""}).status_code == 404
    assert SENT not in owing.post(f"{BASE}/nothing/sit", sent).text
    app.extensions["catalog"] = usual
    assert owing.post(f"{PRE}/sit", sent).status_code == 303
    assert len(db.session.scalars(select(Response.item)).all()) == 1


@pytest.mark.usefixtures("surveyed")
def test_of_questions_taken_out_of_the_course_it_is_not_said_that_their_time_is_over(
    owing: Browser, app: Flask
) -> None:
    key = begun(owing)
    usual = app.extensions["catalog"]
    without = replace(usual.courses["tiny"], survey=None)
    app.extensions["catalog"] = replace(usual, courses=MappingProxyType({"tiny": without}), digest="without")
    for page in (owing.get(PRE).text, owing.post(f"{PRE}/sit", form("word", "말", submit_key=key)).text):
        assert ("과정에서 빠져" in page, "첫 차시" in page) == (True, False)


@pytest.mark.usefixtures("surveyed")
def test_a_script_is_told_where_the_reason_is(owing: Browser) -> None:
    key = begun(owing)
    owing.post(PRE, {"go": "skip"})
    reply = owing.post(f"{PRE}/sit", form("word", "말", submit_key=key), headers=AUTOSAVE)
    assert (reply.status_code, reply.json["url"], reply.json["saved"]) == (409, PRE, False)
    assert "복사해 두세요" in reply.json["message"]
