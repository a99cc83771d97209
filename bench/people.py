"""People put into a running site by its own services, in this process, on the same database."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TypeVar

from sqlalchemy import delete

from bench.product import PASSWORD, Product
from courses.catalog.items import Item
from courses.catalog.structure import Module
from courses.factory import create_app
from courses.foundation import clock
from courses.foundation.database import db, give_back
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import ItemType, Role
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.models.accounts import LoginSession
from courses.queries.attempts import Sat, Sitting, sitting
from courses.rules.drawing import DrawnItem
from courses.rules.standing import current_cycle
from courses.services import accounts, assessment, learning, teaching, units
from courses.web.sessions import SECURE_NAME
from courses.web.shelf import shelf
from tests.browsing import Browser

COURSE = "respect-upper-secondary"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner with an open log-in session: what a request of theirs carries."""

    id: int
    username: str
    token: str
    csrf: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request from their browser."""
        return {"Cookie": f"{SECURE_NAME}={self.token}", "Accept-Language": "ko"}


@cache
def hashed() -> str:
    """The hash of `PASSWORD`, made once."""
    return accounts.hash_password(PASSWORD)


class Site:
    """The inside of a product: makes people and reads what was written."""

    def __init__(self, product: Product, course: str = COURSE) -> None:
        self.product = product
        self.app = create_app(product.settings())
        with self.app.app_context():
            self.course = shelf().courses[course]

    def inside(self, work: Callable[[], T]) -> T:
        """Do something in the application's context, and let go of the database after it."""
        with self.app.app_context():
            try:
                return work()
            finally:
                give_back()
                db.session.remove()
                db.engine.dispose()

    def module(self, number: int) -> Module:
        """The module of that number."""
        found: Module = next(one for one in self.course.modules if one.number == number)
        return found

    def found_class(self, name: str = "Class") -> int:
        """Make a unit of its own with every module to do by next month; returns its id."""

        def work() -> int:
            now = clock.now()
            with transaction():
                unit = units.found(name, "class", None, now - timedelta(days=30), institution=True)
                teacher = accounts.register(f"teacher-of-{unit}", "Teacher", "", now, actor=None)
                for module in self.course.modules:
                    due = now + timedelta(days=30)
                    order = teaching.Order(self.course.key, module.key, self.cycle(), None, due)
                    teaching.assign(unit, order, now, actor=teacher)
                return unit

        return self.inside(work)

    def enrol(self, unit: int, usernames: Sequence[str], *, read: int = 0, locale: str = "ko") -> list[Learner]:
        """Learners of the unit who may sign in with `PASSWORD` and have a session open.

        `read`: the number of the module whose lessons they have all finished, 0 for none.
        """

        def work() -> list[Learner]:
            now, found = clock.now(), []
            with transaction():
                for position, username in enumerate(usernames, 1):
                    one = accounts.register(username, username, hashed(), now, actor=None, locale=locale)
                    units.enrol(one, unit, now, actor=None, position=position)
                    self._read(one, read)
                    found.append(self._sign_in(one, username))
            return found

        return self.inside(work)

    def overseer(self, unit: int) -> Learner:
        """An administrator of the unit, with a session open."""

        def work() -> Learner:
            now, name = clock.now(), f"overseer-{secrets.token_hex(3)}"
            with transaction():
                one = accounts.register(name, name, "", now, actor=None)
                units.grant(one, Role.ADMINISTRATOR, unit, now, actor=None)
                return self._sign_in(one, name)

        return self.inside(work)

    def read(self, learners: Sequence[Learner], number: int) -> None:
        """Let each finish the lessons of the module of that number."""

        def work() -> None:
            with transaction():
                for one in learners:
                    self._read(one.id, number)

        self.inside(work)

    def sit(self, learners: Sequence[Learner], number: int, *, answered: bool = False) -> list[Sitting]:
        """Open an attempt for each at the module's quiz, all of it answered by the key when asked to."""

        def work() -> list[Sitting]:
            with transaction():
                return [self._sit(one, number, answered=answered) for one in learners]

        return self.inside(work)

    def finish(self, learners: Sequence[Learner], number: int) -> None:
        """Let each sit the module's quiz, answer all of it by the key and hand in."""

        def work(sittings: Sequence[Sitting]) -> None:
            with transaction():
                for one, own in zip(learners, sittings, strict=True):
                    self._hand_in(self.taking(one.id, number), own)

        sittings = self.sit(learners, number, answered=True)
        self.inside(lambda: work(sittings))

    def end_sessions(self, learner: Learner) -> None:
        """End every log-in session of the learner on the server."""

        def work() -> None:
            with transaction():
                db.session.execute(delete(LoginSession).where(LoginSession.account == learner.id))

        self.inside(work)

    def stranger(self) -> Learner:
        """A browser that has opened the log-in page and nothing else."""
        browser = Browser(self.app)
        browser.client.set_cookie(SECURE_NAME, secrets.token_urlsafe(32), secure=True, httponly=True)
        with self.app.app_context():
            return Learner(0, "", browser.token, browser.csrf())

    def sitting(self, learner: int, number: int, count: int = 1) -> Sitting:
        """The learner's attempt of that count at the quiz of the module of that number, as it stands."""
        return self.inside(lambda: self._sitting(learner, number, count))

    def cycle(self) -> str:
        """The training year of today."""
        return current_cycle(clock.now(), self.app.config["SETTINGS"].zone)

    def taking(self, learner: int, number: int) -> Taking:
        """The learner taking the module of that number this year."""
        return Taking(learner, self.course, self.module(number), self.cycle())

    def quiz_address(self, number: int, count: int | None = None) -> str:
        """The address of a module's quiz, or of the attempt of that count at it."""
        address = f"/learn/{self.course.slug}/{self.module(number).slug}/quiz"
        return address if count is None else f"{address}/{count}"

    def lesson_address(self, number: int, lesson: int = 0) -> str:
        """The address of a lesson, counted from 0, of the module of that number."""
        module = self.module(number)
        return f"/learn/{self.course.slug}/{module.slug}/{module.lessons[lesson].slug}"

    def _read(self, learner: int, number: int) -> None:
        for lesson in self.module(number).lessons if number else ():
            learning.complete_lesson(self.taking(learner, number), lesson, clock.now())

    def _sit(self, learner: Learner, number: int, *, answered: bool) -> Sitting:
        now = clock.now()
        count = assessment.open_attempt(self.taking(learner.id, number), now)
        found = self._sitting(learner.id, number, count)
        for position in range(len(found.drawn) if answered else 0):
            item, _ = asked(found, position)
            answer = assessment.Answer(item.id, (right_answer(item),), 1)
            assessment.save_answer(paper(self.taking(learner.id, number), found), answer, now, final=True)
        return found

    def _hand_in(self, taking: Taking, own: Sitting) -> None:
        assessment.submit_attempt(paper(taking, own), taking.course, taking.module, clock.now())

    def _sitting(self, learner: int, number: int, count: int) -> Sitting:
        taking = self.taking(learner, number)
        sat = Sat(learner, taking.course.key, taking.module.key, taking.cycle, taking.course.revision)
        found = sitting(sat, count)
        if found is None:
            raise LookupError(f"account {learner} has no attempt {count}")
        return found

    def _sign_in(self, account: int, username: str) -> Learner:
        browser = Browser(self.app)
        browser.enter(username)
        return Learner(account, username, browser.token, browser.csrf())


def asked(found: Sitting, position: int) -> tuple[Item, DrawnItem]:
    """The item asked at that position, counted from 0, and how it is shown."""
    drawn = found.drawn[position]
    item = found.quiz.item(drawn.item_id)
    if item is None:
        raise LookupError(drawn.item_id)
    return item, drawn


def right_answer(item: Item) -> str:
    """An answer that earns every point: the key, or the first accepted text."""
    if item.key:
        return item.key
    full = next(one for one in item.answers if one.kind != "wrong" and one.weight == 100)
    return full.text if full.low is None else str(full.low)


def fields_of(item: Item, drawn: DrawnItem, answer: str) -> list[tuple[str, str]]:
    """The fields in which a browser sends this answer; rows and targets go by the number at which they are shown."""
    if item.type is ItemType.MATCHING:
        wanted = dict(zip((row.letter for row in item.choices), answer, strict=True))
        shown = enumerate(drawn.choices, 1)
        return [(f"row-{number}", str(drawn.targets.index(wanted[row]) + 1)) for number, row in shown]
    if item.type is ItemType.ORDERING:
        return [(f"place-{number}", str(answer.index(row) + 1)) for number, row in enumerate(drawn.choices, 1)]
    return [("answer", letter) for letter in answer] if item.choices else [("answer", answer)]
