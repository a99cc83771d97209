"""`python -m quality`: the fault runs in their long form, and what they measured.

One line a measurement is added to quality/reliability.json, and docs/reliability.md shows those of this run.
Exits as pytest does: 0 when nothing failed. TEST_LENGTH=short runs the short forms.
"""

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bench.report import machine
from courses.foundation.settings import ROOT

KEPT = ROOT / "quality" / "reliability.json"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
LENGTH = "TEST_LENGTH"


class Figures:
    """A plugin of pytest that keeps what fault runs measured."""

    def __init__(self) -> None:
        self.found: list[dict[str, object]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called after each part of each test."""
        if report.when == "call":
            self.found += [json.loads(str(text)) for name, text in report.user_properties if name == "figures"]


def show(found: Sequence[dict[str, object]], common: dict[str, str], *, failed: bool) -> None:
    """Put the figures of this run between the marks of the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    verdict = "**some of it failed**" if failed else "nothing failed"
    lines = [BEGIN, "", f"{common['length']} form, {common['at']}, {common['machine']}: {verdict}.", ""]
    lines += ["| run | database | measured |", "|---|---|---|"]
    for one in found:
        figures = ", ".join(f"{name} {value}" for name, value in one.items() if name not in {"run", "database"})
        lines.append(f"| {one['run']} | {one['database']} | {figures} |")
    PAGE.write_text(f"{before}{chr(10).join([*lines, '', END])}{after}", encoding="utf-8")


def main() -> int:
    """Run, keep what was measured, say it."""
    length = os.environ.setdefault(LENGTH, "long")
    began = datetime.now(UTC)
    figures = Figures()
    code = int(pytest.main(["-m", "faults", str(ROOT / "tests" / "faults")], plugins=[figures]))
    common = {"at": began.isoformat(timespec="seconds"), "length": length, "machine": machine()}
    lines = [json.dumps({**one, **common}, ensure_ascii=False) for one in figures.found]
    with KEPT.open("a", encoding="utf-8") as kept:
        kept.writelines(f"{line}\n" for line in lines)
    show(figures.found, common, failed=bool(code))
    sys.stdout.write("\n".join([*lines, ""]))
    return code


if __name__ == "__main__":
    sys.exit(main())
