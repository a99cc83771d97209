"""What is unsafe is not served: one case a line."""

import os
import shutil
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text, update

from courses.factory import create_app, served_app
from courses.foundation import clock
from courses.foundation import database as engine
from courses.foundation.database import db
from courses.foundation.errors import UnsafeStart
from courses.foundation.settings import ROOT
from courses.foundation.transactions import transaction
from courses.ledger import audit
from courses.models.accounts import Account
from courses.web import start
from tests.builders import School
from tests.conftest import KEY, TINY, settings_for

pytestmark = pytest.mark.security


def test_a_site_that_is_set_up_well_is_served(app: Flask, school: School) -> None:
    start.check(app)


@pytest.mark.parametrize("key", ["x", "dev", "change-me", "a" * 31])
def test_a_short_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(UnsafeStart, match="shorter than 32"):
        create_app(settings_for(tmp_path, secret_key=key))


def test_without_a_key_one_is_made_that_only_its_owner_can_read(tmp_path: Path) -> None:
    first = create_app(settings_for(tmp_path / "new", secret_key="")).config["SECRET_KEY"]
    assert len(first) == 64
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert create_app(settings_for(tmp_path / "new", secret_key="")).config["SECRET_KEY"] == first


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o666])
@pytest.mark.parametrize("name", ["jikim.db", "jikim.db-wal", "secret-key", "demo-password"])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, name: str, mode: int) -> None:
    path = tmp_path / name
    path.write_text(KEY)
    path.chmod(mode)
    with pytest.raises(UnsafeStart, match=f"chmod 600 .*{name}"):
        create_app(settings_for(tmp_path, secret_key="" if name == "secret-key" else KEY))


def test_a_database_is_made_that_only_its_owner_can_read(tmp_path: Path) -> None:
    create_app(settings_for(tmp_path))
    assert (tmp_path / "jikim.db").stat().st_mode & 0o777 == 0o600


def test_demo_accounts_are_refused_where_there_is_no_demo(app: Flask, school: School, tmp_path: Path) -> None:
    with transaction():
        db.session.execute(update(Account).where(Account.username == "teacher").values(demo=True))
    with pytest.raises(UnsafeStart, match="1 demo accounts"):
        start.check(app)
    usual = app.config["SETTINGS"]
    app.config["SETTINGS"] = settings_for(tmp_path, demo=True)
    start.check(app)
    app.config["SETTINGS"] = usual


@pytest.mark.parametrize(("ahead", "served"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_a_clock_far_behind_the_last_event_is_refused(
    app: Flask, school: School, ahead: timedelta, served: bool
) -> None:
    with transaction():
        audit.note("account.signed_in", clock.now() + ahead, actor=None)
    assert ([] if served else ["the clock says"]) == [one[:14] for one in start.faults(app, clock.now())]


@pytest.mark.parametrize("name", ["debug", "testing"])
def test_debugging_is_refused(app: Flask, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(app.config, name.upper(), True)
    with pytest.raises(UnsafeStart, match="debugging is on"):
        start.check(app)


def test_debugging_by_the_environment_is_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with pytest.raises(UnsafeStart, match="debugging is on"):
        start.check(app)


def test_tables_of_another_version_are_refused(app: Flask) -> None:
    set_revision("0000")
    try:
        with pytest.raises(UnsafeStart, match=r"of version 0000, not .*: run flask site prepare"):
            start.check(app)
    finally:
        set_revision(start.HEAD)


def set_revision(number: str) -> None:
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": number})
        connection.commit()


def test_an_empty_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeStart, match="of version None"):
        start.check(create_app(settings_for(tmp_path)))


@pytest.mark.parametrize("name", sorted(set(engine.PRAGMAS) - {"busy_timeout"}))
def test_a_pragma_that_cannot_be_set_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(engine.PRAGMAS, name, 7)
    with pytest.raises(UnsafeStart, match=f"SQLite says {name}="):
        start.check(create_app(settings_for(tmp_path)))


@pytest.mark.parametrize("name", sorted(engine.PRAGMAS))
def test_a_pragma_that_reads_otherwise_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        db.engine.connect().close()  # it stays in the pool, set as it was
    monkeypatch.setitem(engine.PRAGMAS, name, "other")
    with pytest.raises(UnsafeStart, match=f"may lose what it acknowledged: {name}="):
        start.check(app)
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://postgres@/jikim?host=/nowhere/at/all",
        "postgresql://someone:pass-word-canary@127.0.0.1:1/jikim",
    ],
)
def test_a_database_that_is_away_is_said_in_one_line(tmp_path: Path, url: str) -> None:
    app = create_app(settings_for(tmp_path, url))
    with pytest.raises(UnsafeStart) as refused:
        start.check(app)
    assert str(refused.value).startswith("the database does not answer")
    assert "canary" not in str(refused.value)


def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "jikim.db").mkdir(mode=0o700)
    with pytest.raises(UnsafeStart, match=r"^the database does not answer"):
        start.check(create_app(settings_for(tmp_path)))


def test_a_server_ends_with_one_line_and_not_with_a_traceback(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(app.config, "TESTING", True)
    with pytest.raises(SystemExit) as ended:
        start.check_or_exit(app)
    assert (ended.value.code, capsys.readouterr().err.count("\n")) == (start.REFUSED, 1)


def test_a_wrong_setting_ends_with_one_line_and_not_with_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JIKIM_EXIT_URL", "javascript:alert(1)")
    with pytest.raises(SystemExit) as ended:
        served_app()
    said = capsys.readouterr().err
    assert (ended.value.code, said.count("\n"), "JIKIM_EXIT_URL" in said) == (start.REFUSED, 1, True)


def test_the_command_line_ends_with_one_line_too(tmp_path: Path) -> None:
    settings = {**os.environ, "JIKIM_DATA_DIR": str(tmp_path), "JIKIM_TIME_ZONE": "Mars/Base"}
    command = [str(Path(sys.executable).with_name("flask")), "--app", "app:app", "site", "prepare"]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (start.REFUSED, "", 1)
    assert "JIKIM_TIME_ZONE" in done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_gunicorn_does_not_serve_what_is_refused(tmp_path: Path) -> None:
    create_app(settings_for(tmp_path))
    settings = {
        **os.environ,
        "JIKIM_DATA_DIR": str(tmp_path),
        "JIKIM_SECRET_KEY": KEY,
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "1",
        "DATABASE_URL": "",
    }
    command = [str(Path(sys.executable).with_name("gunicorn")), "-c", "deploy/gunicorn.conf.py", "app:app"]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == start.REFUSED
    assert "of version None" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", engine.DURABLE)
def test_a_postgresql_that_may_lose_what_it_acknowledged_is_refused(
    app: Flask, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The server is asked by SHOW; here it answers as one would whose setting is off."""
    shown = {one: "off" if one == name else "on" for one in engine.DURABLE}
    monkeypatch.setattr(start, "engine_faults", lambda: engine.weak_settings(Server(shown)))
    with pytest.raises(UnsafeStart, match=f"may lose what it acknowledged: {name}=off"):
        start.check(app)


class Server:
    """A connection that answers SHOW."""

    def __init__(self, shown: dict[str, str]) -> None:
        self.shown = shown

    def exec_driver_sql(self, statement: str) -> "Server":
        self.answer = self.shown[statement.removeprefix("SHOW ")]
        return self

    def scalar_one(self) -> str:
        return self.answer


def test_a_postgresql_whose_commits_do_not_wait_is_refused(database: str, app: Flask) -> None:
    """The real server, with the one setting that can be changed while it runs; SQLite's pragmas are tried above."""
    if not database:
        assert engine.engine_faults() == []
        return
    name = db.engine.url.database
    run(f"ALTER DATABASE {name} SET synchronous_commit = off")
    db.engine.dispose()
    try:
        with pytest.raises(UnsafeStart, match="synchronous_commit=off"):
            start.check(app)
    finally:
        run(f"ALTER DATABASE {name} RESET synchronous_commit")
        db.engine.dispose()
    start.check(app)


def run(statement: str) -> None:
    """Say it to PostgreSQL in a transaction that may write."""
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("lost", "said"), [("help.yaml", "no contact can be read from"), ("tiny", "there is no course")]
)
def test_a_site_without_help_or_without_any_course_is_refused(app: Flask, tmp_path: Path, lost: str, said: str) -> None:
    shutil.copytree(TINY, tmp_path / "content")
    (tmp_path / "content" / lost).rename(tmp_path / lost)
    bare = create_app(settings_for(tmp_path / "data", content_dir=tmp_path / "content"))
    assert [one[: len(said)] for one in start.content_faults(bare)] == [said]
