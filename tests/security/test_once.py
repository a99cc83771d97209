"""Exactly once, whatever is pressed at the same moment; nothing older takes the place of what is newer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from werkzeug.test import TestResponse

from courses.foundation.database import Base, db
from courses.foundation.transactions import transaction
from courses.models.accounts import Account
from courses.models.assessment import Attempt, QuizVersion, Response
from courses.models.evidence import AuditEvent
from courses.models.learning import Completion, LessonCompletion
from courses.services import administration
from tests.browsing import Browser
from tests.builders import School
from tests.security import material
from tests.security.conftest import Course
from tests.security.lengths import examples
from tests.security.sitting import Sitter

pytestmark = pytest.mark.security
TOGETHER = 10
Sit = Callable[..., Sitter]


@pytest.fixture
def sit(app: Flask, assigned: School, course: Course) -> Sit:
    def make(module: str = material.LATER, username: str = "first1") -> Sitter:
        return Sitter(app, username, assigned.people[username], course.catalog, module)

    return make


def at_once(
    app: Flask, browser: Browser, url: str, values: dict[str, Any], times: int = TOGETHER
) -> list[TestResponse]:
    """The same form sent by so many clients of one browser's cookie in the same moment."""
    browsers = [Browser(app) for _ in range(times)]
    for one in browsers:
        one.client.set_cookie("__Host-sid", browser.token, secure=True)
    together = Barrier(times, timeout=30)

    def send(one: Browser) -> TestResponse:
        with app.app_context():
            together.wait()
            return one.post(url, values)

    with ThreadPoolExecutor(times) as pool:
        answers = list(pool.map(send, browsers))
    db.session.remove()
    return answers


def count(model: type[Base], *where: Any) -> int:
    return db.session.execute(select(func.count()).select_from(model).where(*where)).scalar_one()


def happened(action: str) -> int:
    return count(AuditEvent, AuditEvent.action == action)


def test_a_quiz_that_is_handed_in_ten_times_at_once_counts_once(
    app: Flask, sit: Sit, course: Course, assigned: School
) -> None:
    sitter = sit()
    sitter.begin()
    sitter.answer_all_rightly(course.canaries)
    answers = at_once(app, sitter.browser, f"{sitter.url}/submit", sitter.submit_form())
    assert [(one.status_code, one.location) for one in answers] == [(303, sitter.url)] * TOGETHER
    assert count(Attempt) == 1
    assert db.session.execute(select(Attempt.state, Attempt.score)).one() == ("submitted", 7143)
    assert (happened("attempt.submitted"), count(Completion)) == (1, 1)
    assert administration.differing_tallies() == []
    while administration.fold_tallies():
        pass
    assert administration.differing_tallies() == []
    again = sitter.browser.post(
        f"{sitter.url}/submit", {"submit_key": db.session.scalars(select(Attempt.submit_key)).one()}
    )
    assert (again.status_code, again.location, count(Completion)) == (303, sitter.url, 1)
    pages = {sitter.browser.get(sitter.url).text.partition("csrf")[0] for _ in range(2)}
    assert len(pages) == 1


def test_a_lesson_that_is_completed_ten_times_at_once_counts_once(
    app: Flask, assigned: School, browse: Callable[[str], Browser]
) -> None:
    browser = browse("first1")
    answers = at_once(app, browser, f"/learn/{material.COURSE}/{material.NOW}/first", {})
    assert {(one.status_code, one.location) for one in answers} == {
        (303, f"/learn/{material.COURSE}/{material.NOW}/second")
    }
    assert count(LessonCompletion) == 1


def test_a_quiz_that_is_begun_ten_times_at_once_has_one_attempt(app: Flask, sit: Sit) -> None:
    sitter = sit(material.DRAWN)
    answers = at_once(app, sitter.browser, sitter.quiz, {})
    assert {one.location for one in answers} == {f"{sitter.quiz}/1"}
    assert (count(Attempt), happened("attempt.opened")) == (1, 1)


def test_a_class_that_begins_at_once_shares_one_stored_quiz(app: Flask, sit: Sit) -> None:
    sitters = [sit(material.DRAWN, f"first{number}") for number in (1, 2, 3)]
    together = Barrier(len(sitters), timeout=30)

    def begin(sitter: Sitter) -> None:
        with app.app_context():
            together.wait()
            sitter.begin()

    with ThreadPoolExecutor(len(sitters)) as pool:
        list(pool.map(begin, sitters))
    assert (count(Attempt), count(QuizVersion)) == (3, 1)
    assert db.session.scalar(select(func.count(Attempt.seed.distinct()))) == 3


def test_an_older_tab_never_takes_the_place_of_a_newer_answer(
    app: Flask, sit: Sit, record_property: Callable[[str, object], None]
) -> None:
    sitter = sit()
    sitter.begin()
    item = f"{material.LATER}-one"
    tried = [0]
    saves = st.tuples(st.integers(0, 6), st.sampled_from(["", "a", "b", "c", "d"]))

    @examples(500, 1000)
    @given(st.lists(saves, max_size=8))
    def interleave(order: list[tuple[int, str]]) -> None:
        tried[0] += 1
        with transaction():
            db.session.execute(delete(Response))
        kept: tuple[int, str] | None = None
        for seq, letter in order:
            answer = sitter.save(item, seq, *letter)
            newer = kept is None or seq > kept[0]
            if newer and letter:
                kept = (seq, letter)
            right = newer or (kept is not None and letter == kept[1])
            assert (order, answer.status_code) == (order, 200 if right else 409)
            if not right:
                assert answer.get_json()["code"] == "answer_stale"
        db.session.remove()
        stored = db.session.execute(select(Response.client_seq, Response.letters)).all()
        assert [tuple(row) for row in stored] == ([kept] if kept else [])

    interleave()
    record_property("answers: interleavings of tabs", tried[0])


@pytest.mark.parametrize("sent", [(), ("",), ("", "")])
def test_a_blank_never_takes_the_place_of_an_answer(sit: Sit, sent: tuple[str, ...]) -> None:
    sitter = sit()
    sitter.begin()
    assert sitter.save(f"{material.LATER}-many", 3, "a", "c").get_json()["blank"] is False
    assert sitter.save(f"{material.LATER}-many", 4, *sent).get_json()["blank"] is True
    assert db.session.execute(select(Response.letters, Response.client_seq)).all() == [("ac", 3)]


def test_an_answer_that_was_checked_stays(sit: Sit) -> None:
    sitter = sit(material.NOW)
    sitter.begin()
    item = f"{material.NOW}-one"
    assert sitter.save(item, 1, "c", go="check").status_code == 303
    for go in ("", "check", "next"):
        assert (go, sitter.save(item, 9, "b", go=go).status_code) == (go, 409)
    assert sitter.save(item, 9, "c", go="next").status_code == 303
    db.session.remove()
    assert db.session.execute(select(Response.letters, Response.client_seq)).all() == [("c", 1)]


def test_an_answer_after_the_quiz_was_handed_in_is_refused(sit: Sit) -> None:
    sitter = sit()
    sitter.begin()
    item = f"{material.LATER}-one"
    sitter.save(item, 1, "a")
    assert sitter.submit().status_code == 303
    answer = sitter.save(item, 2, "b")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "attempt_closed")
    assert [sitter.save(item, 2, value, go="next").status_code for value in "ba"] == [409, 303]
    db.session.remove()
    assert db.session.execute(select(Response.letters)).all() == [("a",)]


def test_an_item_that_was_not_drawn_cannot_be_answered(sit: Sit) -> None:
    sitter = sit(material.DRAWN)
    sitter.begin()
    drawn = sitter.drawn()
    assert len(drawn) == material.DRAW
    for item in {f"pool-{number}" for number in range(1, material.POOL + 1)} - set(drawn):
        assert sitter.save(item, 1, "b").status_code == 404
    for item in ("", "none", f"{material.LATER}-one", "pool-1 ", "POOL-1", "' or 1=1 --", "a" * 500):
        assert (item, sitter.save(item, 1, "b").status_code) == (item, 404)
    assert count(Response) == 0


@pytest.mark.parametrize(
    "letters", [("e",), ("z",), ("a", "b"), ("A",), ("-",), ("ab",), ("a" * 300,), ("<",), ("가",)]
)
def test_an_answer_that_no_form_of_ours_sends_is_refused(sit: Sit, letters: tuple[str, ...]) -> None:
    sitter = sit()
    sitter.begin()
    assert sitter.save(f"{material.LATER}-one", 1, *letters).status_code == 422
    assert count(Response) == 0


def test_an_attempt_of_another_learner_is_not_there(sit: Sit) -> None:
    mine, other = sit(), sit(username="first2")
    mine.begin()
    mine.save(f"{material.LATER}-one", 1, "a")
    key = mine.submit_form()
    other.number = mine.number
    for answer in (
        other.browser.get(mine.url),
        other.save(f"{material.LATER}-one", 5, "b"),
        other.browser.post(f"{mine.url}/submit", key),
    ):
        assert answer.status_code == 404
    other.begin()
    assert other.browser.post(f"{other.url}/submit", key).status_code == 404
    db.session.remove()
    assert db.session.execute(select(Response.letters, Response.client_seq)).all() == [("a", 1)]
    assert set(db.session.scalars(select(Attempt.state))) == {"open"}


def test_a_quiz_is_handed_in_with_its_own_key_only(sit: Sit) -> None:
    sitter = sit()
    sitter.begin()
    for key in ("", "0" * 32, "' or 1=1 --", "a" * 3000, "열쇠"):
        answer = sitter.browser.post(f"{sitter.url}/submit", {"submit_key": key})
        assert (key, answer.status_code) == (key, 404)
    assert sitter.browser.get(f"{sitter.url}/submit").status_code == 405
    assert db.session.scalars(select(Attempt.state)).all() == ["open"]


def test_the_number_of_attempts_is_kept_by_the_server(sit: Sit) -> None:
    sitter = sit()
    for _ in range(2):
        sitter.begin()
        sitter.submit()
    answer = sitter.browser.post(sitter.quiz)
    assert (answer.status_code, count(Attempt)) == (403, 2)


def test_a_quiz_before_its_lessons_and_a_lesson_before_the_one_before_are_refused(
    assigned: School, browse: Callable[[str], Browser]
) -> None:
    browser = browse("first1")
    assert browser.post(f"/learn/{material.COURSE}/{material.NOW}/quiz").status_code == 403
    assert browser.post(f"/learn/{material.COURSE}/{material.NOW}/second").status_code == 403
    assert count(Attempt) + count(LessonCompletion) == 0


def test_nobody_learns_for_another(assigned: School, browse: Callable[[str], Browser]) -> None:
    browser = browse("first1")
    other = assigned.people["first2"]
    values = {"learner": other, "account": other, "user": other, "cycle": "1999", "revision": 7}
    browser.post(f"/learn/{material.COURSE}/{material.NOW}/first", values, query_string=values)
    rows = db.session.execute(
        select(Account.username).join(LessonCompletion, LessonCompletion.learner == Account.id)
    ).all()
    assert rows == [("first1",)]
    assert set(db.session.scalars(select(LessonCompletion.revision))) == {1}
