"""Learners of a class hand in, and the page of figures is opened."""

from collections.abc import Callable
from datetime import timedelta

from courses.catalog.items import Quiz
from courses.foundation import clock
from courses.queries.item_answers import first_attempts
from courses.queries.units import standing_unit
from courses.rules.tens import placed_tens
from courses.web.shelf import shelf
from tests.answers import hand_in
from tests.browsing import Browser
from tests.builders import School

Open = Callable[[str], Browser]
OF = "tiny/first"


def quiz() -> Quiz:
    found = shelf().courses["tiny"].modules[0].quiz
    assert found is not None
    return found


def answer_all(school: School, unit: str, people: int, first_step: str = "bbbbbbbbaa", start: int = 1) -> None:
    """So many learners of a class hand in, one after another."""
    for number in range(start, start + people):
        given = {"first-step": first_step[number % len(first_step)], "helpful": "ac" if number % 2 else "a"}
        at = clock.now() - timedelta(minutes=60 - number)
        hand_in(school.people[f"{unit}{number}"], quiz(), given, at)


def figures(browser: Browser, unit: int) -> str:
    return browser.get(f"/teach/{unit}/items?of={OF}").get_data(as_text=True)


def school_path(school: School, unit: str) -> str:
    found = standing_unit(school.units[unit])
    assert found is not None
    return found.path


def counted(school: School, unit: str, later: timedelta = timedelta(0)) -> list[int]:
    """The learners in the tens of a unit, in their order."""
    attempts, look = first_attempts(school_path(school, unit), "tiny", "first", clock.now() + later)
    return [attempts[one].learner for ten in placed_tens(attempts, look) for one in ten.people]


def hand_in_letters(learner: int, letter: str, minute: int) -> None:
    """The first item of the quiz."""
    hand_in(learner, quiz(), {"first-step": letter}, clock.now() - timedelta(minutes=60 - minute))


def item_1(page: str) -> str:
    """What the page says of the first item."""
    return page.partition('id="item-1"')[2].partition("</section>")[0]
