"""A class at the same second: submissions and log-ins behind a barrier, and how long until they were answered."""

import secrets
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench.beside import beside, deeds
from bench.load import Asked, Load, Outcome, put
from bench.people import Learner, Site, fields_of, right_answer
from bench.people import asked as asked_at
from bench.product import PASSWORD, Product
from bench.race import differing, race
from tests.postgres import start_postgres

MODULE = 1
ROUNDS = 5
"""Classes of each size, one after another: the machine is shared, and one second of it says little."""
SIZES = (30, 100, 300)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BARS = {30: 0.3, 100: 0.5}
"""Seconds within which 95 of 100 submissions of a class of that size must be answered."""
LOG_INS = {30: 3.0, 100: 10.0}
"""Seconds within which a class of that size has signed in."""
BURST, EACH = 100, 10
BURST_MOST, BURST_LONGEST = 2.0, 5.0
"""Seconds for 95 of 100, and for the slowest, when so many learners ask for so much one after the other."""
RACE = 1000
AUTOSAVE = {"X-Requested-With": "autosave"}


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


def burst(site: Site, learners: Sequence[Learner]) -> list[Asked]:
    """`EACH` requests of each learner: lessons, the look over the attempt, and answers saved; by turns."""
    turns: list[list[Asked]] = [[] for _ in range(EACH)]
    count = len(site.module(MODULE).lessons)
    for one, own in zip(learners, site.sit(learners, MODULE), strict=True):
        address = site.quiz_address(MODULE, own.number)
        named = [("csrf_token", one.csrf), ("submit_key", own.submit_key)]
        for turn, place in enumerate(turns):
            if turn % 2:
                item, drawn = asked_at(own, turn // 2 % len(own.drawn))
                fields = [
                    *named,
                    ("item", item.id),
                    ("seq", str(turn + 1)),
                    *fields_of(item, drawn, right_answer(item)),
                ]
                place.append(Asked("POST", address, {**one.headers, **FORM, **AUTOSAVE}, urlencode(fields)))
            elif turn == EACH - 2:
                place.append(Asked("GET", f"{address}?review=1", one.headers))
            else:
                place.append(Asked("GET", site.lesson_address(MODULE, turn // 2 % count), one.headers))
    return [one for turn in turns for one in turn]


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
        site = Site(product)
        lines = [_submissions(site, database, size) for size in SIZES]
        also = deeds(site, site.found_class())
        lines += [_submissions(site, database, size, name, deed) for name, deed in also.items() for size in BARS]
        lines += [_burst(site, database), *(_log_ins(site, database, size) for size in LOG_INS)]
        return [*lines, _race(site, database)]
    finally:
        product.stop()


def _submissions(
    site: Site, database: str, size: int, during: str = "", deed: Callable[[], None] | None = None
) -> tuple[str, bool]:
    rounds = []
    for _ in range(ROUNDS):
        asked = submissions(site, a_class(site, size))
        with beside(*([deed] if deed else [])):
            rounds.append(spread(at_once(site, asked)))
    figures = {name: median(one[name] for one in rounds) for name in rounds[0]} | {
        "errors": sum(one["errors"] for one in rounds)
    }
    bar = BARS.get(size)
    name = f"{size} submissions" + (f" during {during}" if during else "")
    within = bar is None or figures["p95_s"] <= bar
    least, most = min(one["p95_s"] for one in rounds), max(one["p95_s"] for one in rounds)
    said = "no error" if bar is None else f"95 % ≤ {bar:g} s"
    return _line(name, database, figures, f"{said} (rounds: {least}–{most})", within=within)


def _burst(site: Site, database: str) -> tuple[str, bool]:
    figures = spread(at_once(site, burst(site, a_class(site, BURST)), BURST))
    within = figures["p95_s"] <= BURST_MOST and figures["max_s"] <= BURST_LONGEST
    bar = f"95 % ≤ {BURST_MOST:g} s, all ≤ {BURST_LONGEST:g} s"
    return _line(f"{BURST} learners, {EACH} requests each", database, figures, bar, within=within)


def _log_ins(site: Site, database: str, size: int) -> tuple[str, bool]:
    figures = spread(at_once(site, log_ins(site, a_class(site, size))))
    bar = LOG_INS[size]
    return _line(f"{size} log-ins", database, figures, f"all ≤ {bar:g} s", within=figures["max_s"] <= bar)


def _race(site: Site, database: str) -> tuple[str, bool]:
    counters, wrong = race(site, site.found_class(), RACE), differing(site)
    holds = bool(counters) and set(counters) == {RACE} and not wrong
    said = f"{len(counters)} counters each {min(counters)}–{max(counters)}, {wrong} tallies differ from the facts"
    bar = f"each {RACE}{'' if holds else ' **missed**'}"
    return f"| {RACE} enter a unit while tallies are folded | {database} | {wrong} | – | – | {said} | {bar} |", holds


def _line(name: str, database: str, figures: dict[str, float], bar: str, *, within: bool) -> tuple[str, bool]:
    holds = within and not figures["errors"]
    cells = (figures["errors"], figures["p50_s"], figures["p95_s"], figures["max_s"])
    return f"| {name} | {database} | {' | '.join(map(str, cells))} | {bar}{'' if holds else ' **missed**'} |", holds
