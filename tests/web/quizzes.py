"""A learner at the quiz of the small course over HTTP, and a quiz of every type."""

from dataclasses import replace
from types import MappingProxyType
from zoneinfo import ZoneInfo

from werkzeug.test import TestResponse

from courses.catalog.items import Quiz
from courses.foundation import clock
from courses.foundation.vocabulary import FeedbackTime, ItemType
from courses.queries.attempts import Sat, Sitting, sitting
from courses.rules.standing import current_cycle
from tests.browsing import Browser, fields
from tests.builders import School
from tests.rules.making import accepted, html, item

QUIZ = "/learn/tiny/first/quiz"
RIGHT = {"first-step": ["b"], "helpful": ["a", "c"], "responsible": ["a"]}
AUTOSAVE = {"X-Requested-With": "autosave"}
MIXED = (
    item(ItemType.SINGLE, "b", identifier="one", count=3),
    item(ItemType.MATCHING, "ba", identifier="pairs", count=2, targets=2),
    item(ItemType.ORDERING, "abc", identifier="steps", count=3),
    item(ItemType.NUMBER, identifier="many", answers=(accepted("7", low="7", high="7", kind="range"),)),
    item(ItemType.SHORT_TEXT, identifier="word", answers=(accepted("yes"), accepted("no", kind="wrong", weight=0))),
)


def mixed(quiz: Quiz, feedback: FeedbackTime, attempts: int | None = None) -> Quiz:
    """That quiz with an item of every typed and parted type."""
    items = tuple(replace(one, question=html(one.id), feedback=html(f"why {one.id}")) for one in MIXED)
    return replace(quiz, items=items, draw=MappingProxyType({}), feedback=feedback, attempts=attempts)


def own(school: School, learner: str = "first1", number: int = 1) -> Sitting:
    """The learner's attempt of that number."""
    cycle = current_cycle(clock.now(), ZoneInfo("Asia/Seoul"))
    found = sitting(Sat(school.people[learner], "tiny", "first", cycle, 1), number)
    assert found is not None
    return found


def answer(
    browser: Browser, item_id: str, values: list[str], go: str = "next", number: int = 1, seq: int = 1
) -> TestResponse:
    """Send an answer with a button."""
    return browser.post(f"{QUIZ}/{number}", {"item": item_id, "seq": str(seq), "answer": values, "go": go})


def do_all(browser: Browser, answers: dict[str, list[str]], number: int = 1) -> None:
    """Begin, give these answers and hand in."""
    browser.post(QUIZ)
    for item_id, values in answers.items():
        answer(browser, item_id, values, number=number)
    page = browser.get(f"{QUIZ}/{number}?review=1").get_data(as_text=True)
    browser.post(f"{QUIZ}/{number}/submit", {"submit_key": fields(page)["submit_key"]})
