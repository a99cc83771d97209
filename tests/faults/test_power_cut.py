"""The power goes off at a random moment: what was acknowledged before is on the disk, and nothing is half there."""

import random
import shutil
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.product import SITE
from tests.faults.clients import Acknowledged, sitters
from tests.faults.conftest import LONG
from tests.faults.facts import WHOLE_COURSE, Facts, faults
from tests.faults.kinds import KINDS, TYPED, prepare
from tests.faults.power import Event, events, images, recorder

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900 if LONG else 240)]
CUTS, CLIENTS, ACKNOWLEDGED = (1000, 12, 1500) if LONG else (300, 6, 150)
LAX = ("deploy/gunicorn.conf.py", "tests.faults.lax:app")
KEPT_IN = ("jikim.db", "jikim.db-wal")


@dataclass(frozen=True)
class Recording:
    """The database before, what was done to its files, and what learners were told when."""

    base: dict[str, bytes]
    recorded: list[Event]
    known: Acknowledged


def record(folder: Path, served: tuple[str, str]) -> Recording:
    """Let learners work on a product whose writes are kept, then kill it."""
    calls = folder / "strace"
    calls.mkdir()
    site = prepare(folder, served=served, before=recorder(calls))
    known, over = Acknowledged(), threading.Event()
    clients = sitters(site, CLIENTS, known, over)
    files = {name: (folder / name).read_bytes() for name in KEPT_IN if (folder / name).exists()}
    assert list(files) == ["jikim.db"]
    site.product.start()
    for client in clients:
        client.start()
    until = time.monotonic() + 120
    while known.count < ACKNOWLEDGED and time.monotonic() < until:
        time.sleep(0.1)
    over.set()
    for client in clients:
        client.join()
        client.close()
    site.product.halt(signal.SIGKILL)
    assert known.refused == []
    assert set(known.kinds) == KINDS
    return Recording(files, events(calls, KEPT_IN), known)


def cuts(made: Recording, count: int, chance: random.Random) -> list[float]:
    """Moments between two events of the disk, while learners were working."""
    moments = [one.at for one in made.recorded if one.at >= made.known.told[0][0]]
    places = [chance.randrange(len(moments) - 1) for _ in range(count)]
    return [(moments[place] + moments[place + 1]) / 2 for place in places]


def lost_by(made: Recording, folder: Path, count: int) -> tuple[int, list[str]]:
    """Cut the power so often; how many databases could be read, and everything that was missing or half there."""
    chance, wrong, read = random.Random(20261122), [], 0
    for at, files in images(made.base, made.recorded, cuts(made, count, chance), chance):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        with closing(sqlite3.connect(folder / "jikim.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found = stored(database)
        read += 1
        wrong += faults(made.known.until(at), found)
    return read, wrong


def stored(database: sqlite3.Connection) -> Facts:
    """What the database says, read without the product."""
    attempts = database.execute("SELECT learner, number, state, score, pass_mark FROM attempt").fetchall()
    answers = database.execute(
        "SELECT learner, number, item, client_seq, CASE WHEN letters = '' THEN text ELSE letters END"
        " FROM response JOIN attempt ON attempt.id = response.attempt"
    )
    completed = database.execute("SELECT learner, module FROM completion").fetchall()
    counted = database.execute("SELECT COALESCE(SUM(done), 0) FROM tally_delta").fetchone()[0]
    return Facts(
        answers={(learner, number, item): (seq, given) for learner, number, item, seq, given in answers},
        scores={
            (learner, number): score if state == "submitted" else None for learner, number, state, score, _ in attempts
        },
        marks={(learner, number): mark for learner, number, _, _, mark in attempts},
        completed=completed,
        noted=Counter(database.execute("SELECT action, subject FROM audit_event").fetchall()),
        differing=abs(counted - sum(module != WHOLE_COURSE for _, module in completed)),
    )


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """The product as it is served."""
    return record(tmp_path_factory.mktemp("power"), SITE)


def test_a_power_cut_takes_nothing_that_was_acknowledged(
    recording: Recording, tmp_path: Path, record_figures: Callable[..., None]
) -> None:
    read, wrong = lost_by(recording, tmp_path / "image", CUTS)
    syncs = sum(one.kind == "sync" for one in recording.recorded)
    told = len(recording.known.told)
    record_figures(
        "power cut",
        "SQLite",
        cuts=read,
        acknowledged=told,
        item_types=len(recording.known.kinds),
        typed=sum(recording.known.kinds[kind] for kind in TYPED),
        syncs=syncs,
        lost=len(wrong),
    )
    assert (read, wrong) == (CUTS, [])
    assert len(recording.known.told) >= ACKNOWLEDGED


def test_a_database_that_does_not_wait_for_the_disk_would_be_noticed(tmp_path: Path) -> None:
    """Else the replay would be blind: with synchronous=NORMAL a cut takes what was acknowledged."""
    folder = tmp_path / "lax"
    folder.mkdir()
    _, wrong = lost_by(record(folder, LAX), tmp_path / "image", 20)
    assert any(one.startswith("lost ") for one in wrong)
