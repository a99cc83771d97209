"""PostgreSQL is stopped, crashes and comes back under learners who answer and hand in."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.people import Site
from bench.product import Product
from tests.faults.clients import Acknowledged, Client
from tests.faults.conftest import LONG
from tests.faults.facts import facts, faults
from tests.faults.test_kill import CLICKED
from tests.postgres import PostgresServer, launch

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900 if LONG else 240)]
CLIENTS, ROUNDS = (30, 5) if LONG else (8, 1)
MODULE = 1
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


def test_a_database_that_goes_away_loses_nothing_and_shows_nobody_an_error(
    server: PostgresServer, tmp_path: Path, record_figures: Callable[..., None]
) -> None:
    tmp_path.chmod(0o700)
    product = Product(tmp_path, server.create("jikim_away"), demo=False)
    product.flask("site", "prepare")
    site = Site(product)
    quiz = site.module(MODULE).quiz
    assert quiz is not None
    keys = {item.id: item.key for item in quiz.items if item.type in CLICKED}
    learners = site.enrol(site.found_class(), [f"client-{number}" for number in range(CLIENTS)], read=MODULE)
    known, over = Acknowledged(), threading.Event()
    product.start()
    try:
        clients = [
            Client(one, product.port, site.quiz_address(MODULE), keys if number % 2 else {}, known, over)
            for number, one in enumerate(learners)
        ]
        for client in clients:
            client.start()
        late: list[float] = []
        for _ in range(ROUNDS):
            for go in WAYS.values():
                time.sleep(AT_WORK)
                go(server)
                time.sleep(AWAY)
                start_again(server)
                back = time.time() + BACK
                time.sleep(BACK)
                late += [at - back for at in known.away if at > back]
        time.sleep(AT_WORK)
        over.set()
        for client in clients:
            client.join()
            client.close()
        found = faults(known, facts(site))
    finally:
        product.stop()
    record_figures(
        "PostgreSQL stopped, stopped at once, killed",
        "PostgreSQL",
        times=ROUNDS * len(WAYS),
        clients=CLIENTS,
        acknowledged=known.count,
        answered_503=len(known.away),
        late_503=len(late),
        faults=len(found),
    )
    assert (known.refused, found, late, known.away) == ([], [], [], [])
    assert known.count > 50 * ROUNDS
