"""An attempt that a teacher opened anew: its old pages say so and lead on, and nothing more is written into it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState
from courses.models.assessment import Attempt, AttemptReopening, Response
from courses.web.shelf import shelf
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.quizzes import AUTOSAVE, QUIZ, answer, mixed, own

Open = Callable[[str], Browser]
WHY = "기기나 연결에 문제가 있었습니다"
TOLD = "이 풀이는 세지 않습니다"


@pytest.fixture
def aside(learner: Browser, browse: Open, school: School) -> Browser:
    """A learner whose attempt with one answer was handed in and opened anew by the teacher."""
    answer(learner, "first-step", ["a"])
    key = own(school).submit_key
    learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    send = {
        "learner": str(school.people["first1"]),
        "of": "tiny/first",
        "number": "1",
        "kind": "anew",
        "reason": "interrupted",
    }
    assert browse("teacher").post(f"/teach/{school.units['first']}/reopen", send).status_code == 303
    return learner


def key_of(number: int = 1) -> str:
    db.session.remove()
    return db.session.scalars(select(Attempt.submit_key).where(Attempt.number == number)).one()


def stored() -> list[tuple[str, str]]:
    db.session.remove()
    return [tuple(row) for row in db.session.execute(select(Response.item, Response.letters)).all()]


@pytest.mark.parametrize("place", ["", "?item=1", "?review=1"])
def test_a_bookmark_of_it_says_what_happened_and_why_and_leads_to_a_new_attempt(aside: Browser, place: str) -> None:
    reply = aside.get(f"{QUIZ}/1{place}")
    assert (reply.status_code, TOLD in reply.text, WHY in reply.text) == (410, True, True)
    assert ("기록으로 남아 있고" in reply.text, "새로 풀기" in reply.text) == (True, True)
    assert [words in reply.text for words in ("묻지 않았습니다", "도움이 되는 답", "방금 보내신 답")] == [False] * 3
    assert aside.post(QUIZ, fields(reply.text)).location == f"{QUIZ}/2"
    assert "이어서 풀기" in aside.get(f"{QUIZ}/1").text


def test_an_answer_of_its_old_page_is_shown_back_and_not_written(aside: Browser) -> None:
    sent = {"item": "helpful", "seq": "9", "answer": ["a", "c"], "go": "next", "submit_key": key_of()}
    reply = aside.post(f"{QUIZ}/1", sent)
    assert (reply.status_code, TOLD in reply.text) == (410, True)
    assert ("<p>저장되지 않았습니다. 필요하시면" in reply.text, "아직" in reply.text) == (True, False)
    item = shelf().courses["tiny"].modules[0].quiz.item("helpful")
    assert [one.letter for one in item.choices if str(one.text["ko"]) in reply.text] == ["a", "c"]
    assert stored() == [("first-step", "a")]


def test_a_form_that_does_not_name_its_attempt_is_told_the_same(aside: Browser) -> None:
    reply = answer(aside, "first-step", ["b"], seq=9)
    assert (reply.status_code, TOLD in reply.text, stored()) == (410, True, [("first-step", "a")])


@pytest.mark.parametrize("named", [True, False])
def test_a_script_is_told_why_and_where_to_go_on(aside: Browser, named: bool) -> None:
    sent = {"item": "first-step", "seq": "9", "answer": "b"} | ({"submit_key": key_of()} if named else {})
    reply = aside.post(f"{QUIZ}/1", sent, headers=AUTOSAVE)
    assert (reply.status_code, reply.json["saved"], reply.json["code"]) == (410, False, "attempt_void")
    assert (reply.json["url"], "새로 푸실 수 있습니다" in reply.json["message"]) == (QUIZ, True)
    assert stored() == [("first-step", "a")]


def test_handing_it_in_again_changes_nothing(aside: Browser) -> None:
    reply = aside.post(f"{QUIZ}/1/submit", {"submit_key": key_of()})
    assert (reply.status_code, TOLD in reply.text) == (410, True)
    assert db.session.scalars(select(Attempt.state)).all() == [AttemptState.VOID]


def test_what_somebody_else_had_and_what_never_was_is_not_there(aside: Browser, browse: Open) -> None:
    key = key_of()
    other = browse("first2")
    for lesson in ("one", "two"):
        other.post(f"/learn/tiny/first/{lesson}")
    for browser, number in ((other, 1), (aside, 2), (aside, 99)):
        sent = {"item": "first-step", "seq": "9", "answer": "b", "submit_key": key}
        replies = [
            browser.get(f"{QUIZ}/{number}"),
            browser.post(f"{QUIZ}/{number}", sent),
            browser.post(f"{QUIZ}/{number}", sent, headers=AUTOSAVE),
            browser.post(f"{QUIZ}/{number}/submit", sent),
        ]
        assert [one.status_code for one in replies] == [404] * 4
        assert [TOLD in one.text for one in replies] == [False] * 4


def test_without_a_note_of_why_it_still_says_that_it_counts_no_more(aside: Browser) -> None:
    with transaction():
        db.session.execute(AttemptReopening.__table__.delete())
    page = aside.get(f"{QUIZ}/1").text
    assert ("이 풀이는 더 세지 않습니다." in page, "까닭" in page) == (True, False)


def test_where_no_attempt_is_left_no_button_promises_one(aside: Browser) -> None:
    with transaction():
        db.session.execute(update(Attempt).values(state=AttemptState.SUBMITTED))
    for number in (2, 3):
        aside.post(QUIZ)
        aside.post(f"{QUIZ}/{number}/submit", {"submit_key": key_of(number)})
    aside.post(QUIZ)
    with transaction():
        db.session.execute(update(Attempt).where(Attempt.number == 1).values(state=AttemptState.VOID))
    assert "새로 풀기" in aside.get(f"{QUIZ}/1").text
    aside.post(QUIZ)
    aside.post(f"{QUIZ}/4/submit", {"submit_key": key_of(4)})
    page = aside.get(f"{QUIZ}/1").text
    assert ("새로 풀기" in page, "확인 문제로" in page) == (False, True)


@pytest.mark.parametrize(("typed", "shown"), [("  세   번 ", "세 번"), ("가" * 501, "가" * 501)])
def test_what_was_typed_is_shown_back_however_long(
    learner: Browser, school: School, with_quiz: Callable[..., None], typed: str, shown: str
) -> None:
    quiz = learner.app.extensions["catalog"].courses["tiny"].modules[0].quiz
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    with_quiz(mixed(quiz, quiz.feedback))
    learner.post(QUIZ)
    with transaction():
        db.session.execute(update(Attempt).where(Attempt.number == 2).values(state=AttemptState.VOID))
    reply = answer(learner, "word", [typed], number=2)
    assert (reply.status_code, f"<dd>{shown}</dd>" in reply.text) == (410, True)
