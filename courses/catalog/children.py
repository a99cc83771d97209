"""Rendering apart: child processes build the parts, so that no file can hang or kill the process that asks."""

import os
import subprocess  # nosec B404 # starts this package's own child
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from types import MappingProxyType
from typing import IO, cast

from courses.catalog.engine import engine
from courses.catalog.frames import AT, LENGTH
from courses.catalog.pages import RawFile
from courses.catalog.parts import Job, Part
from courses.catalog.stored import from_json, to_json

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-c", "from courses.catalog.child import main; main()")
ENVIRONMENT: Mapping[str, str] = MappingProxyType({"PYTHONUTF8": "1"})
"""All that a child is told: no key, no address of a database."""
MOST = 2
PATIENCE = 60.0
"""Seconds without a word before a child is given up; its computing time is limited by itself."""
REFUSED = RawFile(refused="C019")


class ChildLost(RuntimeError):
    """A child ended before it had looked at any file: something is wrong with the installation, not with a text."""


@dataclass(slots=True)
class Child:
    """A running child: the job it works on, the file it has come to, and when it was last heard of."""

    process: "subprocess.Popen[bytes]"
    index: int = -1
    at: str = ""
    heard: float = 0.0
    read: bytearray = field(default_factory=bytearray)


def build_apart(jobs: Sequence[Job], most: int = MOST, patience: float = PATIENCE) -> Iterator[tuple[int, Part]]:
    """The parts of these jobs as they are finished, each with the index of its job.

    A file that takes too much time or memory is left out of its job, which is then done again; its finding says so.
    Raises ChildLost where no child can work at all, OSError where none can be started.
    """
    shop = _Workshop(jobs, patience)
    try:
        for _ in range(min(most, len(jobs))):
            shop.start()
        yield from shop.work()
    finally:
        shop.close()


class _Workshop:
    """The children at work on a list of jobs."""

    def __init__(self, jobs: Sequence[Job], patience: float) -> None:
        self.jobs = list(jobs)
        self.waiting = deque(range(len(self.jobs)))
        self.patience = patience
        self.children = DefaultSelector()

    def start(self) -> None:
        """Start a child and give it its first job."""
        process = subprocess.Popen(  # noqa: S603  # nosec B603 # our own interpreter and module
            (*COMMAND, engine()),
            cwd=ROOT,
            env=dict(ENVIRONMENT),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        child = Child(process)
        self.children.register(cast("IO[bytes]", process.stdout), EVENT_READ, child)
        self.give(child)

    def give(self, child: Child) -> None:
        """The next job, or the end."""
        child.heard = time.monotonic()
        stdin = cast("IO[bytes]", child.process.stdin)
        # a child that is already gone is noticed where its words are read
        with suppress(BrokenPipeError):
            if not self.waiting:
                child.index = -1
                stdin.close()
                return
            child.index, child.at = self.waiting.popleft(), ""
            frame = to_json(Job, self.jobs[child.index])
            send(stdin.fileno(), len(frame).to_bytes(LENGTH) + frame)

    def work(self) -> Iterator[tuple[int, Part]]:
        """Listen until every child has gone."""
        while self.children.get_map():
            for key, _ in self.children.select(timeout=self.patience / 10):
                child: Child = key.data
                if said := os.read(key.fd, 1 << 16):
                    child.heard = time.monotonic()
                    child.read += said
                    yield from self.understand(child)
                else:
                    self.bury(child, key.fileobj)
            for child in [key.data for key in self.children.get_map().values()]:
                if time.monotonic() - child.heard > self.patience:
                    child.process.kill()

    def understand(self, child: Child) -> Iterator[tuple[int, Part]]:
        """Take whole frames out of what a child has said."""
        while len(child.read) > LENGTH:
            end = 1 + LENGTH + int.from_bytes(child.read[1 : 1 + LENGTH])
            if len(child.read) < end:
                return
            kind, content = bytes(child.read[:1]), bytes(child.read[1 + LENGTH : end])
            del child.read[:end]
            if kind == AT:
                child.at = content.decode()
            else:
                yield child.index, from_json(Part, content)
                self.give(child)

    def bury(self, child: Child, pipe: object) -> None:
        """A child has gone; another does the job it left, without the file it had come to."""
        self.children.unregister(cast("IO[bytes]", pipe))
        end(child.process)
        if child.index < 0:
            return
        job = self.jobs[child.index]
        guilty = child.at.removeprefix(f"{job.setting.root}/")
        if not guilty or set(job.files.values()) == {REFUSED}:
            raise ChildLost(f"the process that renders content ended (code {child.process.returncode})")
        # a file that was taken out can still be the last one named: then nothing of the job can be trusted
        out = [guilty] if job.files.get(guilty, REFUSED) != REFUSED else list(job.files)
        self.jobs[child.index] = replace(job, files=MappingProxyType({**job.files, **dict.fromkeys(out, REFUSED)}))
        self.waiting.appendleft(child.index)
        self.start()

    def close(self) -> None:
        """End the children that are left."""
        for key in list(self.children.get_map().values()):
            end(key.data.process)
        self.children.close()


def send(pipe: int, content: bytes) -> None:
    """Write all of it; one write may take less."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a child and forget it."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            cast("IO[bytes]", pipe).close()
