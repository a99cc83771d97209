"""What else goes on while a class hands in: somebody takes the figures home, the log is folded in, a backup is made."""

import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from bench.load import Asked, Load, run
from bench.people import Site
from scripts.ensure_system import postgres_folder

PAUSE = 0.1
"""Seconds between one time and the next, so that an export or a backup goes on nearly all the while."""
Deed = Callable[[], None]


def deeds(site: Site, unit: int) -> Mapping[str, Deed]:
    """What can be done beside, by name: exports of the board of that unit; checkpoints where the database has them."""
    reader = site.overseer(unit)
    exports = [Asked("GET", f"/admin/{unit}.csv{form}", reader.headers) for form in ("", "?format=xlsx")]

    def export() -> None:
        outcome = run(Load(site.product.port, 1, 0, 0, exports))
        if outcome.failed:
            raise RuntimeError(outcome.first_failure)

    url = site.product.database_url
    if url:
        return {"export": export, "backup": lambda: dump(url)}
    file = site.product.folder / "jikim.db"
    return {"export": export, "checkpoint": lambda: checkpoint(file), "backup": lambda: back_up(file)}


@contextmanager
def beside(*done: Deed) -> Iterator[list[int]]:
    """Do each of these over and over in a thread of its own; gives how often each was done.

    Raises at the end what one of them raised, RuntimeError when one was never finished.
    """
    counts, over = [0] * len(done), threading.Event()

    def repeat(place: int, deed: Deed) -> None:
        while not over.wait(PAUSE if counts[place] else 0):
            deed()
            counts[place] += 1

    with ThreadPoolExecutor(max(1, len(done))) as pool:
        running = [pool.submit(repeat, *one) for one in enumerate(done)]
        try:
            yield counts
        finally:
            over.set()
    for one in running:
        one.result()
    if 0 in counts:
        raise RuntimeError(f"not once beside the class: {counts}")


def checkpoint(file: Path) -> None:
    """Fold the write-ahead log into the SQLite file and cut it, as far as readers and writers let it."""
    with closing(sqlite3.connect(file, timeout=15)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def back_up(file: Path) -> None:
    """Copy the SQLite database while it is in use."""
    with (
        tempfile.TemporaryDirectory(dir=file.parent) as folder,
        closing(sqlite3.connect(file, timeout=15)) as database,
        closing(sqlite3.connect(Path(folder) / "copy.db")) as copy,
    ):
        database.backup(copy)


def dump(url: str) -> None:
    """Dump the PostgreSQL database to nowhere. Raises RuntimeError where that is not possible."""
    programs, place = postgres_folder(), make_url(url)
    if programs is None:
        raise RuntimeError("there is no pg_dump here")
    host = str(place.query.get("host") or place.host)
    to = ["-h", host, "-U", str(place.username), "-f", "/dev/null", str(place.database)]
    command = [str(programs / "pg_dump"), *to]
    subprocess.run(command, check=True, capture_output=True)
