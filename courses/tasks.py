"""Background work: rows of `job` that are due, and tallies to fold; huey only wakes it."""

import logging
from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Flask

from courses.foundation import clock
from courses.queries.jobs import due_jobs
from courses.services.administration import fold_tallies
from courses.services.closing import close_due
from courses.services.teaching import continue_assigning
from courses.web.shelf import workshop

log = structlog.get_logger()
KINDS: dict[str, Callable[[int, datetime], bool]] = {
    "assign": continue_assigning,
    "close": lambda job, now: close_due(job, workshop(), now),
}
"""What each kind of job does: one batch a call, True when nothing is left."""
PAUSE_SECONDS = 3


def sweep(now: datetime) -> int:
    """Do everything that is due, batch by batch; returns how many batches were done."""
    done = 0
    for job in due_jobs(now):
        finished = False
        while not finished:
            finished = KINDS[job.kind](job.id, now)
            done += 1
    while fold_tallies():
        done += 1
    return done


def run(app: Flask) -> None:
    """Sweep now and every few seconds until the process is told to stop."""
    from huey import MemoryHuey  # noqa: PLC0415 - an eighth of a second that only the worker needs
    from huey.consumer import Consumer  # noqa: PLC0415 - as above

    huey = MemoryHuey("jikim", utc=True)

    @huey.task()  # type: ignore[untyped-decorator]  # huey ships no types
    def wake() -> None:
        with app.app_context():
            try:
                sweep(clock.now())
            except Exception:
                log.exception("sweep_failed")  # the next sweep tries again
        wake.schedule(delay=PAUSE_SECONDS)

    logging.getLogger("huey").setLevel(logging.WARNING)
    wake()
    Consumer(huey, workers=1, periodic=False, initial_delay=0.1, check_worker_health=False).run()
