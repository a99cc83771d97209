"""A class at the same second: submissions and log-ins behind a barrier, and how long until they were answered."""

import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from bench.load import Asked, Load, Outcome, put
from bench.people import Learner, Site
from bench.product import PASSWORD, Product
from tests.postgres import start_postgres

MODULE = 1
SIZES = (30, 100, 300)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BARS = {30: 0.3, 100: 0.5}
"""Seconds within which 95 of 100 submissions of a class of that size must be answered."""
LOG_INS = 100
ALL_IN = 10.0
"""Seconds within which a hundred have signed in."""


def a_class(site: Site, size: int) -> list[Learner]:
    """A new unit of learners who have read the lessons of the module."""
    tag = secrets.token_hex(3)
    return site.enrol(site.found_class(), [f"{tag}-{number}" for number in range(size)], read=MODULE)


def submissions(site: Site, learners: Sequence[Learner]) -> list[Asked]:
    """One submission each of an attempt that is answered by the key; each has the page before handing in open."""
    asked, looks = [], []
    for one, own in zip(learners, site.sit(learners, MODULE, answered=True), strict=True):
        address = site.quiz_address(MODULE, own.number)
        looks.append(Asked("GET", f"{address}?review=1", one.headers))
        body = urlencode([("csrf_token", one.csrf), ("submit_key", own.submit_key)])
        asked.append(Asked("POST", f"{address}/submit", {**one.headers, **FORM}, body, 303))
    opened = put(Load(site.product.port, min(16, len(looks)), 0, 0, looks))
    if opened.failed:
        raise RuntimeError(opened.first_failure)
    return asked


def log_ins(site: Site, learners: Sequence[Learner]) -> list[Asked]:
    """One log-in each, from a browser that has the form open."""
    found = []
    for one in learners:
        stranger = site.stranger()
        sent = [("csrf_token", stranger.csrf), ("username", one.username), ("password", PASSWORD)]
        found.append(Asked("POST", "/login", {**stranger.headers, **FORM}, urlencode(sent), 303))
    return found


def at_once(site: Site, asked: Sequence[Asked], threads: int = 0) -> Outcome:
    """Everything at the same moment, one connection each unless said otherwise."""
    return put(Load(site.product.port, threads or len(asked), 0, 0, asked))


def spread(outcome: Outcome) -> dict[str, float]:
    """Errors, and the times in seconds within which half, 95 % and all were answered."""
    times = sorted(outcome.times)
    at = {"p50_s": len(times) // 2, "p95_s": int(len(times) * 0.95), "max_s": len(times) - 1}
    return {"errors": outcome.failed, **{name: round(times[place], 3) for name, place in at.items()}}


def run() -> tuple[str, bool]:
    """A Markdown table of both databases, and whether every bar holds without an error."""
    url, stop_postgres = start_postgres()
    try:
        with tempfile.TemporaryDirectory(prefix="jikim-bench-") as folder:
            found = [*_measure(Path(folder), "SQLite", ""), *_measure(Path(folder), "PostgreSQL", url)]
    finally:
        stop_postgres()
    lines = ["| at the same second | database | errors | half within s | 95 % within s | all within s | bar |"]
    lines += ["|---|---|--:|--:|--:|--:|---|", *(line for line, _ in found)]
    return "\n".join(lines), all(holds for _, holds in found)


def _measure(above: Path, database: str, url: str) -> list[tuple[str, bool]]:
    folder = above / database
    folder.mkdir(mode=0o700)
    product = Product(folder, url, demo=False)
    product.flask("site", "prepare")
    product.start()
    try:
        site, lines = Site(product), []
        for size in SIZES:
            learners = a_class(site, size)
            figures = spread(at_once(site, submissions(site, learners)))
            bar = BARS.get(size)
            holds = not figures["errors"] and (bar is None or figures["p95_s"] <= bar)
            said = "no error" if bar is None else f"95 % ≤ {bar:g} s"
            lines.append((_line(f"{size} submissions", database, figures, said, holds=holds), holds))
        figures = spread(at_once(site, log_ins(site, a_class(site, LOG_INS))))
        holds = not figures["errors"] and figures["max_s"] <= ALL_IN
        line = _line(f"{LOG_INS} log-ins", database, figures, f"all ≤ {ALL_IN:g} s", holds=holds)
        return [*lines, (line, holds)]
    finally:
        product.stop()


def _line(name: str, database: str, figures: dict[str, float], bar: str, *, holds: bool) -> str:
    cells = (figures["errors"], figures["p50_s"], figures["p95_s"], figures["max_s"])
    return f"| {name} | {database} | {' | '.join(map(str, cells))} | {bar}{'' if holds else ' **missed**'} |"
