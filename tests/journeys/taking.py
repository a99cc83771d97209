"""Somebody who takes a starter course page by page, and what it leaves in the books."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bench.people import fields_of, right_answer
from courses.catalog.items import Item
from courses.catalog.structure import Course, Module
from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.vocabulary import ItemType
from courses.ledger.completions import Taking
from courses.models.assessment import Attempt
from courses.models.evidence import AuditEvent
from courses.queries.attempts import Sat, Sitting, sitting
from courses.rules.drawing import DrawnItem
from courses.rules.standing import current_cycle
from courses.services.learning import complete_lesson
from tests.browsing import Browser, fields
from tests.trees import Node, read_page

CYCLE = current_cycle(clock.now(), ZoneInfo("Asia/Seoul"))
WRITTEN = "completion.written"


@dataclass(frozen=True)
class Asked:
    """One item as a page asked it: the page, the item and how it was drawn."""

    page: Node
    item: Item
    drawn: DrawnItem


@dataclass(frozen=True)
class Reader:
    """A learner with their browser, the course they take and the language they read."""

    learner: int
    browser: Browser
    course: Course
    language: str

    def address(self, module: Module, *rest: str) -> str:
        """The address of a module, or of something in it."""
        return "/".join(["/learn", self.course.slug, module.slug, *rest])

    def read(self, address: str) -> Node:
        """Open an address and read the page, which must be there."""
        answer = self.browser.get(address)
        assert (address, answer.status_code) == (address, 200)
        return read_page(answer.get_data(as_text=True))

    def finish_lessons(self, module: Module) -> None:
        """Finish the lessons of the module without looking at a page."""
        for lesson in module.lessons:
            complete_lesson(Taking(self.learner, self.course, module, CYCLE), lesson, clock.now())

    def begin(self, module: Module) -> int:
        """Begin an attempt at the quiz; returns its number."""
        answer = self.browser.post(self.address(module, "quiz"))
        assert answer.status_code == 303
        return int(answer.headers["Location"].rsplit("/", 1)[1])

    def sitting(self, module: Module, number: int) -> Sitting:
        """The attempt as it stands in the books."""
        sat = Sat(self.learner, self.course.key, module.key, CYCLE, self.course.revision)
        found = sitting(sat, number)
        db.session.remove()
        if found is None:
            raise LookupError(number)
        return found

    def ask(self, module: Module, number: int) -> list[Asked]:
        """Open the page of every item of the attempt."""
        address = self.address(module, "quiz", str(number))
        found = self.drawn(module, number)
        pages = [self.read(f"{address}?item={position}") for position in range(1, len(found) + 1)]
        return [Asked(page, item, drawn) for page, (item, drawn) in zip(pages, found, strict=True)]

    def drawn(self, module: Module, number: int) -> list[tuple[Item, DrawnItem]]:
        """The items of the attempt in the order asked."""
        found = self.sitting(module, number)
        pairs = [(found.quiz.item(one.item_id), one) for one in found.drawn]
        return [(item, one) for item, one in pairs if item is not None]

    def check(self, module: Module, number: int, item: Item, drawn: DrawnItem, answer: str) -> str:
        """Give an answer and have it checked; returns where that leads."""
        values: dict[str, object] = {"item": item.id, "seq": "1", "go": "check"}
        for name, value in fields_of(item, drawn, answer):
            values[name] = [*values.get(name, []), value]  # type: ignore[misc]  # a field may stand several times
        sent = self.browser.post(self.address(module, "quiz", str(number)), values)
        assert (item.id, answer, sent.status_code) == (item.id, answer, 303)
        return sent.headers["Location"]

    def hand_in(self, module: Module, number: int) -> Node:
        """Look over everything, hand in, and read the result."""
        address = self.address(module, "quiz", str(number))
        page = self.browser.get(f"{address}?review=1").get_data(as_text=True)
        sent = self.browser.post(f"{address}/submit", {"submit_key": fields(page)["submit_key"]})
        assert sent.status_code == 303
        return self.read(address)

    def sit(self, module: Module, choose: Callable[[Item], str]) -> tuple[Node, list[Item]]:
        """One attempt with these answers; returns the page of the result and what was asked."""
        number = self.begin(module)
        asked = self.drawn(module, number)
        for item, drawn in asked:
            self.check(module, number, item, drawn, choose(item))
        return self.hand_in(module, number), [item for item, _ in asked]

    def completions(self) -> list[str]:
        """The modules that are completed, '' the course, in the order in which it was written; each writing once."""
        own = select(AuditEvent.what).where(AuditEvent.subject == self.learner, AuditEvent.action == WRITTEN)
        return [json.loads(one)["module"] for one in db.session.scalars(own.order_by(AuditEvent.id))]

    def scores(self) -> list[int | None]:
        """The score of every attempt, the first first."""
        own = select(Attempt.score).where(Attempt.learner == self.learner).order_by(Attempt.id)
        return list(db.session.scalars(own))


def by_the_key(item: Item) -> str:
    """The answer that earns everything."""
    return right_answer(item)


def wrong_answers(item: Item) -> Sequence[str]:
    """Answers that do not earn everything; together they hold every choice that is not right."""
    letters = [choice.letter for choice in item.choices]
    wrong = [letter for letter in letters if letter not in item.key]
    if item.type is ItemType.MATCHING:
        targets = [target.letter for target in item.targets]
        return ["".join(targets[(targets.index(one) + 1) % len(targets)] for one in item.key)]
    if item.type is ItemType.ORDERING:
        return [item.key[::-1]]
    if item.type is ItemType.MULTIPLE:
        return [*wrong, *("".join(one for one in item.key if one != left) for left in item.key)]
    if item.choices:
        return wrong
    return [line.text for line in item.answers if line.kind == "wrong"] or ["0"]
