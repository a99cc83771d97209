"""Commands are loaded when they are asked for, and all of them are listed."""

import subprocess
import sys

from flask import Flask

from courses.foundation.settings import ROOT

HEAVY = (
    "courses.commands.content",
    "markdown",
    "pymdownx",
    "nh3",
    "openpyxl",
    "xlsxwriter",
    "huey",
    "alembic",
    "psycopg",
    "sqlalchemy.dialects.postgresql",
)
"""What a process that serves from SQLite and reads what was rendered before has no use for."""


def test_every_command_is_listed_and_an_unknown_one_is_refused(app: Flask) -> None:
    runner = app.test_cli_runner()
    listed = runner.invoke(args=["--help"]).output
    for name in ("content", "people", "site", "tallies", "translations", "work"):
        assert f"\n  {name} " in listed
    unknown = runner.invoke(args=["unknown"])
    assert (unknown.exit_code, "No such command" in unknown.output) == (2, True)


def test_a_process_that_only_serves_loads_no_command_and_no_engine() -> None:
    told = f"import sys, courses.factory; print([one for one in {HEAVY!r} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
