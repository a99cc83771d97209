"""Learners who go on answering and handing in while the server dies under them, and remember every acknowledgement."""

import http.client
import json
import random
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.people import Learner

CHOICE = re.compile(r'<input type="(radio|checkbox)" name="answer" value="(\w)"')
ITEM = re.compile(r'name="item" value="([^"]+)"')
TOTAL = re.compile(r"<title>[^<]* \d+/(\d+)")
SUBMIT_KEY = re.compile(r'name="submit_key" value="([^"]+)"')
PATIENCE = 60.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


Place = tuple[int, int] | tuple[int, int, str]


@dataclass(slots=True)
class Acknowledged:
    """What the server said is kept: the last answer (number in order, letters) a place, and attempts handed in."""

    answers: dict[tuple[int, int, str], tuple[int, str]] = field(default_factory=dict)
    handed_in: dict[tuple[int, int], str] = field(default_factory=dict)
    count: int = 0
    retried: int = 0
    refused: list[str] = field(default_factory=list)
    told: list[tuple[float, Place, tuple[int, str] | str]] = field(default_factory=list)
    away: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def saved(self, place: tuple[int, int, str], answer: tuple[int, str]) -> None:
        """An answer was acknowledged just now."""
        with self.lock:
            self.told.append((time.time(), place, answer))
            self.answers[place] = answer
            self.count += 1

    def submitted(self, place: tuple[int, int], key: str) -> None:
        """A submission was acknowledged just now."""
        with self.lock:
            self.told.append((time.time(), place, key))
            self.handed_in[place] = key
            self.count += 1

    def until(self, moment: float) -> "Acknowledged":
        """What was acknowledged before that moment (seconds since 1970)."""
        known = Acknowledged()
        for at, place, value in self.told:
            if at < moment and len(place) == 2 and isinstance(value, str):
                known.handed_in[place] = value
            elif at < moment and len(place) == 3 and isinstance(value, tuple):
                known.answers[place] = value
        return known


class Client(threading.Thread):
    """One learner at one browser; `keys` holds the right letters by item, empty for somebody who guesses."""

    def __init__(
        self,
        learner: Learner,
        port: int,
        quiz: str,
        keys: Mapping[str, str],
        known: Acknowledged,
        over: threading.Event,
    ) -> None:
        super().__init__(name=learner.username)
        self.learner = learner
        self.port = port
        self.quiz = quiz
        self.keys = keys
        self.known = known
        self.over = over
        self.chance = random.Random(learner.id)
        self.sequence = 0
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Sit the quiz again and again."""
        while not self.over.is_set():
            try:
                self.sit()
            except TimeoutError as error:
                self._refuse(str(error))
                return

    def sit(self) -> None:
        """One attempt from its beginning to its result."""
        status, _, address = self.send("POST", self.quiz, {})
        if status != 303:
            self._refuse(f"begin: {status}")
            return
        number = int(address.partition("?")[0].rpartition("/")[2])
        attempt = f"{self.quiz}/{number}"
        position, total = 1, 1
        while position <= total and not self.over.is_set():
            _, page, _ = self.send("GET", f"{attempt}?item={position}")
            found, counted = ITEM.search(page), TOTAL.search(page)
            if found is None or counted is None:
                self._refuse(f"item {position}: not asked")
                break
            total = int(counted[1])
            self.answer(attempt, number, found[1], page)
            position += 1
        _, page, _ = self.send("GET", f"{attempt}?review=1")
        if (key := SUBMIT_KEY.search(page)) is not None:
            self.hand_in(attempt, number, key[1])

    def answer(self, attempt: str, number: int, item: str, page: str) -> None:
        """Save an answer twice, the second time the one that is meant."""
        choices, key = CHOICE.findall(page), SUBMIT_KEY.search(page)
        if not choices or key is None:
            return
        meant = self.keys.get(item) or self.chance.choice(choices)[1]
        for letters in (choices[0][1], meant):
            self.sequence += 1
            fields = [
                ("item", item),
                ("submit_key", key[1]),
                ("seq", str(self.sequence)),
                *(("answer", letter) for letter in letters),
            ]
            status, body, _ = self.send("POST", attempt, fields, {"X-Requested-With": "autosave"})
            if status != 200 or not json.loads(body)["saved"]:
                self._refuse(f"save {item}: {status} {body[:80]}")
                continue
            self.known.saved((self.learner.id, number, item), (self.sequence, letters))

    def hand_in(self, attempt: str, number: int, key: str) -> int:
        """Hand the attempt in; returns the status."""
        status, _, _ = self.send("POST", f"{attempt}/submit", {"submit_key": key})
        if status != 303:
            self._refuse(f"submit: {status}")
            return status
        self.known.submitted((self.learner.id, number), key)
        return status

    def send(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | list[tuple[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, str, str]:
        """Send a request, the very same again for as long as the server is away; (status, body, location).

        Raises TimeoutError when it stays away.
        """
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields or [])
        body = None if fields is None else urlencode([("csrf_token", self.learner.csrf), *pairs])
        sent = {**self.learner.headers, **(FORM if body else {}), **(headers or {})}
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                self.connection.request(method, path, body, sent)
                answer = self.connection.getresponse()
                page = answer.read().decode("utf-8")
            except (OSError, http.client.HTTPException):
                self._hang_up()
                self.known.retried += 1
                time.sleep(0.05)
                continue
            if answer.status == 503:
                self.known.away.append(time.time())
            else:
                return answer.status, page, answer.headers.get("Location", "")
            time.sleep(0.2)
        raise TimeoutError(f"{method} {path}: the server stayed away")

    def close(self) -> None:
        """Hang up."""
        self._hang_up()

    def _hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _refuse(self, text: str) -> None:
        with self.known.lock:
            self.known.refused.append(f"{self.learner.username}: {text}")
