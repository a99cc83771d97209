"""Run every part of the tests, then the coverage gates, and end with one total over all parts.

`python -m scripts.run_tests [PART …]`, parts: sqlite, postgresql, browser, faults. With CI=true nothing may be skipped.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET  # nosec B405 # reads only what pytest has just written

from scripts.coverage_gates import judge, show
from scripts.ensure_system import ensure

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "tests"
NO_TESTS_SELECTED = 5
MARKERS = ("browser", "faults")
FAST = ("-m", "not browser and not faults", "-n", "2", "--cov", "--cov-report=")


KNOW_NO_DATABASE = tuple(f"--ignore=tests/{floor}" for floor in ("catalog", "docs", "documents", "rules"))
"""Floors that cannot reach a database (import-linter holds it): what they do once they need not do twice."""
ABOUT_FILES = tuple(
    f"--ignore=tests/{file}"
    for file in (
        "commands/test_content.py",
        "commands/test_content_adopt.py",
        "commands/test_content_at_once.py",
        "commands/test_content_diff.py",
        "commands/test_content_exchange.py",
        "commands/test_content_tools.py",
        "security/test_hostile_files.py",
        "security/test_hostile_memory.py",
        "web/test_authoring_findings.py",
        "web/test_authoring_trials.py",
        "web/reloading",
    )
)
"""Texts and files are all that these are about; they read people from a database, any database."""


@dataclass(frozen=True)
class Part:
    """One run of pytest: its arguments, its settings and what must be on the machine."""

    name: str
    arguments: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    covers: bool = False


PARTS = (
    Part("sqlite", FAST, {"TEST_DATABASE": "sqlite"}, covers=True),
    Part(
        "postgresql",
        (*FAST, *KNOW_NO_DATABASE, *ABOUT_FILES),
        {"TEST_DATABASE": "postgresql"},
        needs=("PostgreSQL",),
        covers=True,
    ),
    Part("browser", ("-m", "browser"), needs=("Chromium",)),
    Part("faults", ("-m", "faults"), {"TEST_LENGTH": "short"}),
)


@dataclass
class Outcome:
    """What one part came to; `trouble` says what is wrong with it, which fails the run when `fatal`."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    trouble: str = ""
    fatal: bool = False


def count(report: Path) -> Outcome:
    """Return the numbers of a JUnit report; an error counts as a failure, an expected failure as passed."""
    outcome = Outcome("")
    for case in ET.parse(report).iter("testcase"):  # nosec B314 # see the import
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif skipped is not None and skipped.get("type") != "pytest.xfail":
            outcome.skipped += 1
        else:
            outcome.passed += 1
    return outcome


def run(part: Part, *, strict: bool) -> Outcome:
    """Run one part to its end and return what it came to; `strict` refuses skipped tests."""
    print(f"\n===== {part.name} =====", flush=True)
    report = RESULTS / f"{part.name}.xml"
    command = [sys.executable, "-m", "pytest", *part.arguments, f"--junitxml={report}"]
    settings = {**os.environ, **part.settings, "COVERAGE_FILE": str(RESULTS / f"coverage.{part.name}")}
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, check=False).returncode
    outcome = count(report) if report.exists() else Outcome("")
    outcome.name, outcome.seconds = part.name, time.monotonic() - began
    if code == NO_TESTS_SELECTED and part.name in MARKERS and not marked(part.name):
        print(f"No test is marked '{part.name}' yet: 0 tests.")
    elif code:
        outcome.trouble = "no tests" if code == NO_TESTS_SELECTED else f"pytest ended with {code}"
        # A part that broke down before its first test must not look like a part without failures.
        outcome.failed = outcome.failed or 1
    elif strict and outcome.skipped:
        outcome.trouble = "tests were skipped, and CI=true forbids that"
    outcome.fatal = bool(outcome.trouble)
    return outcome


def marked(marker: str) -> bool:
    """Tell whether any test file carries the marker."""
    needle = f"mark.{marker}"
    return any(needle in path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))


def gates_pass(parts: list[Part]) -> bool:
    """Add up the coverage of `parts`, print the verdicts, and return whether all gates passed."""
    coverage = [sys.executable, "-m", "coverage"]
    measured = [str(path) for part in parts if (path := RESULTS / f"coverage.{part.name}").exists()]
    whole, report = RESULTS / "coverage.whole", RESULTS / "coverage.json"
    for command in (
        ["combine", "--quiet", "--keep", f"--data-file={whole}", *measured],
        ["json", "--quiet", f"--data-file={whole}", "-o", str(report)],
    ):
        if subprocess.run([*coverage, *command], cwd=ROOT, check=False).returncode:
            print("coverage  could not be added up  FAILED")
            return False
    return show(judge(json.loads(report.read_text(encoding="utf-8"))))


def summarise(outcomes: list[Outcome], seconds: float, *, covered: bool) -> None:
    """Print one line a part, and the totals last."""
    print(f"\n{'part':<12}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>10}")
    for one in outcomes:
        print(
            f"{one.name:<12}{one.passed:>8}{one.failed:>8}{one.skipped:>9}{one.seconds:>10.1f}  {one.trouble}".rstrip()
        )
    if not covered:
        print("coverage    gates FAILED, see above")
    passed, failed = sum(one.passed for one in outcomes), sum(one.failed for one in outcomes)
    skipped = sum(one.skipped for one in outcomes)
    print(f"{passed} passed, {failed} failed")
    counts = [f"{failed} failed"] * bool(failed) + [f"{passed} passed"] + [f"{skipped} skipped"] * bool(skipped)
    print(f"===== {', '.join(counts)} in {seconds:.2f}s =====", flush=True)


def main() -> int:
    """Run the parts named on the command line, or all; return 1 when anything is not as it must be."""
    known = {part.name: part for part in PARTS}
    names = sys.argv[1:] or list(known)
    if unknown := [name for name in names if name not in known]:
        print(f"unknown part: {', '.join(unknown)}; known: {', '.join(known)}", file=sys.stderr)
        return 2
    strict = os.environ.get("CI", "").lower() not in {"", "0", "false"}
    began = time.monotonic()
    lacking = {need.name for need in ensure()}
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.parent.mkdir(mode=0o700, exist_ok=True)
    RESULTS.mkdir()
    outcomes, measured = [], []
    for part in (known[name] for name in names):
        if absent := sorted(lacking & set(part.needs)):
            reason = f"{' and '.join(absent)} missing" + ("" if strict else ": not run")
            outcomes.append(Outcome(part.name, failed=int(strict), trouble=reason, fatal=strict))
        else:
            outcomes.append(run(part, strict=strict))
            measured += [part] if part.covers else []
    print()
    good = not any(one.fatal for one in outcomes)
    if all(part in measured for part in PARTS if part.covers):
        covered = gates_pass(measured)
    else:
        covered = True
        print("coverage  not judged: it takes both databases")
    summarise(outcomes, time.monotonic() - began, covered=covered)
    return 0 if good and covered else 1


if __name__ == "__main__":
    sys.exit(main())
