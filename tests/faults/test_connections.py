"""Who comes gets a thread that is free: neither a crowd nor connections that say nothing keep the others waiting."""

import http.client
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from threading import Barrier

import pytest

from bench.product import Product

pytestmark = [pytest.mark.faults, pytest.mark.timeout(120)]
SERVED = ("bench/gunicorn_bare.py", "tests.faults.pausing:app")
THREADS = 16
"""Of both workers together, as deploy/gunicorn.conf.py says."""
PATIENCE = 3.0
"""Seconds; gunicorn's own worker gives a silent connection one of its threads for five."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where a site is served as ours is, that takes its time."""
    folder = tmp_path_factory.mktemp("pausing")
    folder.chmod(0o700)
    product = Product(folder, served=SERVED)
    product.start()
    try:
        yield product.port
    finally:
        product.stop()


def ask(port: int, patience: float = 30) -> str:
    """What is answered on a connection of its own."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=patience)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().read().decode()


def test_a_crowd_is_shared_between_the_workers(port: int) -> None:
    """Each takes as many as it has threads, and another when one is done: a fair share, but for those at the end."""
    crowd = 4 * THREADS
    gate = Barrier(crowd)

    def come(_: int) -> str:
        gate.wait()
        return ask(port)

    with ThreadPoolExecutor(crowd) as pool:
        answered = Counter(pool.map(come, range(crowd)))
    assert (len(answered), answered.total()) == (2, crowd)
    assert max(answered.values()) <= crowd * 5 // 8


def test_silent_connections_keep_nobody_waiting(port: int) -> None:
    """Three for each thread, as browsers open them for what they may come to ask."""
    with ExitStack() as stack:
        silent = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(3 * THREADS)]
        assert [ask(port, PATIENCE).isdigit() for _ in range(5)] == [True] * 5
        last = silent[-1]
        last.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        last.settimeout(PATIENCE)
        assert last.recv(12) == b"HTTP/1.1 200"


def test_a_connection_that_falls_silent_in_the_middle_costs_only_its_own_thread(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert ask(port, PATIENCE).isdigit()
