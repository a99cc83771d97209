"""A small load generator in a process of its own: kept connections that ask over and over, or a crowd that asks once.

`python -m bench.load` reads a `Load` as JSON from its standard input and writes an `Outcome` as JSON.
"""

import asyncio
import http.client
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from courses.foundation.settings import ROOT

PLACE_OF_SEQUENCE = "{seq}"
PATIENCE = 60
"""Seconds that one answer may take."""
LENGTH = re.compile(rb"^content-length: *(\d+)\r$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `{seq}` in the body becomes a number that rises from one request to the next."""

    method: str
    path: str
    headers: dict[str, str]
    body: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Load:
    """Requests for one server; each once when `seconds` is 0, else over and over for that long."""

    port: int
    threads: int
    seconds: float
    sequence: int
    requests: Sequence[Asked]


@dataclass(slots=True)
class Outcome:
    """What came of it: requests answered as expected, others, seconds taken, and bytes of all bodies."""

    answered: int = 0
    failed: int = 0
    seconds: float = 0.0
    size: int = 0
    first_failure: str = ""
    times: list[float] = field(default_factory=list)


def put(load: Load) -> Outcome:
    """Run the load in another process."""
    text = json.dumps(asdict(load))
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], cwd=ROOT, input=text, capture_output=True, text=True, check=True
    )
    return Outcome(**json.loads(done.stdout))


def run(load: Load) -> Outcome:
    """Send the requests, each connection its own share in order, all beginning at the same moment."""
    return _over_and_over(load) if load.seconds else asyncio.run(_once(load))


def _over_and_over(load: Load) -> Outcome:
    outcome, begin, lock = Outcome(), threading.Barrier(load.threads + 1), threading.Lock()

    def work(share: Sequence[Asked], start: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", load.port, timeout=PATIENCE)
        sequence, times, failures, size = load.sequence + start, [], [], 0
        begin.wait()
        deadline = time.monotonic() + load.seconds
        while share and time.monotonic() <= deadline:
            for asked in share:
                sequence += load.threads
                began = time.monotonic()
                body = asked.body.replace(PLACE_OF_SEQUENCE, str(sequence)) or None
                connection.request(asked.method, asked.path, body, asked.headers)
                answer = connection.getresponse()
                page = answer.read()
                size += len(page)
                times.append(time.monotonic() - began)
                if answer.status != asked.status:
                    failures.append(f"{asked.method} {asked.path}: {answer.status}")
                if time.monotonic() > deadline:
                    break
        connection.close()
        with lock:
            outcome.times += times
            outcome.failed += len(failures)
            outcome.size += size
            outcome.first_failure = outcome.first_failure or next(iter(failures), "")

    threads = [
        threading.Thread(target=work, args=(load.requests[number :: load.threads], number))
        for number in range(load.threads)
    ]
    for thread in threads:
        thread.start()
    begin.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join()
    outcome.seconds = time.monotonic() - began
    outcome.answered = len(outcome.times) - outcome.failed
    return outcome


async def _once(load: Load) -> Outcome:
    """From one thread, and every byte made before: a crowd on a server's own cores takes as little of them as it can.

    The first time of each connection counts from the moment when all begin, its connecting and its waiting included.
    Connections stay open until everybody was answered, as those of browsers do.
    """
    outcome, lines = Outcome(), list[asyncio.StreamWriter]()

    async def one(share: Sequence[tuple[Asked, bytes]], began: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
        lines.append(writer)
        for asked, sent in share:
            writer.write(sent)
            head = await reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(head)
            if length is None:
                raise RuntimeError(f"{asked.method} {asked.path}: an answer that does not say how long it is")
            page = await reader.readexactly(int(length[1]))
            now = time.monotonic()
            outcome.times.append(now - began)
            outcome.size += len(page)
            began = now
            status = int(head.split(b" ", 2)[1])
            if status != asked.status:
                outcome.failed += 1
                outcome.first_failure = outcome.first_failure or f"{asked.method} {asked.path}: {status}"

    made = [(asked, _bytes(asked, load.port)) for asked in load.requests]
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as crowd:
        for number in range(load.threads):
            crowd.create_task(one(made[number :: load.threads], began))
    outcome.seconds = time.monotonic() - began
    outcome.answered = len(outcome.times) - outcome.failed
    for line in lines:
        line.close()
    return outcome


def _bytes(asked: Asked, port: int) -> bytes:
    body = asked.body.encode()
    fields = {"Host": f"127.0.0.1:{port}", **asked.headers, "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{asked.method} {asked.path} HTTP/1.1\r\n{head}\r\n".encode() + body


def main() -> None:
    """Read, run, write."""
    read = json.loads(sys.stdin.read())
    load = Load(**{**read, "requests": [Asked(**one) for one in read["requests"]]})
    sys.stdout.write(json.dumps(asdict(run(load))))


if __name__ == "__main__":
    main()
