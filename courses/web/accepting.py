"""How a gunicorn worker takes connections: only while it has a thread for them, so that a crowd is shared evenly."""

from concurrent.futures import Future
from typing import Any

from gunicorn.workers import gthread
from gunicorn.workers.gthread import TConn, ThreadWorker

gthread.DEFAULT_WORKER_DATA_TIMEOUT = 0.05
"""Seconds for which a thread waits for the first bytes of a connection; then it waits for them without a thread.

Browsers open connections before they have anything to ask. At gunicorn's five seconds a class of them would hold every
thread there is.
"""


class EvenWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types
    """Leaves new connections to the other workers while all its own threads are busy.

    gunicorn's own worker accepts whatever comes and lets it wait for a thread: of a hundred connections at once one of
    two workers took up to five in six, and the last of them waited twice as long as with a fair share.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fresh: set[TConn] = set()

    def enqueue_req(self, conn: TConn) -> None:
        """Give a connection to the threads; when all of them have a new one, take no more.

        Requests of connections that were answered before do not count: else those inside would keep others out.
        """
        if not conn.initialized:
            self.fresh.add(conn)
            if len(self.fresh) >= self.cfg.threads:
                self.set_accept_enabled(False)
        super().enqueue_req(conn)

    def finish_request(self, conn: TConn, fs: "Future[Any]") -> None:
        """A thread is free again."""
        self.fresh.discard(conn)
        super().finish_request(conn, fs)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Called before each wait for events, and with False at the end."""
        super().set_accept_enabled(enabled and len(self.fresh) < self.cfg.threads)
