"""A page from before its attempt was opened again: it says so, and nothing of it goes into the attempt unseen."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from courses.foundation.database import db
from courses.models.assessment import Attempt, Response
from tests.browsing import Browser, fields
from tests.builders import School
from tests.web.quizzes import AUTOSAVE, QUIZ, answer, own

Open = Callable[[str], Browser]
TOLD = "이 풀이는 다시 열렸습니다"
OFFERED = "아래의 답은 아직 저장하지 않았습니다."


@pytest.fixture
def reopened(learner: Browser, browse: Open, school: School) -> tuple[Browser, str]:
    """A learner with one answer whose attempt was handed in and opened again to go on, and the key of the old pages."""
    answer(learner, "first-step", ["a"])
    key = own(school).submit_key
    learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    form = {"of": "tiny/first", "number": "1", "kind": "continue", "reason": "unfinished"}
    url = f"/teach/{school.units['first']}/reopen"
    assert browse("teacher").post(url, {**form, "learner": str(school.people["first1"])}).status_code == 303
    assert own(school).submit_key != key
    return learner, key


def stored() -> list[tuple[str, str]]:
    db.session.remove()
    return [tuple(row) for row in db.session.execute(select(Response.item, Response.letters).order_by(Response.item))]


def place(school: School, item: str) -> int:
    return [one.item_id for one in own(school).drawn].index(item) + 1


def test_an_answer_of_an_old_page_is_shown_in_the_reopened_attempt_and_saved_when_sent_once_more(
    reopened: tuple[Browser, str],
) -> None:
    learner, key = reopened
    sent = {"item": "helpful", "seq": "9", "answer": ["a", "c"], "go": "next", "submit_key": key}
    reply = learner.post(f"{QUIZ}/1", sent)
    assert (reply.status_code, OFFERED in reply.text, "까닭: 다 풀기 전에" in reply.text) == (409, True, True)
    assert (reply.text.count(" checked"), stored()) == (2, [("first-step", "a")])
    page = fields(reply.text)
    assert learner.post(f"{QUIZ}/1", {**sent, "submit_key": page["submit_key"], "seq": page["seq"]}).status_code == 303
    assert stored() == [("first-step", "a"), ("helpful", "ac")]


def test_an_old_page_of_an_answer_that_stands_says_so_and_leads_on(reopened: tuple[Browser, str]) -> None:
    learner, key = reopened
    reply = learner.post(f"{QUIZ}/1", {"item": "first-step", "seq": "9", "answer": "b", "submit_key": key})
    assert (reply.status_code, f"<h1>{TOLD}</h1>" in reply.text, "이어서 풀기" in reply.text) == (409, True, True)
    assert stored() == [("first-step", "a")]


def test_an_old_page_hands_nothing_in(reopened: tuple[Browser, str]) -> None:
    learner, key = reopened
    reply = learner.post(f"{QUIZ}/1/submit", {"submit_key": key})
    assert (reply.status_code, f"<h1>{TOLD}</h1>" in reply.text) == (409, True)
    assert db.session.scalars(select(Attempt.state)).all() == ["open"]


def test_a_script_of_an_old_page_is_told_where_to_go_on(reopened: tuple[Browser, str], school: School) -> None:
    learner, key = reopened
    sent = {"item": "helpful", "seq": "9", "answer": "a", "submit_key": key}
    reply = learner.post(f"{QUIZ}/1", sent, headers=AUTOSAVE)
    assert (reply.status_code, reply.json["saved"], reply.json["code"]) == (409, False, "attempt_reopened")
    assert (reply.json["url"], TOLD in reply.json["message"]) == (f"{QUIZ}/1?item={place(school, 'helpful')}", True)
    assert stored() == [("first-step", "a")]


def test_once_it_is_handed_in_again_an_old_page_leads_to_the_result(
    reopened: tuple[Browser, str], school: School
) -> None:
    learner, key = reopened
    learner.post(f"{QUIZ}/1/submit", {"submit_key": own(school).submit_key})
    sent = {"item": "helpful", "seq": "9", "answer": "a", "submit_key": key}
    for url in (f"{QUIZ}/1", f"{QUIZ}/1/submit"):
        assert (learner.post(url, sent).status_code, learner.last.location) == (303, f"{QUIZ}/1")


def test_to_everybody_else_and_for_what_was_not_opened_again_it_is_not_there(
    reopened: tuple[Browser, str], browse: Open, school: School
) -> None:
    learner, key = reopened
    other = browse("first2")
    for lesson in ("one", "two"):
        other.post(f"/learn/tiny/first/{lesson}")
    sent = {"item": "helpful", "seq": "9", "answer": "a", "submit_key": key}
    before = [other.post(url, sent).status_code for url in (f"{QUIZ}/1", f"{QUIZ}/1/submit")]
    other.post(QUIZ)
    after = [other.post(url, sent).status_code for url in (f"{QUIZ}/1", f"{QUIZ}/1/submit")]
    unknown = [learner.post(url, sent).status_code for url in (f"{QUIZ}/2", f"{QUIZ}/2/submit")]
    item = learner.post(f"{QUIZ}/1", {**sent, "item": "none", "submit_key": own(school).submit_key}).status_code
    assert (before, after, unknown, item) == ([404] * 2, [404] * 2, [404] * 2, 404)
