"""`python -m bench content`: what 200 modules in two languages cost at a start, cold and warm, and at a check."""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from courses.foundation.settings import ROOT, Settings
from courses.web.reading import read_content

SAMPLE = ROOT / "content" / "respect-upper-secondary"
MODULES = 200
ROUNDS = 5
COLD_ROUNDS = 3
WARM_AT_MOST = 1.0
ONCE = "once"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured, in each round; `unit` is "s" or "MB"."""

    name: str
    rounds: tuple[float, ...]
    unit: str

    @property
    def median(self) -> float:
        """The middle of the rounds."""
        return statistics.median(self.rounds)

    def __str__(self) -> str:
        low, high = min(self.rounds), max(self.rounds)
        return f"| {self.name} | {self.median:.2f} {self.unit} | {low:.2f}–{high:.2f} | {len(self.rounds)} |"


def copies(root: Path) -> int:
    """Fill the content folder `root` with courses like the sample; how many modules there are."""
    root.mkdir()
    for name in ("help.yaml", "sources.yaml"):
        shutil.copy(SAMPLE.parent / name, root)
    modules = sum((one / "module.md").is_file() for one in SAMPLE.iterdir())
    for number in range(-(-MODULES // modules)):
        shutil.copytree(SAMPLE, root / f"course-{number:03d}")
    return modules * -(-MODULES // modules)


def once(root: Path, data: Path) -> dict[str, float]:
    """Read the content as a start does, in this process; seconds, and megabytes at the peak."""
    settings = Settings.model_validate({"content_dir": root, "data_dir": data})
    before = time.perf_counter()
    catalog = read_content(settings, last_good=True)
    seconds = time.perf_counter() - before
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {"seconds": seconds, "own": own, "children": children, "courses": float(len(catalog.courses))}


def started(root: Path, data: Path) -> dict[str, float]:
    """`once` in a process of its own; `whole` is that process from its beginning to its end."""
    command = [sys.executable, "-m", "bench.content", ONCE, str(root), str(data)]
    before = time.perf_counter()
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {**json.loads(said), "whole": time.perf_counter() - before}


def checked(root: Path, data: Path) -> float:
    """Seconds that `flask content check` takes from its beginning to its end."""
    flask = Path(sys.executable).parent / "flask"
    environment = {**os.environ, "FLASK_APP": "app:app", "JIKIM_DATA_DIR": str(data)}
    before = time.perf_counter()
    subprocess.run([flask, "content", "check", root], cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - before


def measure(folder: Path) -> tuple[int, list[Figure]]:
    """How many modules there are, and the figures."""
    root = folder / "content"
    count = copies(root)
    cold = [started(root, folder / f"data-{number}") for number in range(COLD_ROUNDS)]
    data = folder / "data-0"
    warm = [started(root, data) for _ in range(ROUNDS)]
    checks = [checked(root, data) for _ in range(COLD_ROUNDS)]
    kept = sum(one.stat().st_size for one in data.rglob("*") if one.is_file()) / 1024**2
    lesson = next((root / "course-000").glob("01-*/01-*.md"))
    lesson.write_text(lesson.read_text("utf-8") + "\n", "utf-8")
    edited = started(root, data)

    def of(rounds: list[dict[str, float]], name: str) -> tuple[float, ...]:
        return tuple(one[name] for one in rounds)

    return count, [
        Figure("cold start: reading and rendering", of(cold, "seconds"), "s"),
        Figure("cold start: peak of a rendering child", of(cold, "children"), "MB"),
        Figure("cold start: peak of the process itself", of(cold, "own"), "MB"),
        Figure("warm start: reading", of(warm, "seconds"), "s"),
        Figure("warm start: whole process with imports", of(warm, "whole"), "s"),
        Figure("warm start: peak of the process", of(warm, "own"), "MB"),
        Figure("reading after one lesson was edited", (edited["seconds"],), "s"),
        Figure("`flask content check`, warm", tuple(checks), "s"),
        Figure("what is kept on the disk", (kept,), "MB"),
    ]


def run() -> tuple[str, bool]:
    """Measure; a Markdown table, and whether the warm start is fast enough."""
    with tempfile.TemporaryDirectory(prefix="jikim-content-") as folder:
        count, figures = measure(Path(folder))
    warm = next(one for one in figures if one.name == "warm start: reading")
    holds = warm.median <= WARM_AT_MOST
    lines = [f"| {count} modules × 2 languages | median | range | rounds |", "|---|--:|--:|--:|", *map(str, figures)]
    verdict = f"{'ok' if holds else 'FAILED':<7}warm start: {warm.median:.2f} s (at most {WARM_AT_MOST:g} s)"
    return "\n".join([*lines, "", f"- {verdict}"]), holds


if __name__ == "__main__":
    if sys.argv[1:2] == [ONCE]:
        print(json.dumps(once(Path(sys.argv[2]), Path(sys.argv[3]))))
