"""The process in which what authors wrote is parsed and rendered, within limits; `children` starts it."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from courses.catalog.building import build
from courses.catalog.engine import engine
from courses.catalog.frames import AT, PART, read_frame, write_frame
from courses.catalog.pages import CPU_SECONDS
from courses.catalog.parts import Job, Part
from courses.catalog.stored import from_json, to_json
from courses.catalog.turns import listen

MEMORY = 1 << 30
OTHER_CODE = 9
SHORTEST = 0.001
"""A timer set to nothing would never ring."""


class Budget:
    """Computing time for each file; the kernel ends the process when a file has used up its own.

    The timer's signal is left to its default, so that it also ends code that never returns to the interpreter.
    """

    def __init__(self, tell: Callable[[str], None], seconds: float = CPU_SECONDS) -> None:
        self.tell = tell
        self.seconds = seconds
        self.left: dict[str, float] = {}
        self.at = ""

    def turn_to(self, path: str) -> None:
        """Charge that file from here on."""
        if path == self.at:
            return
        self.stop()
        self.at = path
        self.tell(path)
        signal.setitimer(signal.ITIMER_PROF, max(self.left.get(path, self.seconds), SHORTEST))

    def stop(self) -> None:
        """Charge nobody."""
        left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
        if self.at:
            self.left[self.at] = left
        self.at = ""

    def renew(self) -> None:
        """Begin anew with another job."""
        self.stop()
        self.left.clear()


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Build the part of each job that comes in, until no more come."""
    budget = Budget(lambda path: write_frame(sink, AT, path.encode()))
    end = listen(budget.turn_to)
    try:
        while (frame := read_frame(source)) is not None:
            job = from_json(Job, frame)
            budget.turn_to(f"{job.setting.root}/{job.texts.file}")
            part = to_json(Part, build(job))
            budget.renew()
            write_frame(sink, PART, part)
    finally:
        budget.stop()
        end()


def limit() -> None:
    """Memory within bounds, no file written, no core left behind; a pipe that nobody reads ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def main() -> None:
    """Serve on standard input and output; whatever prints by itself goes nowhere.

    Whoever asks says of what code it is: after an update, the new would build what the old cannot read.
    """
    if sys.argv[1:] != [engine()]:
        sys.exit(OTHER_CODE)
    limit()
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, sink)
