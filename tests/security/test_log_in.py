"""Signing in: a new id each time, guessing is slowed, nothing is told about who exists, log-out is final."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import Role
from courses.models.accounts import Account, LogInFailure, LoginSession
from courses.services import accounts, units
from courses.web.sessions import SECURE_NAME
from tests.browsing import Browser, fields
from tests.builders import PASSWORD, School, hashed, person
from tests.security.looking import every_row

pytestmark = pytest.mark.security
Browse = Callable[[str], Browser]
BEGIN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def stopped() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


def guess(app: Flask, username: str, password: str = "not it at all") -> int:
    """One try with a browser of its own."""
    return Browser(app).log_in(username, password).status_code


@contextmanager
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Compare passwords without the cost of a hash, where hundreds of tries are made."""
    with monkeypatch.context() as patch:
        patch.setattr(accounts, "_verify", lambda _stored, password: password == PASSWORD)
        yield


def test_a_log_in_has_a_new_id_and_ends_the_old_one(browse: Browse, school: School) -> None:
    browser = browse("")
    browser.get("/login")
    ids = [browser.token]
    for _ in range(3):
        browser.post("/login", {"username": "first1", "password": PASSWORD})
        ids.append(browser.token)
    assert len(set(ids)) == 4
    stored = db.session.scalars(select(LoginSession.hash)).all()
    assert stored == [accounts.digest(ids[-1])]
    for old in ids[:-1]:
        browser.client.set_cookie(SECURE_NAME, old, secure=True)
        assert browser.get("/learn").status_code == 303


def test_an_id_that_was_chosen_by_somebody_else_is_never_used(browse: Browse, school: School) -> None:
    for planted in ("A" * 43, "A" * 64, "A" * 20, "A" * 400, "'; drop table account; --" + "a" * 20):
        browser = browse("")
        browser.client.set_cookie(SECURE_NAME, planted, secure=True)
        browser.log_in("first1", PASSWORD)
        assert browser.token not in {planted, ""}
        thief = browse("")
        thief.client.set_cookie(SECURE_NAME, planted, secure=True)
        assert thief.get("/learn").status_code == 303


def test_the_id_is_random_and_only_its_digest_is_kept(browse: Browse, school: School) -> None:
    ids = []
    for number in range(1, 4):
        browser = browse("")
        browser.log_in(f"first{number}", PASSWORD)
        ids.append(browser.token)
    assert [len(one) for one in ids] == [43, 43, 43]  # 256 bits in base64
    assert len(set(ids)) == 3
    whole = repr(every_row())
    assert [one for one in ids if one in whole] == []


def test_a_log_out_ends_the_session_on_the_server_and_in_the_browser(browse: Browse, school: School) -> None:
    for _ in range(3):
        browser = browse("")
        browser.log_in("first1", PASSWORD)
        taken = browser.token
        answer = browser.post("/logout")
        assert answer.headers["Clear-Site-Data"] == '"storage"'
        assert browser.token == ""
        assert answer.headers.getlist("Set-Cookie")[0].startswith(f"{SECURE_NAME}=; Expires=")
        assert "; Max-Age=0;" in answer.headers.getlist("Set-Cookie")[0]
        thief = browse("")
        thief.client.set_cookie(SECURE_NAME, taken, secure=True)
        assert thief.get("/learn").status_code == 303
    assert db.session.scalar(select(func.count()).select_from(LoginSession)) == 0


def test_a_change_of_rights_ends_the_sessions_of_the_one_it_is_about(browse: Browse, school: School) -> None:
    teacher, other = browse("teacher"), browse("assistant")
    units.grant(school.people["teacher"], Role.TEACHER, school.units["second"], clock.now(), actor=None)
    assert teacher.get("/teach").status_code == 303
    assert teacher.get("/teach").location == "/login?next=/teach&problem=expired"
    assert other.get(f"/teach/{school.units['first']}").status_code == 200
    teacher = browse("teacher") if not teacher.client.delete_cookie(SECURE_NAME) else teacher
    units.revoke(school.people["teacher"], Role.TEACHER, school.units["second"], clock.now(), actor=None)
    assert teacher.get("/teach").status_code == 303


@pytest.mark.parametrize(
    ("username", "shared", "idle"),
    [
        ("first1", False, 30),
        ("teacher", False, 15),
        ("operator", False, 15),
        ("first1", True, 10),
        ("teacher", True, 10),
    ],
)
def test_a_session_ends_when_nothing_happens_for_its_time_never_late_and_at_most_a_minute_early(
    stopped: time_machine.Traveller, browse: Browse, school: School, username: str, shared: bool, idle: int
) -> None:
    limit = timedelta(minutes=idle)
    browser = browse(username)
    with transaction():
        db.session.execute(update(LoginSession).values(shared=shared))
    # A request 59 seconds after the log-in is not written down, so that the session may end 59 seconds early.
    stopped.move_to(BEGIN + timedelta(seconds=59))
    assert browser.get("/learn").status_code == 200
    for _ in range(3):
        stopped.shift(limit - timedelta(seconds=61))
        assert browser.get("/learn").status_code == 200
    stopped.shift(limit + timedelta(seconds=1))
    assert browser.get("/learn").location == "/login?next=/learn&problem=expired"
    assert browser.post("/language", {"lang": "en"}).status_code == 303


@pytest.mark.parametrize(("username", "shared"), [("first1", False), ("teacher", False), ("first1", True)])
def test_a_session_ends_after_eight_hours_however_busy(
    stopped: time_machine.Traveller, browse: Browse, school: School, username: str, shared: bool
) -> None:
    browser = browse(username)
    with transaction():
        db.session.execute(update(LoginSession).values(shared=shared))
    end = BEGIN + timedelta(hours=8)
    while clock.now() + timedelta(minutes=8) < end - timedelta(seconds=1):
        stopped.shift(timedelta(minutes=8))
        assert browser.get("/learn").status_code == 200
    stopped.move_to(end - timedelta(seconds=1))
    assert browser.get("/learn").status_code == 200
    stopped.move_to(end + timedelta(seconds=1))
    assert browser.get("/learn").status_code == 303


def test_a_clock_that_was_set_back_ends_the_session(
    stopped: time_machine.Traveller, browse: Browse, school: School
) -> None:
    browser = browse("first1")
    stopped.move_to(BEGIN - timedelta(minutes=1))
    assert browser.get("/learn").status_code == 200
    stopped.move_to(BEGIN - timedelta(minutes=3))
    assert browser.get("/learn").status_code == 303


def test_known_and_unknown_names_are_answered_alike(app: Flask, school: School) -> None:
    with transaction():
        db.session.execute(update(Account).where(Account.username == "first2").values(disabled=True))
        db.session.execute(update(Account).where(Account.username == "first3").values(password_hash=""))
    answers = []
    for username in ("first1", "nobodyy", "first2", "first3"):
        browser = Browser(app)
        answer = browser.log_in(username, "not it at all")
        token = fields(answer.text)["csrf_token"]
        answers.append((answer.status_code, answer.text.replace(token, "").replace(username, ""), browser.token != ""))
    assert [status for status, _, _ in answers] == [401] * 4
    assert len(set(answers)) == 1
    assert guess(app, "first2", PASSWORD) == 401


def test_a_hash_is_compared_whoever_is_asked_for(app: Flask, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    monkeypatch.setattr(accounts, "_verify", lambda stored, _password: bool(compared.append(stored)))
    for username in ("first1", "nobody"):
        assert guess(app, username) == 401
    assert [one.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for one in compared] == [True, True]


def test_ten_guesses_in_fifteen_minutes_and_not_one_more(
    app: Flask, school: School, stopped: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with quick_hashes(monkeypatch):
        tried = []
        for second in range(15 * 60):
            stopped.move_to(BEGIN + timedelta(seconds=second))
            if second < 200 or second % 30 == 0:
                tried.append(guess(app, "first1"))
        assert (tried.count(401), set(tried)) == (10, {401, 429})
        assert guess(app, "First1 ") == 429
        assert guess(app, "ｆｉｒｓｔ１") == 429
        assert guess(app, "first1", PASSWORD) == 429
        stopped.move_to(BEGIN + timedelta(minutes=16))
        assert guess(app, "first1", PASSWORD) == 303


def test_the_wait_is_said_in_seconds(
    app: Flask, school: School, stopped: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with quick_hashes(monkeypatch):
        assert [guess(app, "first1") for _ in range(7)] == [401] * 6 + [429]
        answer = Browser(app).log_in("first1", PASSWORD)
    assert (answer.status_code, "1초 뒤에" in answer.text) == (429, True)


def test_unknown_names_are_slowed_in_the_same_way(
    app: Flask, school: School, stopped: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with quick_hashes(monkeypatch):
        assert [guess(app, "nobody") for _ in range(7)] == [401] * 6 + [429]


def test_after_a_hundred_guesses_only_a_new_code_opens_the_account(
    app: Flask, school: School, stopped: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = school.people["first1"]
    with quick_hashes(monkeypatch):
        name = accounts.guessed_name("first1", app.config["SECRET_KEY"])
        with transaction():
            for number in range(100):
                db.session.add(LogInFailure(name=name, at=BEGIN - timedelta(hours=1, minutes=number)))
        answer = Browser(app).log_in("first1", PASSWORD)
        assert (answer.status_code, "새 비밀번호를 받아 주세요" in answer.text) == (429, True)
        stopped.shift(timedelta(days=400))
        assert guess(app, "first1", PASSWORD) == 429
    codes = accounts.issue_codes(
        {learner: "first1"}, clock.now(), key=app.config["SECRET_KEY"], actor=None, unit=school.units["first"]
    )
    assert guess(app, "first1", PASSWORD) == 401
    assert guess(app, "first1", codes[learner]) == 303


def test_guesses_at_the_same_moment_do_not_slip_past_the_limit(
    app: Flask, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with quick_hashes(monkeypatch):
        browsers = [Browser(app) for _ in range(16)]
        for browser in browsers:
            browser.get("/login")
        together = Barrier(len(browsers), timeout=20)

        def try_it(browser: Browser) -> int:
            with app.app_context():
                together.wait()
                return browser.post("/login", {"username": "first1", "password": "wrong"}).status_code

        with ThreadPoolExecutor(len(browsers)) as pool:
            tried = list(pool.map(try_it, browsers))
    assert sorted(tried) == [401] * 6 + [429] * 10


def test_forty_learners_who_sign_in_in_the_same_second_are_never_refused(app: Flask, school: School) -> None:
    for number in range(40):
        person(f"forty{number}")
    browsers = {f"forty{number}": Browser(app) for number in range(40)}
    for browser in browsers.values():
        browser.get("/login")

    def sign_in(username: str) -> int:
        with app.app_context():
            return browsers[username].post("/login", {"username": username, "password": PASSWORD}).status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(sign_in, browsers)) == {303}


def test_a_log_in_by_its_owner_does_not_give_the_guesser_new_tries(
    app: Flask, school: School, stopped: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with quick_hashes(monkeypatch):
        assert [guess(app, "first1") for _ in range(5)] == [401] * 5
        assert guess(app, "first1", PASSWORD) == 303
        stopped.shift(timedelta(seconds=1))
        assert [guess(app, "first1") for _ in range(2)] == [401, 429]


def test_a_password_is_hashed_with_argon2id_and_appears_nowhere(app: Flask, school: School) -> None:
    assert guess(app, "first1", PASSWORD) == 303
    assert hashed().startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in repr(every_row())


def test_a_name_that_was_guessed_is_not_kept_in_the_clear(app: Flask, school: School) -> None:
    guess(app, "someone-whose-name-this-is")
    assert "someone-whose-name-this-is" not in repr(every_row())
