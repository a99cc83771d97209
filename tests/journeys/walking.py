"""What journeys do over and over: read, sit a quiz, hand in, look at a board."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from sqlalchemy import func, select

from courses.foundation.database import db
from courses.models.assessment import Attempt
from courses.models.learning import Completion
from courses.queries.attempts import read_drawn
from courses.services.administration import differing_tallies
from tests.browsing import Browser, fields
from tests.builders import COURSE, School

FIRST = f"/learn/{COURSE}/first"
SECOND = f"/learn/{COURSE}/second"
QUIZ = f"{FIRST}/quiz"
RIGHT: Mapping[str, Sequence[str]] = {"first-step": ["b"], "helpful": ["a", "c"], "responsible": ["a"]}
WRONG: Mapping[str, Sequence[str]] = {"first-step": ["a"], "helpful": ["b"], "responsible": ["b"]}


def read_first(browser: Browser) -> None:
    """Finish both lessons of the first module."""
    for lesson in ("one", "two"):
        browser.post(f"{FIRST}/{lesson}")


def sit(browser: Browser, answers: Mapping[str, Sequence[str]], number: int = 1) -> str:
    """Open the attempt of that number, answer what it asks and hand in; returns the result page."""
    assert browser.post(QUIZ).headers["Location"].endswith(f"/quiz/{number}")
    for position in range(1, len(answers) + 1):
        page = unescape(browser.get(f"{QUIZ}/{number}?item={position}").get_data(as_text=True))
        found = fields(page)
        if "item" not in found:
            break
        values = {"item": found["item"], "seq": found["seq"], "answer": answers[found["item"]], "go": "next"}
        browser.post(f"{QUIZ}/{number}", values)
    page = browser.get(f"{QUIZ}/{number}?review=1").get_data(as_text=True)
    browser.post(f"{QUIZ}/{number}/submit", {"submit_key": fields(page)["submit_key"]})
    return result(browser, number)


def result(browser: Browser, number: int = 1) -> str:
    """What the result page says, without its forms' tokens."""
    page = unescape(browser.get(f"{QUIZ}/{number}").get_data(as_text=True))
    return re.sub(r'<input type="hidden"[^>]*>', "", page)


def completions(school: School, learner: str, module: str) -> list[bool]:
    """Whether late, one a completion of the module by the learner."""
    found = select(Completion.late).where(Completion.learner == school.people[learner], Completion.module == module)
    return list(db.session.scalars(found))


def drawn(school: School, learner: str) -> list[tuple[str, list[str]]]:
    """Seed and ids of the drawn items of each attempt, the first first."""
    of = select(Attempt.seed, Attempt.drawn).where(Attempt.learner == school.people[learner]).order_by(Attempt.number)
    return [(row.seed, [one.item_id for one in read_drawn(row.drawn)]) for row in db.session.execute(of)]


def attempts(school: School, learner: str) -> int:
    """How many attempts the learner has."""
    return db.session.scalar(select(func.count()).where(Attempt.learner == school.people[learner])) or 0


def board(browser: Browser, school: School, unit: str, module: str, cycle: str) -> dict[str, str]:
    """Done/must by unit, as the administrator's page says it."""
    page = browser.get(f"/admin/{school.units[unit]}?of={cycle}/{COURSE}/{module}").get_data(as_text=True)
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert body is not None
    rows = {}
    for row in re.findall(r"<tr.*?</tr>", body[1], re.DOTALL):
        name, *figures = [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in re.findall(CELL, row, re.DOTALL)]
        rows[unescape(name)] = next(cell for cell in figures if re.fullmatch(r"\d+/\d+", cell))
    return rows


CELL = r"<t[dh][^>]*>(.*?)</t[dh]>"


def tallies_agree() -> bool:
    """Whether the tallies say what the facts say."""
    return differing_tallies() == []
