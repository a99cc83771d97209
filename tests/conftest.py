"""What all tests share: the application on an empty database, people, and browsers that are signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from courses.commands.site import migrate
from courses.factory import create_app
from courses.foundation.database import Base, db
from courses.foundation.settings import ROOT, Settings
from courses.web.shelf import shelf
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
        migrate()
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
def built_app(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[Flask]:
    """One application a test process."""
    folder = tmp_path_factory.mktemp("site")
    app = create_app(settings_for(folder, database)) if database else migrated(settings_for(folder))
    with app.app_context():
        shelf()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(built_app: Flask) -> Iterator[Flask]:
    """The application on an empty database, inside its context."""
    with built_app.app_context():
        yield built_app
        db.session.rollback()
        db.session.remove()
        wipe()


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


def wipe() -> None:
    """Empty every table, and begin numbering anew."""
    with db.engine.connect().execution_options(writes=True) as connection:
        if connection.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        else:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
        connection.commit()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests recorded (`record_property`), so that they can be quoted."""
    found = [pair for report in terminalreporter.getreports("passed") for pair in report.user_properties]
    for name, value in sorted(found):
        terminalreporter.write_line(f"{name}: {value}")
