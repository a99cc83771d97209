"""The web server is killed again and again under learners who answer and hand in: nothing acknowledged is lost."""

import signal
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import delete, select

from bench.people import Site
from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.assessment import Attempt, Response
from tests.faults.clients import Acknowledged, Client, sitters
from tests.faults.conftest import LONG
from tests.faults.facts import facts, faults
from tests.faults.kinds import KINDS, TYPED, prepare

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1200 if LONG else 240)]
CLIENTS, KILLS, ACKNOWLEDGED = (30, 30, 3000) if LONG else (8, 3, 300)
BETWEEN = 0.7
"""Seconds of work between two kills, at least; a different moment each time."""


@dataclass(frozen=True)
class Run:
    """What came of it."""

    known: Acknowledged
    clients: list[Client]
    kills: int
    back_after: list[float]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served site that asks items of every type, on SQLite and then on PostgreSQL."""
    server = request.param == "postgresql" and request.getfixturevalue("postgres_server")
    made = prepare(tmp_path_factory.mktemp("kill"), server.create("jikim_kill") if server else "")
    made.product.start()
    yield made
    made.product.stop()


@pytest.fixture(scope="module")
def run(site: Site) -> Run:
    """Kill the process group of the web server often enough while all clients work."""
    known, over = Acknowledged(), threading.Event()
    clients = sitters(site, CLIENTS, known, over)
    for client in clients:
        client.start()
    kills, back_after = 0, []
    until = time.monotonic() + (1000 if LONG else 150)
    while (kills < KILLS or known.count < ACKNOWLEDGED) and time.monotonic() < until:
        time.sleep(BETWEEN * (1 + kills % 5 / 5))
        if kills < KILLS:
            site.product.halt(signal.SIGKILL)
            kills += 1
            back_after.append(site.product.start())
    over.set()
    for client in clients:
        client.join()
    return Run(known, clients, kills, back_after)


def test_no_acknowledged_answer_or_submission_is_lost_or_written_twice(
    site: Site, run: Run, figures: Callable[..., None]
) -> None:
    assert run.kills == KILLS
    assert run.known.count >= ACKNOWLEDGED
    assert run.known.retried > 0
    assert (run.known.refused, run.known.bare) == ([], [])
    assert set(run.known.kinds) == KINDS
    kept = facts(site)
    found = faults(run.known, kept)
    figures(
        "kill -9 of the web server",
        kills=run.kills,
        clients=CLIENTS,
        acknowledged=run.known.count,
        submissions=len(run.known.handed_in),
        item_types=len(run.known.kinds),
        typed=sum(run.known.kinds[kind] for kind in TYPED),
        completions=len(kept.completed),
        faults=len(found),
        ready_median_s=round(statistics.median(run.back_after), 2),
        ready_max_s=round(max(run.back_after), 2),
    )
    assert found == []
    assert kept.completed


def test_sending_the_same_submission_again_changes_nothing(site: Site, run: Run) -> None:
    before = facts(site)
    by_learner = {client.learner.id: client for client in run.clients}
    sent = 0
    for (learner, number), key in list(run.known.handed_in.items())[:30]:
        client = by_learner[learner]
        assert client.hand_in(f"{client.address}/{number}", number, [("submit_key", key)]) == 303
        sent += 1
    for client in run.clients:
        client.close()
    assert sent > 0
    assert facts(site) == before


def test_a_lost_acknowledgement_would_have_been_noticed(site: Site, run: Run) -> None:
    (learner, number, item), _ = next(iter(run.known.answers.items()))

    def plant() -> None:
        with transaction():
            attempt = select(Attempt.id).where(Attempt.learner == learner, Attempt.number == number)
            db.session.execute(delete(Response).where(Response.attempt.in_(attempt), Response.item == item))

    site.inside(plant)
    assert faults(run.known, facts(site)) == [f"lost answer {(learner, number, item)}"]
