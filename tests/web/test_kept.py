"""What was typed survives a log-in that ended, a page that grew old and a database that was away."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError

from courses.foundation.database import db, transaction
from courses.models.accounts import LoginSession
from courses.models.assessment import Response
from courses.services import assessment
from courses.web import kept
from tests.browsing import Browser, fields
from tests.builders import PASSWORD, School

Open = Callable[[str], Browser]
QUIZ = "/learn/tiny/first/quiz"
ANSWER = {"item": "first-step", "seq": "1", "answer": "b", "go": "next"}


def end_sessions() -> None:
    with transaction():
        db.session.execute(delete(LoginSession))


def answers() -> list[str]:
    return list(db.session.scalars(select(Response.letters)))


def send_again(browser: Browser, page: str) -> None:
    offered = fields(page)
    sent = {name: offered.get(name) for name in ANSWER}
    assert sent == ANSWER
    sent["csrf_token"] = offered["csrf_token"]
    assert browser.client.post(f"{QUIZ}/1", data=sent).status_code == 303


def test_an_answer_sent_after_the_log_in_ended_is_there_after_signing_in_again(learner: Browser) -> None:
    end_sessions()
    asked = learner.post(f"{QUIZ}/1", ANSWER)
    assert (asked.status_code, answers()) == (401, [])
    carried = fields(asked.get_data(as_text=True))["kept"]
    wrong = learner.post("/login", {"username": "first1", "password": "wrong", "kept": carried})
    assert fields(wrong.get_data(as_text=True))["kept"] == carried
    signed_in = learner.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert signed_in.status_code == 200
    send_again(learner, signed_in.get_data(as_text=True))
    assert answers() == ["b"]


def test_an_answer_from_a_page_of_an_older_log_in_is_offered_again(learner: Browser) -> None:
    asked = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **ANSWER})
    assert (asked.status_code, answers()) == (400, [])
    send_again(learner, asked.get_data(as_text=True))
    assert answers() == ["b"]


def test_an_answer_that_met_a_busy_database_is_offered_again(learner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_arguments: object, **_options: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("locked"))

    with monkeypatch.context() as patch:
        patch.setattr(assessment, "save_answer", busy)
        asked = learner.post(f"{QUIZ}/1", ANSWER)
        by_script = learner.post(f"{QUIZ}/1", ANSWER, headers={"X-Requested-With": "autosave"})
    assert (asked.status_code, asked.headers["Retry-After"]) == (503, "2")
    assert (by_script.status_code, by_script.json["saved"]) == (503, False)
    send_again(learner, asked.get_data(as_text=True))


def test_reading_from_a_database_that_is_away_says_so(browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    browser = browse("")
    browser.client.set_cookie("__Host-sid", "x" * 43, secure=True)
    monkeypatch.setattr("courses.web.identity.signed_in", away)
    answer = browser.get("/learn")
    assert (answer.status_code, "잠시 뒤 다시 시도해 주세요" in answer.get_data(as_text=True)) == (503, True)


def test_a_script_is_told_in_json(learner: Browser) -> None:
    script = {"X-Requested-With": "autosave"}
    forged = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **ANSWER}, headers=script)
    assert (forged.status_code, forged.json["saved"]) == (400, False)
    end_sessions()
    ended = learner.post(f"{QUIZ}/1", ANSWER, headers=script)
    assert (ended.status_code, ended.json["saved"]) == (401, False)
    both = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **ANSWER}, headers=script)
    assert (both.status_code, both.json["message"]) == (401, ended.json["message"])


def test_a_form_from_another_site_is_never_offered_again(learner: Browser) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    asked = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **ANSWER}, headers=foreign)
    assert (asked.status_code, "다시 보내기" in asked.get_data(as_text=True)) == (400, False)


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        json.dumps({"path": "/learn"}),
        json.dumps({"path": "/logout", "fields": []}),
        json.dumps({"path": "//elsewhere.example/x", "fields": []}),
        json.dumps({"path": "/nowhere", "fields": []}),
        json.dumps({"path": f"{QUIZ}/1", "fields": [["a"]]}),
        json.dumps({"path": f"{QUIZ}/1", "fields": [["a", "b" * 20_001]]}),
    ],
)
def test_what_was_not_packed_here_is_not_unpacked(app: Flask, text: str) -> None:
    with app.test_request_context("/login"):
        assert kept.unpack(text) is None


def test_a_log_in_with_something_unreadable_just_signs_in(browse: Open, school: School) -> None:
    browser = browse("")
    browser.get("/login")
    answer = browser.post("/login", {"username": "first1", "password": PASSWORD, "kept": "nonsense"})
    assert (answer.status_code, answer.location) == (303, "/")
