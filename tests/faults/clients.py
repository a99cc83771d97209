"""Learners who go on answering and handing in while the server dies under them, and remember every acknowledgement."""

import html
import http.client
import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.people import Learner, Site
from courses.catalog.items import Quiz
from courses.foundation.vocabulary import ItemType
from tests.faults.answering import Fields, Given, answers
from tests.faults.kinds import MODULE, quiz_of

ITEM = re.compile(r'name="item" value="([^"]+)"')
TOTAL = re.compile(r"<title>[^<]* \d+/(\d+)")
SUBMIT_KEY = re.compile(r'name="submit_key" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
OFFER = '<form class="acts"'
"""The form of a page that offers to send again what could not be saved."""
PATIENCE = 60.0
PAUSE = 0.2
"""Seconds before the same is sent again after a 503; shorter than the server asks for, to see when it is well."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WAYS = ("script", "button")
"""How an answer is sent: by the page's own script, or by its button."""
SCRIPT = {"X-Requested-With": "autosave"}


Place = tuple[int, int] | tuple[int, int, str]


@dataclass(slots=True)
class Acknowledged:
    """What the server said is kept: the last answer (number in order, as stored) a place, and attempts handed in.

    `kinds` counts acknowledged answers by type of item; `away` says when a 503 came, `turned` what it answered (page,
    script or button), `bare` what it lacked: when to come back, or what was typed.
    """

    answers: dict[tuple[int, int, str], tuple[int, str]] = field(default_factory=dict)
    handed_in: dict[tuple[int, int], str] = field(default_factory=dict)
    count: int = 0
    retried: int = 0
    refused: list[str] = field(default_factory=list)
    told: list[tuple[float, Place, tuple[int, str] | str]] = field(default_factory=list)
    away: list[float] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    kinds: Counter[ItemType] = field(default_factory=Counter)
    turned: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def saved(self, place: tuple[int, int, str], answer: tuple[int, str], kind: ItemType) -> None:
        """An answer was acknowledged just now."""
        with self.lock:
            self.kinds[kind] += 1
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
    """One learner at one browser; `right`: by the key, else somebody who guesses."""

    def __init__(
        self,
        learner: Learner,
        port: int,
        address: str,
        quiz: Quiz,
        known: Acknowledged,
        over: threading.Event,
        *,
        right: bool,
    ) -> None:
        super().__init__(name=learner.username)
        self.learner = learner
        self.port = port
        self.address = address
        self.quiz = quiz
        self.known = known
        self.over = over
        self.right = right
        self.ways: Sequence[str] = WAYS
        self.chance = random.Random(learner.id)
        self.sequence = 0
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Sit the quiz again and again."""
        while not self.over.is_set():
            try:
                self.sit()
            except (TimeoutError, LookupError) as error:
                self._refuse(repr(error))
                return

    def sit(self) -> None:
        """One attempt from its beginning to its result."""
        attempt, number = self.begin()
        position, total = 1, 1
        while position <= total and not self.over.is_set():
            identifier, total, page = self.open(attempt, position)
            self.answer(attempt, number, identifier, page)
            position += 1
        _, page, _ = self.send("GET", f"{attempt}?review=1")
        if SUBMIT_KEY.search(page) is not None:
            self.hand_in(attempt, number, hidden(page, f'action="{attempt}/submit"'))

    def begin(self) -> tuple[str, int]:
        """Open an attempt, or go on with the open one: its address and number. Raises LookupError when refused."""
        status, _, address = self.send("POST", self.address, [])
        if status != 303:
            raise LookupError(f"begin: {status}")
        number = int(address.partition("?")[0].rpartition("/")[2])
        return f"{self.address}/{number}", number

    def open(self, attempt: str, position: int) -> tuple[str, int, str]:
        """The item at that position: its id, how many there are, the page. Raises LookupError when it is not asked."""
        _, page, _ = self.send("GET", f"{attempt}?item={position}")
        found, counted = ITEM.search(page), TOTAL.search(page)
        if found is None or counted is None:
            raise LookupError(f"item {position}: not asked")
        return found[1], int(counted[1]), page

    def answer(self, attempt: str, number: int, identifier: str, page: str) -> None:
        """Save an answer twice, the second time the one that is meant; by script, or as a button sends it."""
        item, form = self.quiz.item(identifier), hidden(page, 'id="answer"')
        if item is None:
            raise LookupError(identifier)
        for given in answers(item, page, self.chance, right=self.right):
            self.sequence += 1
            sent = [*((name, value) for name, value in form if name != "seq"), ("seq", str(self.sequence))]
            way = self.chance.choice(self.ways)
            if self._save(attempt, [*sent, *given.fields], way, given):
                place = (self.learner.id, number, identifier)
                self.known.saved(place, (self.sequence, given.stored), item.type)

    def _save(self, attempt: str, sent: Fields, way: str, given: Given) -> bool:
        if way == "script":
            status, body, _ = self.send("POST", attempt, sent, SCRIPT)
            kept = status == 200 and json.loads(body)["saved"] and not json.loads(body)["blank"]
        else:
            status, body, _ = self.send("POST", attempt, [*sent, ("go", "next")])
            kept = status == 303
        if not kept:
            self._refuse(f"save {given.stored} by {way}: {status} {body[:80]}")
        return kept

    def hand_in(self, attempt: str, number: int, form: Fields) -> int:
        """Hand the attempt in by these fields of its form; returns the status."""
        status, _, _ = self.send("POST", f"{attempt}/submit", form)
        if status != 303:
            self._refuse(f"submit: {status}")
            return status
        self.known.submitted((self.learner.id, number), dict(form)["submit_key"])
        return status

    def send(
        self, method: str, path: str, fields: Fields | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Send a request, the very same again for as long as the server is away; (status, body, location).

        A form that was answered with a page is sent again from that page. Raises TimeoutError when it stays away.
        """
        token = self.learner.csrf
        sent = {**self.learner.headers, **(FORM if fields is not None else {}), **(headers or {})}
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            body = None if fields is None else urlencode([("csrf_token", token), *fields])
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
            if answer.status != 503:
                return answer.status, page, answer.headers.get("Location", "")
            way = "page" if fields is None else "script" if headers == SCRIPT else "button"
            if bare := lacking(way, answer.headers.get("Retry-After", ""), page, fields or []):
                self.known.bare.append(f"{method} {path}: {bare}")
            elif way == "button":
                fields = hidden(page, OFFER)
            self.known.turned[way] += 1
            self.known.away.append(time.time())
            time.sleep(PAUSE)
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


def lacking(way: str, retry_after: str, page: str, fields: Fields) -> str:
    """What a 503 lacks, '' when nothing: when to come back; plain words; every field of the form that was sent."""
    if not retry_after.isdecimal():
        return "it does not say when to come back"
    if way == "script":
        told = json.loads(page)
        return "" if told["saved"] is False and told["message"] else "the script is told nothing"
    if way == "page":
        return "" if "잠시 뒤 다시 시도해 주세요" in page else "the page says nothing"
    offered = hidden(page, OFFER)
    missing = [name for name, value in fields if (name, value) not in offered]
    said = any(words in page for words in ("저장하지 못했습니다", "아직 제출하지 않았습니다"))
    return "" if said and not missing else f"what was typed is gone: {missing}"


def hidden(page: str, mark: str) -> Fields:
    """The hidden fields of the form of the page that carries the mark, in order, but for its token."""
    form = page.partition(mark)[2].partition("</form>")[0]
    found = [(name, html.unescape(value)) for name, value in HIDDEN.findall(form)]
    return [one for one in found if one[0] != "csrf_token"]


def sitters(site: Site, count: int, known: Acknowledged, over: threading.Event) -> list[Client]:
    """So many learners of a new class, not started yet: every second of them knows the answers."""
    learners = site.enrol(site.found_class(), [f"client-{number}" for number in range(count)], read=MODULE)
    address, quiz = site.quiz_address(MODULE), quiz_of(site)
    return [
        Client(one, site.product.port, address, quiz, known, over, right=bool(number % 2))
        for number, one in enumerate(learners)
    ]
