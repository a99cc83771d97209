"""What a request costs: CPU of the web workers and requests per second, in interleaved rounds."""

import os
import secrets
import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.load import Asked, Load, put
from bench.people import Site, asked, fields_of, right_answer
from bench.product import Product, group

TICKS = os.sysconf("SC_CLK_TCK")
MODULE = 1


@dataclass(slots=True)
class Target:
    """One thing that is measured; `seconds` 0: every request once, the next `share` of them a round."""

    name: str
    database: str
    product: Product
    requests: Sequence[Asked]
    seconds: float
    share: int = 0
    cpu: list[float] = field(default_factory=list)
    speed: list[float] = field(default_factory=list)
    size: int = 0

    def measure(self, turn: int, *, threads: int, sequence: int) -> None:
        """One round. Raises RuntimeError when a request is not answered as expected."""
        chosen = self.requests[turn * self.share : (turn + 1) * self.share] if self.share else self.requests
        workers = self._workers()
        before = sum(map(processor_seconds, workers))
        outcome = put(Load(self.product.port, threads, self.seconds, sequence, chosen))
        spent = sum(map(processor_seconds, workers)) - before
        if outcome.failed:
            raise RuntimeError(f"{self.name} on {self.database}: {outcome.failed} failed, {outcome.first_failure}")
        self.cpu.append(spent / outcome.answered * 1000)
        self.speed.append(outcome.answered / outcome.seconds)
        self.size = outcome.size // outcome.answered

    def forget(self) -> None:
        """Leave out what was measured so far: it was the warm-up."""
        self.cpu.clear()
        self.speed.clear()

    @property
    def milliseconds(self) -> float:
        """CPU of the workers a request, the median over the rounds."""
        return statistics.median(self.cpu)

    @property
    def per_second(self) -> float:
        """Requests a second, the median over the rounds."""
        return statistics.median(self.speed)

    def _workers(self) -> list[int]:
        if self.product.web is None:
            raise RuntimeError("not running")
        return [one for one in group(self.product.web.pid) if one != self.product.web.pid]


def processor_seconds(process: int) -> float:
    """User and system time of a process so far."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICKS


def targets(product: Product, database: str, *, rounds: int, share: int, seconds: float) -> list[Target]:
    """The lesson page, an answer saved and a quiz submitted, each by learners of their own."""
    site = Site(product)
    unit = site.found_class()
    names = [f"{secrets.token_hex(4)}-{number}" for number in range(share * rounds)]
    readers = site.enrol(unit, [f"reader-{number}" for number in range(16)], read=MODULE)
    submitters = site.enrol(unit, names, read=MODULE)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    count = len(site.module(MODULE).lessons)
    lessons = [
        Asked("GET", site.lesson_address(MODULE, number), one.headers) for number in range(count) for one in readers
    ]
    saves, submits = [], []
    for reader, sitting in zip(readers, site.sit(readers, MODULE), strict=True):
        item, drawn = asked(sitting, 0)
        answer = fields_of(item, drawn, right_answer(item))
        named = [("csrf_token", reader.csrf), ("item", item.id), ("submit_key", sitting.submit_key)]
        body = urlencode([*named, *answer])
        headers = {**reader.headers, **form, "X-Requested-With": "autosave"}
        saves.append(Asked("POST", site.quiz_address(MODULE, sitting.number), headers, body + "&seq={seq}"))
    for one, sitting in zip(submitters, site.sit(submitters, MODULE, answered=True), strict=True):
        body = urlencode([("csrf_token", one.csrf), ("submit_key", sitting.submit_key)])
        address = f"{site.quiz_address(MODULE, sitting.number)}/submit"
        submits.append(Asked("POST", address, {**one.headers, **form}, body, 303))
    return [
        Target("lesson page", database, product, lessons, seconds),
        Target("answer saved", database, product, saves, seconds),
        Target("quiz submitted", database, product, submits, 0, share),
    ]


@contextmanager
def running(products: Sequence[Product]) -> Iterator[None]:
    """All products running; ended in any case."""
    with ExitStack() as stack:
        for product in products:
            stack.callback(product.stop)
            product.start()
        yield
