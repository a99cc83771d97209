"""What all tests share: the application on an empty database, people, and browsers that are signed in."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from courses.factory import create_app
from courses.foundation.database import Base, db
from courses.foundation.settings import ROOT, Settings
from tests.browsing import Browser
from tests.builders import School, build_school

pytest_plugins = ["tests.postgres"]
TINY = ROOT / "tests" / "content" / "tiny"
KEY = "a key for tests only, long enough to be taken"


def settings_for(folder: Path, url: str = "", **changed: object) -> Settings:
    """Settings that read nothing from the environment."""
    values = {"data_dir": folder, "content_dir": TINY, "secret_key": KEY, "database_url": url, "demo": False}
    return Settings.model_validate(values | changed)


def migrated(settings: Settings) -> Flask:
    """The application with its tables."""
    app = create_app(settings)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    return app


@pytest.fixture(scope="session")
def fill_template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    """Migrate the PostgreSQL database that all others are copied from."""

    def fill(url: str) -> None:
        app = migrated(settings_for(tmp_path_factory.mktemp("template"), url))
        with app.app_context():
            db.engine.dispose()

    return fill


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> str:
    """The address of the database under test; '' for SQLite."""
    if os.environ.get("TEST_DATABASE", "sqlite") == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        return url
    return ""


@pytest.fixture(scope="session")
def built_app(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[tuple[Flask, Path | None]]:
    """One application a test process; on SQLite with a copy of its empty database beside it."""
    folder = tmp_path_factory.mktemp("site")
    app = migrated(settings_for(folder, database)) if not database else create_app(settings_for(folder, database))
    with app.app_context():
        db.engine.dispose()
    empty = None
    if not database:
        empty = folder / "empty.copy"
        shutil.copy(folder / "jikim.db", empty)
    yield app, empty
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(built_app: tuple[Flask, Path | None]) -> Iterator[Flask]:
    """The application on an empty database, inside its context."""
    application, empty = built_app
    with application.app_context():
        if empty is not None:
            put_back(application, empty)
        yield application
        db.session.remove()
        if empty is None:
            wipe()
        db.engine.dispose()


@pytest.fixture
def school(app: Flask) -> School:
    """Two classes with learners, and one person for each role; see tests/builders.py."""
    return build_school()


@pytest.fixture
def browse(app: Flask) -> Callable[[str], Browser]:
    """Makes a browser for a user name ('' for a stranger)."""

    def open_browser(username: str = "") -> Browser:
        browser = Browser(app)
        if username:
            browser.enter(username)
        return browser

    return open_browser


def put_back(application: Flask, empty: Path) -> None:
    """Replace the SQLite file by the empty one."""
    db.engine.dispose()
    path = application.config["SETTINGS"].data_dir / "jikim.db"
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copy(empty, path)
    path.chmod(0o600)


def wipe() -> None:
    """Empty every table on PostgreSQL."""
    names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        connection.commit()
