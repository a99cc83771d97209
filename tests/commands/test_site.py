"""The demo is made once by the same services as the real thing, and its figures reconcile."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from courses.commands.demo import ACCOUNTS, CLASS_SIZES, COMPANY_SIZES
from courses.commands.site import compile_code
from courses.factory import create_app
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.settings import ROOT
from courses.models.accounts import Account
from courses.models.learning import Completion
from courses.models.units import Membership
from courses.queries.boards import Subject, completion_board
from courses.queries.units import roots
from courses.services import accounts
from courses.services.administration import differing_tallies
from tests.conftest import settings_for


def prepared(folder: Path, database: str, password: str, content: Path) -> tuple[Flask, Result]:
    settings = settings_for(folder, database, demo=True, demo_password=password, content_dir=content, port=8123)
    made = create_app(settings)
    with made.app_context():  # else the command would find the context of the test
        return made, made.test_cli_runner().invoke(args=["site", "prepare"])


@pytest.fixture
def demo(app: Flask, database: str, tmp_path: Path) -> Iterator[tuple[Flask, Result]]:
    """The demo with the real courses, in a database of its own."""
    db.session.remove()
    made, result = prepared(tmp_path, database, "first password", ROOT / "content")
    with made.app_context():
        yield made, result
        db.session.remove()
        db.engine.dispose()


def test_the_demo_looks_lived_in_and_reconciles_and_is_made_once(
    demo: tuple[Flask, Result], database: str, tmp_path: Path
) -> None:
    _, result = demo
    assert result.exit_code == 0
    assert "http://127.0.0.1:8123" in result.output
    assert [name for name, _ in ACCOUNTS if f"  {name} " not in result.output] == []
    people = sum(CLASS_SIZES) + sum(COMPANY_SIZES)
    assert db.session.scalar(select(func.count()).select_from(Membership)) == people
    assert differing_tallies() == []
    year = str(clock.now().year)
    [root] = roots()
    board = completion_board(root.id, Subject("respect-upper-secondary", "stepping-in", year))
    assert board[0].targets == people == sum(row.targets for row in board[1:])
    assert 0 < board[0].done == sum(row.done for row in board[1:]) < people
    finished = select(func.count()).select_from(Completion).where(Completion.module == "stepping-in")
    assert board[0].done == db.session.scalar(finished)
    db.session.remove()
    again, second = prepared(tmp_path, database, "another password", ROOT / "content")
    with again.app_context():
        assert second.exit_code == 0
        assert db.session.scalar(select(func.count()).select_from(Membership)) == people
        kept = db.session.scalars(select(Account.password_hash).where(Account.username == "learner")).one()
        assert [accounts.is_password(kept, word) for word in ("first password", "another password")] == [False, True]
        db.session.remove()
        db.engine.dispose()


def test_without_its_course_the_demo_has_people_and_nothing_to_do(app: Flask, database: str, tmp_path: Path) -> None:
    db.session.remove()
    (tmp_path / "no content").mkdir()
    made, result = prepared(tmp_path, database, "", tmp_path / "no content")
    with made.app_context():
        assert result.exit_code == 0
        password = (tmp_path / "demo-password").read_text()
        assert password in result.output
        assert db.session.scalar(select(func.count()).select_from(Completion)) == 0
        db.session.remove()
        db.engine.dispose()


def test_a_database_that_is_away_is_named_in_one_line(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://nobody@/none?host={tmp_path}"
    made = create_app(settings_for(tmp_path, url))
    with made.app_context():
        result = made.test_cli_runner().invoke(args=["site", "prepare"])
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "DATABASE_URL" in result.output


def test_without_the_demo_setting_nobody_is_made(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["site", "prepare"])
    assert (result.exit_code, db.session.scalar(select(func.count()).select_from(Account))) == (0, 0)


def test_the_products_own_code_is_compiled_also_where_python_is_told_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in ("app.py", "courses/one.py", "courses/inner/other.py", "elsewhere/other.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("A = 1\n", "utf-8")
    (tmp_path / "courses/inner/__pycache__").write_text("nobody can write here", "utf-8")
    compile_code(tmp_path)
    found = [one.relative_to(tmp_path) for one in sorted(tmp_path.rglob("*.pyc"))]
    tag = sys.implementation.cache_tag
    assert found == [Path(f"__pycache__/app.{tag}.pyc"), Path(f"courses/__pycache__/one.{tag}.pyc")]
