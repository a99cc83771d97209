"""A race for the counters: many learners enter a unit at once while the tallies are folded; none may be lost."""

import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial

from sqlalchemy import select

from bench.people import Site
from courses.foundation import clock
from courses.foundation.database import db, give_back
from courses.foundation.transactions import transaction
from courses.models.evidence import Tally
from courses.services import accounts, units
from courses.services.administration import differing_tallies, fold_tallies

THREADS = 8
FOLD_PAUSE = 0.05
"""Seconds between one folding and the next, many times more often than the worker folds."""


def race(site: Site, unit: int, count: int) -> list[int]:
    """Let so many new learners enter the unit, each in a transaction of its own; what each counter of the unit says.

    There is a counter for each module assigned there.
    """
    tag, now, over = secrets.token_hex(3), clock.now(), threading.Event()

    def register() -> list[int]:
        with transaction():
            names = [f"{tag}-{number}" for number in range(count)]
            return [accounts.register(name, name, "", now, actor=None) for name in names]

    def enter(learners: Sequence[int]) -> None:
        for one in learners:
            units.enrol(one, unit, now, actor=None)

    def fold() -> None:
        while not over.wait(FOLD_PAUSE):
            fold_tallies()

    def counted() -> list[int]:
        while fold_tallies():
            pass
        return list(db.session.scalars(select(Tally.targets).where(Tally.unit == unit)))

    learners = site.inside(register)
    with ThreadPoolExecutor(THREADS + 1) as pool:
        folding = pool.submit(_apart, site, fold)
        entering = [pool.submit(_apart, site, partial(enter, learners[number::THREADS])) for number in range(THREADS)]
        wait(entering)
        over.set()
    for one in (*entering, folding):
        one.result()
    return site.inside(counted)


def differing(site: Site) -> int:
    """How many tallies differ from obligations and completions."""
    return site.inside(lambda: len(differing_tallies()))


def _apart(site: Site, work: Callable[[], None]) -> None:
    with site.app.app_context():
        try:
            work()
        finally:
            give_back()
            db.session.remove()
