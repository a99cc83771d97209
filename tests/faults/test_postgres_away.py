"""PostgreSQL is stopped, crashes and comes back under learners who answer and hand in."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.people import Site
from courses.foundation.vocabulary import ItemType
from courses.web.retrying import WITHIN
from tests.faults.clients import Acknowledged, Client, sitters
from tests.faults.conftest import LONG
from tests.faults.facts import facts, faults
from tests.faults.kinds import KINDS, prepare
from tests.postgres import PostgresServer, launch

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900 if LONG else 240)]
CLIENTS, ROUNDS = (30, 5) if LONG else (8, 1)
LONG_AWAY = 12.0 if LONG else WITHIN + 0.5
"""Seconds away for which no request waits: somebody must be told."""
AT_WORK = 2.0
AWAY = 1.0
BACK = 2.0
"""Seconds of work before the server goes, until it is started again, and until everything must be well again."""


def crash(server: PostgresServer) -> None:
    """Kill the postmaster, as a fault of the machine would; its children go when they notice."""
    leader = int((server.folder / "cluster" / "postmaster.pid").read_text().split()[0])
    os.kill(leader, signal.SIGKILL)


WAYS: dict[str, Callable[[PostgresServer], None]] = {
    "stopped": lambda server: server.halt("fast"),
    "stopped at once": lambda server: server.halt("immediate"),
    "killed": crash,
}


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of its own: the others of this run must not go away."""
    made = launch()
    yield made
    made.stop()


def start_again(server: PostgresServer) -> None:
    """Start the server; the children of a killed one may hold its memory for a moment."""
    for _ in range(50):
        try:
            server.start()
        except RuntimeError:
            time.sleep(0.1)
        else:
            return
    server.start()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What clients were told, when they were turned away too late (seconds after it should be well), what is wrong."""

    known: Acknowledged
    late: list[float]
    found: list[str]


def press_when_gone(client: Client, gone: threading.Event) -> None:
    """Open an item to type into, wait until the database is gone, then press the button."""
    client.ways = ("button",)
    attempt, number = client.begin()
    identifier, page, position = "", "", 0
    while (item := client.quiz.item(identifier)) is None or item.type is not ItemType.SHORT_TEXT:
        position += 1
        identifier, _, page = client.open(attempt, position)
    gone.wait()
    client.answer(attempt, number, identifier, page)


def take_away(site: Site, server: PostgresServer, gone: Sequence[tuple[str, float]]) -> Outcome:
    """Let learners work while the server goes in these ways, for so many seconds each; one of them only types."""
    known, over, away = Acknowledged(), threading.Event(), threading.Event()
    late: list[float] = []
    site.product.start()
    try:
        *clients, typist = sitters(site, CLIENTS, known, over)
        typing = threading.Thread(target=press_when_gone, args=(typist, away))
        for one in (*clients, typing):
            one.start()
        for way, seconds in gone:
            time.sleep(AT_WORK)
            WAYS[way](server)
            away.set()
            time.sleep(seconds)
            start_again(server)
            back = time.time() + BACK
            time.sleep(2 * BACK)
            late += [at - back for at in known.away if at > back]
        over.set()
        for one in (*clients, typing):
            one.join()
        for client in (*clients, typist):
            client.close()
        return Outcome(known, late, faults(known, facts(site)))
    finally:
        over.set()
        away.set()
        site.product.stop()


def test_a_database_that_goes_away_loses_nothing_and_shows_nobody_an_error(
    server: PostgresServer, tmp_path: Path, record_figures: Callable[..., None]
) -> None:
    gone = [(way, AWAY) for way in WAYS] * ROUNDS
    outcome = take_away(prepare(tmp_path, server.create("jikim_away")), server, gone)
    known = outcome.known
    record_figures(
        "PostgreSQL stopped, stopped at once, killed",
        "PostgreSQL",
        times=len(gone),
        clients=CLIENTS,
        acknowledged=known.count,
        item_types=len(known.kinds),
        answered_503=len(known.away),
        late_503=len(outcome.late),
        faults=len(outcome.found),
    )
    assert (known.refused, outcome.found, outcome.late, known.away) == ([], [], [], [])
    assert known.count > 50 * ROUNDS
    assert set(known.kinds) == KINDS


def test_a_database_that_stays_away_is_told_with_what_was_typed_and_everything_goes_through_after_it(
    server: PostgresServer, tmp_path: Path, record_figures: Callable[..., None]
) -> None:
    outcome = take_away(prepare(tmp_path, server.create("jikim_long_away")), server, [("killed", LONG_AWAY)])
    known = outcome.known
    record_figures(
        "PostgreSQL away for longer than a request waits",
        "PostgreSQL",
        seconds=LONG_AWAY,
        clients=CLIENTS,
        acknowledged=known.count,
        answered_503=len(known.away),
        forms_503=known.turned["button"],
        without_what_was_typed=len(known.bare),
        late_503=len(outcome.late),
        faults=len(outcome.found),
    )
    assert (known.refused, known.bare, outcome.found, outcome.late) == ([], [], [], [])
    assert known.turned["button"] > 0
