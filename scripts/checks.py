"""Run every check that needs no test, two at a time, and tell at the end which failed and how long each took."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CODE = ("app.py", "bench", "courses", "deploy", "migrations", "quality", "scripts")
# The longest first, so that the short ones fill the gaps.
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("types", ("mypy",)),
    ("holes", ("bandit", "-q", "-r", "-ll", "-c", "pyproject.toml", *CODE)),
    ("templates", ("djlint", "--lint", "--quiet", "templates")),
    ("content", ("flask", "content", "check")),
    ("translations", ("flask", "translations", "check")),
    ("floors", ("lint-imports", "--no-logo")),
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("house rules", ("python", "-m", "scripts.check_repository")),
)


class Verdict(NamedTuple):
    """What one check came to."""

    name: str
    passed: bool
    seconds: float


def check(name: str, command: tuple[str, ...]) -> Verdict:
    """Run one check; print its time, and what it said when it failed."""
    began = time.monotonic()
    settings = {**os.environ, "FLASK_APP": "app:app", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = Verdict(name, done.returncode == 0, time.monotonic() - began)
    # One write, so that two checks that end together do not mix their lines.
    told = "" if verdict.passed else f"\n{done.stdout.rstrip()}\n"
    sys.stdout.write(f"{'ok    ' if verdict.passed else 'FAILED'} {name:<14} {verdict.seconds:6.1f} s{told}\n")
    sys.stdout.flush()
    return verdict


def main() -> int:
    """Run all checks, or those named on the command line; return 1 when any failed."""
    wanted = sys.argv[1:]
    chosen = [(name, command) for name, command in CHECKS if not wanted or name in wanted]
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        verdicts = list(pool.map(lambda one: check(*one), chosen))
    failed = [verdict.name for verdict in verdicts if not verdict.passed]
    print(
        f"{len(verdicts) - len(failed)} checks passed, {len(failed)} failed in {time.monotonic() - began:.1f} s", end=""
    )
    print(f": {', '.join(failed)}" if failed else "")
    return 1 if failed or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
