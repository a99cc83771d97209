"""Figures as a table, the gates, and the page that keeps them."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.measuring import Target
from courses.foundation.settings import ROOT

PAGE = ROOT / "docs" / "performance.md"
PAGES = ("<!-- figures -->", "<!-- end of figures -->")
CONTENT = ("<!-- content figures -->", "<!-- end of content figures -->")
CLASSES = ("<!-- class figures -->", "<!-- end of class figures -->")
GUESSING = ("<!-- guessing figures -->", "<!-- end of guessing figures -->")
"""The marks of the page between which each part keeps its figures."""
GATES = {"SQLite": 2.5, "PostgreSQL": 3.0}
AIMS = {"SQLite": 1.8, "PostgreSQL": 2.2}
LESSON, STATEMENTS = "lesson page", 2
INSERT, SAVED, SUBMITTED = "bare insert", "answer saved", "quiz submitted"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One gate: what was measured, what is allowed, and where it should be."""

    name: str
    measured: float
    allowed: float
    aim: float

    @property
    def holds(self) -> bool:
        """Whether the gate is passed."""
        return self.measured <= self.allowed

    def __str__(self) -> str:
        word = "ok" if self.holds else "FAILED"
        return f"{word:<7}{self.name}: {self.measured:.2f} (at most {self.allowed:g}, aim {self.aim:g})"


def table(found: Sequence[Target]) -> str:
    """A Markdown table: one line a target, ratios against the bare page, which comes first."""
    bare = found[0]
    lines = [
        "| page | database | CPU ms a request | × bare | requests a second | × bare | bytes |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for one in found:
        cpu, speed = one.milliseconds, one.per_second
        ratios = (cpu / bare.milliseconds, speed / bare.per_second)
        cells = (f"{cpu:.2f}", f"{ratios[0]:.2f}", f"{speed:.0f}", f"{ratios[1]:.2f}", str(one.size))
        lines.append(f"| {one.name} | {one.database or '–'} | {' | '.join(cells)} |")
    return "\n".join(lines)


def shares(found: Sequence[Target]) -> list[str]:
    """Answers and submissions a second as a share of bare inserts a second, a line a database."""
    speed = {(one.name, one.database): one.per_second for one in found}
    lines = []
    for database in GATES:
        bare = speed[INSERT, database]
        saved, submitted = speed[SAVED, database] / bare, speed[SUBMITTED, database] / bare
        lines.append(
            f"- {database}: of the bare inserts a second, {saved:.0%} answers saved, {submitted:.0%} submitted."
        )
    return lines


def judge(found: Sequence[Target], counted: Mapping[str, Sequence[str]]) -> list[Verdict]:
    """The gates of the lesson page: CPU against the bare page, and SQL statements."""
    bare = found[0].milliseconds
    verdicts = []
    for one in found:
        if one.name == LESSON:
            name = f"{LESSON}, {one.database}, CPU × bare page"
            verdicts.append(Verdict(name, one.milliseconds / bare, GATES[one.database], AIMS[one.database]))
            name = f"{LESSON}, {one.database}, SQL statements"
            verdicts.append(Verdict(name, len(counted[one.database]), STATEMENTS, STATEMENTS))
    return verdicts


def machine() -> str:
    """What it ran on."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = int(next(line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal"))) // 1024**2
    system = next((line.partition("=")[2].strip('"') for line in _lines("/etc/os-release") if "PRETTY" in line), "")
    return f"{os.cpu_count()} × {cpu}, {memory} GiB, {system}, Python {platform.python_version()}"


def write_between(marks: tuple[str, str], shown: str) -> None:
    """Put the figures of this run between two marks of the page, with the day and the machine."""
    begin, end = marks
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    day = datetime.now(UTC).date().isoformat()
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    ran = f"`make bench` on {day}: {machine()}; load of the machine when it ended: {load}."
    PAGE.write_text(f"{before}{chr(10).join([begin, '', ran, '', shown, '', end])}{after}", encoding="utf-8")


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()
