"""Whose turn it is to write to an SQLite file: among the threads of a process, and among the processes of a machine.

SQLite lets one write at a time and makes the others look again after pauses that grow to a tenth of a second; a class
that submits in one second waits longer for those pauses than for all the writing. Here a thread goes on at once when
its turn comes, and a process looks every millisecond.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

HERE = Lock()
"""Whose turn it is in this process."""
WITHIN = 15.0
"""Seconds to wait for one's turn; after that SQLite itself decides."""
LOOK = 0.001
"""Seconds between two looks whether another process is done."""


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Wait for one's turn, then go on whether it has come or not: it makes waiting short, and nothing safe.

    `file` is made where it is missing and stays empty; it must not be the database, whose own locks would end when it
    is closed here. Where it can be neither made nor locked, only the threads of this process take turns.
    """
    until = time.monotonic() + WITHIN
    mine, descriptor = HERE.acquire(timeout=WITHIN), -1
    try:
        if mine:
            descriptor = _alone(file, until)
        yield
    finally:
        if descriptor >= 0:
            os.close(descriptor)
        if mine:
            HERE.release()


def _alone(file: Path, until: float) -> int:
    """The file, locked against other processes until it is closed; -1 when that could not be had."""
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError:
        return -1
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < until:
                time.sleep(LOOK)
                continue
        except OSError:
            pass
        else:
            return descriptor
        os.close(descriptor)
        return -1
