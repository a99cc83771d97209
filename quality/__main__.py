"""`python -m quality`: the reliability runs in their long form, what they measured, and whether it holds.

One line a measurement and one a requirement are added to quality/reliability.json; docs/reliability.md shows those of
this run. Exits 1 when a test failed, a figure missed its bar or a requirement was not tried. TEST_LENGTH=short runs the
short forms. Names of parts (faults, security, browser, waiting) run only those: what they say stands below the whole.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from bench.report import machine
from courses.foundation.settings import ROOT
from quality.bars import BROWSER, FAULTS, REQUIREMENTS, SECURITY, Requirement
from quality.figures import FIGURES
from quality.judging import Verdict, judge
from quality.measures import Tried, read
from quality.showing import show, show_again

KEPT = ROOT / "quality" / "reliability.json"
LENGTH = "TEST_LENGTH"
PYTEST = (sys.executable, "-m", "pytest", "-p", "quality.figures", "--timeout", "1800")
"""The long forms of tests that say nothing of their time take longer than a test may in `make test`."""
OFFLINE = "although and offline"
"""The test that mostly waits: minutes without a network, again and again."""


class Way(StrEnum):
    """How a part is run: at once, since it waits and works little; alone, since times are measured; or together."""

    AT_ONCE = "at once"
    ALONE = "alone"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Part:
    """One run of pytest in a process of its own."""

    name: str
    arguments: tuple[str, ...]
    way: Way


def files(folder: str) -> tuple[str, ...]:
    """The files of tests in that folder that some requirement names."""
    named = {test.partition("::")[0] for one in REQUIREMENTS for test in one.tests}
    return tuple(sorted(one for one in named if one.startswith(folder)))


PARTS = (
    Part("waiting", (BROWSER + "test_losing_nothing.py", "-k", OFFLINE), Way.AT_ONCE),
    Part("faults", ("-m", "faults", FAULTS), Way.ALONE),
    Part("security", files(SECURITY), Way.TOGETHER),
    Part("browser", (*files(BROWSER), "-k", f"not ({OFFLINE})"), Way.TOGETHER),
)


def run(parts: Sequence[Part], environment: Mapping[str, str], folder: Path) -> dict[str, int]:
    """Run them, each in its way; what each ended with. What is still running when this one breaks off is ended."""
    ended: dict[str, int] = {}
    with ExitStack() as stack:
        running: dict[str, subprocess.Popen[bytes]] = {}
        for part in sorted(parts, key=lambda one: list(Way).index(one.way)):
            own = {**environment, FIGURES: str(folder / part.name)}
            said = None if part.way is Way.ALONE else stack.enter_context((folder / f"{part.name}.log").open("wb"))
            command = [*PYTEST, *part.arguments]
            process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=said, stderr=said)  # noqa: S603 - our tests
            stack.callback(process.terminate)
            if part.way is Way.ALONE:
                ended[part.name] = process.wait()
            else:
                running[part.name] = process
        for name, process in running.items():
            ended[name] = process.wait()
            sys.stdout.write((folder / f"{name}.log").read_text(encoding="utf-8"))
            sys.stdout.flush()
    return ended


def tried_by(requirement: Requirement, parts: Sequence[Part]) -> bool:
    """Whether these parts run all of its tests."""
    named = {test.partition("::")[0] for test in requirement.tests}
    asked = tuple(argument for part in parts for argument in part.arguments)
    return all(name.startswith(asked) for name in named)


def main() -> int:
    """Run, keep what was measured, say what holds."""
    length = os.environ.setdefault(LENGTH, "long")
    wanted = sys.argv[1:]
    if unknown := set(wanted) - {part.name for part in PARTS}:
        sys.stderr.write(f"unknown part: {', '.join(sorted(unknown))}\n")
        return 2
    parts = [part for part in PARTS if not wanted or part.name in wanted]
    common = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "length": length, "machine": machine()}
    with tempfile.TemporaryDirectory(prefix="jikim-quality-") as folder:
        ended = run(parts, os.environ, Path(folder))
        tried: list[Tried] = [one for part in parts for one in read(Path(folder) / part.name)]
    measures = [measure for one in tried for measure in one.measures]
    asked = [one for one in REQUIREMENTS if tried_by(one, parts)]
    lines = [judge(one, tried, long=length == "long") for one in asked]
    troubles = [f"{name}: pytest ended with {code}" for name, code in ended.items() if code]
    said = [*(one.line() for one in measures), *(one.line() for one in lines)]
    with KEPT.open("a", encoding="utf-8") as kept:
        kept.writelines(f"{json.dumps({**one, **common}, ensure_ascii=False)}\n" for one in said)
    if wanted:
        show_again(lines, common, troubles)
    else:
        show(lines, measures, common, troubles)
    for one in lines:
        missed = "; ".join(str(figure) for figure in one.judged if not figure.holds)
        sys.stdout.write(f"{one.requirement.id:<5}{one.verdict:<8}{missed}\n")
    sys.stdout.write("".join(f"{one}\n" for one in troubles))
    return int(bool(troubles) or any(one.verdict is not Verdict.HELD for one in lines))


if __name__ == "__main__":
    sys.exit(main())
