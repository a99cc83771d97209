"""What is left behind: nothing at all by help and exit, and no name, answer or secret in any log."""

import io
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
import time_machine
from flask import Flask

from courses.foundation import clock, logs
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.accounts import Account
from courses.services import accounts
from tests.browsing import Browser
from tests.builders import PASSWORD, School, assign, build_school
from tests.conftest import migrated, settings_for
from tests.security import material
from tests.security.looking import changed_tables, every_row

pytestmark = pytest.mark.security
Browse = Callable[[str], Browser]
BEGIN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
VISITS = (
    "/help",
    "/exit",
    "/help?lang=en",
    "/exit?lang=en",
    "/help",
    "/help#a",
    "/exit",
    "/help?from=here",
    "/exit",
    "/help",
)


@pytest.fixture
def logged(app: Flask, caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """What structlog and logging wrote so far; usual ways of writing come back afterwards."""
    written = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written))
    caplog.set_level(logging.DEBUG)
    yield lambda: written.getvalue() + caplog.text
    logs.init_app(app)


def visit(app: Flask, *browsers: Browser) -> int:
    """Fifty visits of help and exit by each."""
    answers = [browser.get(path).status_code for browser in browsers for _ in range(5) for path in VISITS]
    assert set(answers) == {200}
    return len(answers)


def bytes_after(folder: Path, visits: bool) -> dict[str, bytes]:
    """Every byte of the data directory after a short day, with or without visits in it."""
    with time_machine.travel(BEGIN, tick=False) as traveller:
        app = migrated(settings_for(folder))
        with app.app_context():
            build_school()
            learner, stranger = Browser(app), Browser(app)
            learner.enter("first1")
            kept = learner.token
            assert learner.get("/learn").status_code == 200
            traveller.shift(timedelta(minutes=5))
            if visits:
                visit(app, learner, stranger)
            traveller.shift(timedelta(minutes=5))
            learner.client.set_cookie("__Host-sid", kept, secure=True)
            assert learner.get("/learn").status_code == 200
            db.session.remove()
            db.engine.dispose()
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_visits_of_help_and_exit_leave_no_byte(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    without, with_visits = bytes_after(tmp_path / "without", False), bytes_after(tmp_path / "with", True)
    kept = sorted(name for name in without if not name.startswith("content-cache/"))
    assert kept == ["jikim.db", "jikim.db-turn"]
    assert [name for name in without if without[name] != with_visits.get(name)] == []
    assert sorted(with_visits) == sorted(without)
    record_property("help: bytes compared after 100 visits", sum(map(len, without.values())))


def test_a_visit_of_another_page_does_leave_a_byte(tmp_path: Path) -> None:
    """Else the comparison above would be blind."""
    with time_machine.travel(BEGIN, tick=False) as traveller:
        app = migrated(settings_for(tmp_path))
        with app.app_context():
            build_school()
            browser = Browser(app)
            browser.enter("first1")
            before = every_row()
            traveller.shift(timedelta(minutes=5))
            browser.get("/learn")
            assert changed_tables(before) == ["login_session"]


def test_visits_of_help_and_exit_change_no_row_and_write_no_log(
    app: Flask, school: School, browse: Browse, logged: Callable[[], str]
) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        browsers = [browse("first1"), browse("teacher"), browse("")]
        before = every_row()
        traveller.shift(timedelta(minutes=5))
        assert visit(app, *browsers) == 150
    assert changed_tables(before) == []
    assert logged() == ""


def test_help_and_exit_do_not_say_to_other_sites_where_one_came_from(app: Flask) -> None:
    for path in ("/help", "/exit"):
        answer = Browser(app).get(path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert '<meta name="referrer" content="no-referrer">' in answer.text


def test_the_exit_page_is_the_same_for_everybody_and_says_nothing_of_the_site(browse: Browse, school: School) -> None:
    pages = [browse(who).get("/exit").text for who in ("", "first1", "administrator")]
    assert len(set(pages)) == 1
    assert [word for word in ("지킴", "Jikim", "도움", "login", "learn") if word in pages[0]] == []


def test_nothing_that_was_typed_is_logged(
    app: Flask, school: School, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(school, "first", course=material.COURSE)
    with transaction():
        db.session.query(Account).filter(Account.username == "first1").update({"display_name": "zqdisplayname"})

    def fail(*_arguments: object, **_values: object) -> None:
        with transaction():
            db.session.add(Account(username="first" + "2", display_name="z" + "qsecond", created_at=clock.now()))
            db.session.flush()

    browser = Browser(app)
    assert browser.log_in("first1", "zqwrongpassword").status_code == 401
    assert browser.log_in("zqunknownname", "zqwrongpassword").status_code == 401
    assert browser.log_in("first1", PASSWORD).status_code == 303
    browser.get("/learn?zqquery=zqvalue")
    browser.get("/zqnotthere?zqquery=zqvalue")
    browser.post(f"/learn/{material.COURSE}/{material.NOW}/first", {"zqfield": "zqtyped"})
    monkeypatch.setattr(accounts, "speak", fail)
    assert browser.post("/language", {"lang": "en", "back": "/learn?zqquery=zqvalue"}).status_code == 500
    monkeypatch.setattr(accounts, "speak", lambda *_values: int("z" + "qnumber"))
    assert browser.post("/language?zqquery=1", {"lang": "en"}).status_code == 500
    browser.open("/language", method="POST", data={"lang": "zqforged"})
    written = logged()
    assert written.count('"event": "failure"') == 2
    assert "sqlalchemy.exc.IntegrityError" in written
    assert "builtins.ValueError" in written
    assert "zq" not in written
    for one in (PASSWORD, "first1", "first2", browser.token, app.config["SECRET_KEY"]):
        assert one not in written


def test_an_error_is_logged_with_its_place_and_its_cause(logged: Callable[[], str]) -> None:
    try:
        try:
            int("zq")
        except ValueError as error:
            raise RuntimeError("zq") from error
    except RuntimeError:
        structlog.get_logger().exception("failure")
    written = logged()
    assert written.index("builtins.ValueError") < written.index("builtins.RuntimeError")
    assert "test_traces.py" in written


def test_the_pages_of_machines_need_no_session(browse: Browse, school: School) -> None:
    browser = browse("first1")
    assert browser.get("/healthz").get_json() == {"status": "ok"}
    assert browser.get("/readyz").get_json() == {"status": "ready"}
