"""`python -m bench content`: what 200 modules in two languages cost at a start, cold and warm, and at a check."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.product import Product
from courses.foundation.settings import ROOT
from courses.web.reading import FOLDER

SAMPLE = ROOT / "content" / "respect-upper-secondary"
MODULES = 200
ROUNDS = 5
COLD_ROUNDS = 3
WARM_AT_MOST = 1.0
WARM = "warm start: whole process, from the call of the interpreter"


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


def started(product: Product) -> dict[str, float]:
    """A start as a worker makes it (`bench/start.py`); `whole` is from calling the interpreter until it is ready."""
    before = time.monotonic()
    command = [sys.executable, "-m", "bench.start"]
    done = subprocess.run(command, cwd=ROOT, env=product.environment(), check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return {**told, "whole": told["ready"] - before}


def served(product: Product) -> float:
    """Seconds from the call of gunicorn, with two workers, until it has answered a request."""
    try:
        return product.start()
    finally:
        product.stop()


def checked(product: Product) -> float:
    """Seconds that `flask content check` takes from its beginning to its end."""
    before = time.monotonic()
    product.flask("content", "check", str(product.content))
    return time.monotonic() - before


def measure(folder: Path) -> tuple[int, list[Figure]]:
    """How many modules there are, and the figures."""
    root = folder / "content"
    count = copies(root)
    products = []
    for number in range(COLD_ROUNDS):
        (data := folder / f"data-{number}").mkdir(mode=0o700)
        products.append(Product(data, demo=False, content=root))
    cold = [started(one) for one in products]
    product = products[0]
    product.flask("site", "prepare")  # what an installation does before it serves
    warm = [started(product) for _ in range(ROUNDS)]
    serving = [served(product) for _ in range(ROUNDS)]
    checks = [checked(product) for _ in range(COLD_ROUNDS)]
    cache = product.folder / FOLDER
    kept = sum(one.stat().st_size for one in cache.rglob("*") if one.is_file()) / 1024**2
    lesson = next((root / "course-000").glob("01-*/01-*.md"))
    lesson.write_text(lesson.read_text("utf-8") + "\n", "utf-8")
    edited = started(product)

    def of(rounds: list[dict[str, float]], name: str) -> tuple[float, ...]:
        return tuple(one[name] for one in rounds)

    return count, [
        Figure("cold start: reading and rendering", of(cold, "seconds"), "s"),
        Figure("cold start: peak of a rendering child", of(cold, "children"), "MB"),
        Figure("cold start: peak of the process itself", of(cold, "own"), "MB"),
        Figure("warm start: reading", of(warm, "seconds"), "s"),
        Figure(WARM, of(warm, "whole"), "s"),
        Figure("warm start: peak of the process", of(warm, "own"), "MB"),
        Figure("gunicorn with two workers, warm: until a request is answered", tuple(serving), "s"),
        Figure("reading after one lesson was edited", (edited["seconds"],), "s"),
        Figure("`flask content check`, warm", tuple(checks), "s"),
        Figure("what is kept on the disk", (kept,), "MB"),
    ]


def run() -> tuple[str, bool]:
    """Measure; a Markdown table, and whether the warm start is fast enough."""
    with tempfile.TemporaryDirectory(prefix="jikim-content-") as folder:
        count, figures = measure(Path(folder))
    warm = next(one for one in figures if one.name == WARM)
    holds = warm.median <= WARM_AT_MOST
    lines = [f"| {count} modules × 2 languages | median | range | rounds |", "|---|--:|--:|--:|", *map(str, figures)]
    verdict = f"{'ok' if holds else 'FAILED':<7}{WARM}: {warm.median:.2f} s (at most {WARM_AT_MOST:g} s)"
    return "\n".join([*lines, "", f"- {verdict}"]), holds
