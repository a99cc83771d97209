"""What was typed survives a log-in that ended, a page that grew old and a database that was away."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState
from courses.models.accounts import Account, LoginSession
from courses.models.assessment import Attempt, Response
from courses.models.learning import Completion
from courses.services import assessment
from courses.web import kept
from tests.browsing import Browser, fields
from tests.builders import PASSWORD, School

Open = Callable[[str], Browser]
QUIZ = "/learn/tiny/first/quiz"
ANSWER = {"item": "first-step", "seq": "1", "answer": "b", "go": "next"}
AUTOSAVE = {"X-Requested-With": "autosave"}
SENT_AGAIN = "다시 보내기"


def form_of(browser: Browser, url: str = f"{QUIZ}/1?item=1") -> dict[str, str]:
    """The answer as the page of the item sends it, which says whose page it is."""
    page = fields(browser.get(url).text)
    return {**ANSWER, **{name: page[name] for name in ("whose", "spoken", "submit_key")}}


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
    sent = form_of(learner)
    end_sessions()
    asked = learner.post(f"{QUIZ}/1", sent)
    assert (asked.status_code, answers()) == (401, [])
    carried = fields(asked.get_data(as_text=True))["kept"]
    wrong = learner.post("/login", {"username": "first1", "password": "wrong", "kept": carried})
    assert fields(wrong.get_data(as_text=True))["kept"] == carried
    signed_in = learner.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (signed_in.status_code, answers()) == (303, ["b"])
    assert "checked" in learner.get(signed_in.location).text


@pytest.mark.parametrize("named", [True, False])
def test_another_account_that_signs_in_sees_and_sends_nothing_of_it(
    learner: Browser, school: School, named: bool
) -> None:
    sent = form_of(learner) | {"answer": "c"}
    if not named:
        del sent["whose"]
    end_sessions()
    carried = fields(learner.post(f"{QUIZ}/1", sent).text)["kept"]
    for lesson in ("one", "two"):
        learner.post(f"/learn/tiny/first/{lesson}")
    reply = learner.post("/login", {"username": "first2", "password": PASSWORD, "kept": carried})
    assert (reply.status_code, reply.location, answers()) == (303, "/", [])
    seen = learner.post("/language", {"lang": "en", "back": "/learn", "kept": carried})
    assert (seen.status_code, seen.location) == (303, "/learn")
    old = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **sent})
    assert (old.status_code, SENT_AGAIN in old.text, sent["submit_key"] in old.text) == (400, False, named)
    assert ("first2" in old.text, "Somebody else is signed in now" in old.text) == (not named, named)
    assert answers() == []


def test_what_was_sent_while_another_account_was_signed_in_is_saved_by_whoever_typed_it(
    learner: Browser, school: School
) -> None:
    sent = form_of(learner) | {"answer": "c"}
    learner.post("/login", {"username": "first2", "password": PASSWORD})
    waits = fields(learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **sent}).text)
    assert (answers(), waits["kept"] != "") == ([], True)
    english = learner.post("/login?lang=en", {"kept": waits["kept"], "speak": "en"})
    assert ("Somebody else is signed in now" in english.text, "first2" in english.text) == (True, False)
    wrong = learner.post("/login", {"username": "first1", "password": "wrong", "kept": fields(english.text)["kept"]})
    assert (wrong.status_code, "first2" in wrong.text, fields(wrong.text)["kept"]) == (401, False, waits["kept"])
    again = learner.post("/login", {"username": "first1", "password": PASSWORD, "kept": waits["kept"]})
    assert (again.status_code, answers()) == (303, ["c"])


@pytest.mark.parametrize(
    "change",
    [{"item": "none"}, {"answer": "z"}, {"submit_key": "0" * 32}, {"seq": "0"}],
    ids=["another item", "no such choice", "another attempt", "overtaken"],
)
def test_an_answer_that_cannot_be_saved_at_once_is_offered_again(learner: Browser, change: dict[str, str]) -> None:
    learner.post(f"{QUIZ}/1", {**ANSWER, "answer": "a"})
    sent = form_of(learner) | change
    end_sessions()
    carried = fields(learner.post(f"{QUIZ}/1", sent).text)["kept"]
    offered = learner.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (offered.status_code, answers()) == (200, ["a"])
    assert {name: fields(offered.text)[name] for name in sent} == sent


def test_an_answer_that_meets_a_busy_database_after_the_log_in_is_offered_again(
    learner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = form_of(learner)
    end_sessions()
    carried = fields(learner.post(f"{QUIZ}/1", sent).text)["kept"]
    monkeypatch.setattr(assessment, "save_answer", busy)
    offered = learner.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (offered.status_code, SENT_AGAIN in offered.text) == (200, True)


def test_a_submission_is_offered_again_with_a_button(learner: Browser) -> None:
    page = fields(learner.get(f"{QUIZ}/1?review=1").text)
    sent = {name: page[name] for name in ("whose", "submit_key")}
    end_sessions()
    asked = learner.post(f"{QUIZ}/1/submit", sent).text
    assert ("이어서 제출하실 수 있습니다" in asked, "이어서 저장하실" in asked) == (True, False)
    carried = fields(asked)["kept"]
    offered = learner.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (offered.status_code, f'action="{QUIZ}/1/submit"' in offered.text) == (200, True)
    told = ("아직 제출하지 않았습니다", "저장한 답은 그대로 있습니다", "제출하기", f'href="{QUIZ}/1?review=1"')
    assert [words in offered.text for words in told] == [True] * len(told)
    assert [words in offered.text for words in ("저장하지 못했습니다", SENT_AGAIN, "보내지 않기")] == [False] * 3
    again = fields(offered.text)
    assert learner.post(f"{QUIZ}/1/submit", {name: again[name] for name in sent}).status_code == 303


@pytest.mark.parametrize("sit", [f"{QUIZ}/1", f"{QUIZ}/recall/sit", "/learn/tiny/quiz/pre/sit"])
def test_only_the_form_that_hands_in_is_said_to_hand_in_and_leads_back_to_the_look_over(app: Flask, sit: str) -> None:
    with app.test_request_context("/login"):
        handing, answering = (kept.unpack(json.dumps({"path": url, "fields": []})) for url in (f"{sit}/submit", sit))
    assert handing is not None
    assert answering is not None
    assert (handing.hands_in, handing.look_over, answering.hands_in) == (True, f"{sit}?review=1", False)


def test_the_language_of_the_log_in_can_be_changed_without_losing_what_was_typed(learner: Browser) -> None:
    sent = form_of(learner)
    end_sessions()
    asked = learner.post(f"{QUIZ}/1", sent, headers={"Accept-Language": "en"})
    assert '<html lang="ko">' in asked.text
    carried = fields(asked.text)["kept"]
    english = learner.post("/login?lang=en", {"kept": carried, "speak": "en"})
    assert ('<html lang="en">' in english.text, fields(english.text)["kept"]) == (True, carried)
    assert 'action="/login?lang=en"' in english.text
    wrong = learner.post("/login?lang=en", {"username": "first1", "password": "wrong", "kept": carried})
    assert ('<html lang="en">' in wrong.text, fields(wrong.text)["kept"]) == (True, carried)
    learner.post("/login?lang=en", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (answers(), '<html lang="en">' in learner.get("/learn").text) == (["b"], True)


def test_the_language_of_a_page_that_offers_again_can_be_changed_too(learner: Browser) -> None:
    sent = form_of(learner)
    asked = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **sent})
    carried = fields(asked.text)["kept"]
    english = learner.post("/language", {"lang": "en", "back": f"{QUIZ}/1", "kept": carried})
    assert (english.status_code, answers()) == (303, ["b"])
    assert '<html lang="en">' in learner.get(english.location).text


def test_what_waits_to_be_handed_in_is_not_handed_in_by_another_language(learner: Browser) -> None:
    sent = {name: value for name, value in form_of(learner).items() if name in {"submit_key", "whose"}}
    asked = learner.client.post(f"{QUIZ}/1/submit", data={"csrf_token": "old", **sent})
    english = learner.post("/language", {"lang": "en", "kept": fields(asked.text)["kept"]})
    assert (english.status_code, '<html lang="en">' in english.text) == (200, True)
    assert db.session.scalars(select(Attempt.state)).all() == ["open"]


def test_a_session_that_idled_too_long_still_says_in_which_language(learner: Browser) -> None:
    with transaction():
        db.session.execute(update(LoginSession).values(seen_at=clock.now() - timedelta(days=1)))
        db.session.execute(update(Account).values(locale="en"))
    assert '<html lang="en">' in learner.get("/login", headers={"Accept-Language": "ko"}).text
    asked = learner.post(f"{QUIZ}/1", ANSWER, headers={"Accept-Language": "ko"})
    assert ('<html lang="en">' in asked.text, "Sign in" in asked.text) == (True, True)


def test_a_log_in_page_of_an_older_cookie_keeps_what_it_carries(learner: Browser) -> None:
    sent = form_of(learner)
    end_sessions()
    carried = fields(learner.post(f"{QUIZ}/1", sent).text)["kept"]
    form = {"csrf_token": "old", "username": "first1", "password": PASSWORD, "kept": carried}
    again = learner.client.post("/login", data=form)
    assert (again.status_code, fields(again.text)["kept"]) == (400, carried)
    foreign = learner.client.post("/login", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert (foreign.status_code, foreign.location) == (303, "/login?problem=cookie")
    learner.enter("first2")
    assert learner.client.post("/login", data=form).status_code == 303
    learner.enter("first1")
    send_again(learner, learner.client.post("/login", data=form).text)
    assert answers() == ["b"]


def test_an_answer_that_counts_nowhere_is_there_after_signing_in_again(browse: Open, school: School) -> None:
    at = clock.now() - timedelta(days=8)
    with transaction():
        db.session.add(
            Completion(
                learner=school.people["first1"],
                course="tiny",
                module="first",
                cycle=str(clock.now().year),
                revision=1,
                digest="",
                at=at,
                late=False,
            )
        )
    recall, browser = f"{QUIZ}/recall", browse("first1")
    browser.post(recall, {"go": "begin"})
    asked = fields(browser.get(f"{recall}/sit?item=1").text)
    named = {name: asked[name] for name in ("item", "submit_key", "whose")}
    sent = {**named, "seq": "1", "answer": "b", "go": "next"}
    end_sessions()
    carried = fields(browser.post(f"{recall}/sit", sent).text)["kept"]
    signed_in = browser.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (signed_in.location, answers()) == (f"{recall}/sit?item=1", ["b"])
    with transaction():
        db.session.execute(update(Attempt).values(state=AttemptState.VOID))
    end_sessions()
    over = browser.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (over.status_code, SENT_AGAIN in over.text, answers()) == (200, True, ["b"])


def test_an_answer_from_a_page_of_an_older_log_in_is_offered_again(learner: Browser) -> None:
    asked = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **form_of(learner)})
    assert (asked.status_code, answers()) == (400, [])
    send_again(learner, asked.get_data(as_text=True))
    assert answers() == ["b"]


def busy(*_arguments: object, **_options: object) -> None:
    raise OperationalError("UPDATE", {}, Exception("locked"))


def test_an_answer_that_met_a_busy_database_is_offered_again(learner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(assessment, "save_answer", busy)
        asked = learner.post(f"{QUIZ}/1", ANSWER)
        by_script = learner.post(f"{QUIZ}/1", ANSWER, headers=AUTOSAVE)
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
    forged = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **ANSWER}, headers=AUTOSAVE)
    assert (forged.status_code, forged.json["saved"]) == (400, False)
    end_sessions()
    ended = learner.post(f"{QUIZ}/1", ANSWER, headers=AUTOSAVE)
    assert (ended.status_code, ended.json["saved"]) == (401, False)
    both = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **ANSWER}, headers=AUTOSAVE)
    assert (both.status_code, both.json["message"]) == (401, ended.json["message"])


def test_a_form_from_another_site_is_never_offered_again(learner: Browser) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    asked = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **form_of(learner)}, headers=foreign)
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
        "[" * 19_999,
        json.dumps({"path": f"{QUIZ}/1", "fields": [["a", "\ud800"]]}),
        json.dumps({"path": f"{QUIZ}/1", "fields": [["whose", "\udfff"]]}),
        json.dumps({"path": f"{QUIZ}/\ud800", "fields": []}),
        json.dumps({"path": f"/{QUIZ}/1", "fields": []}),
        json.dumps({"path": f"{QUIZ}//1", "fields": []}),
        json.dumps({"path": "/learn/\t../first/quiz/1", "fields": []}),
        json.dumps({"path": "/learn/..\\first/quiz", "fields": []}),
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
