"""A plugin of pytest: what tests came to and what they measured, one JSON line a test, in the file of `FIGURES`."""

import json
import os
from pathlib import Path

import pytest

FIGURES = "JIKIM_FIGURES"
SET_UP, CALL = "setup", "call"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Called after each part of each test; a test whose preparation failed or that was skipped counts too."""
    if report.when != CALL and report.passed:
        return
    recorded: list[tuple[str, object]] = []
    for name, value in report.user_properties if report.when == CALL else ():
        recorded.append((name, json.loads(str(value)) if name == "figures" else value))
    line = {"test": report.nodeid, "outcome": report.outcome, "recorded": recorded}
    with Path(os.environ[FIGURES]).open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
