"""Two pages of one attempt on a bad line: nothing that was acknowledged falls to what was chosen before it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.models.assessment import Response
from courses.rules.newness import PAGES
from tests.builders import School
from tests.security import material
from tests.security.conftest import Course
from tests.security.lengths import examples
from tests.security.sitting import Sitter

pytestmark = pytest.mark.security
ITEM = f"{material.LATER}-one"
FATES = ("heard", "reply lost", "never arrived")
CHOICES = ("a", "b", "c", None)
"""A letter is chosen; None: what was chosen last is sent again where nobody has answered for it."""
Step = tuple[int, str | None, str]


@pytest.fixture
def sitter(app: Flask, assigned: School, course: Course) -> Sitter:
    made = Sitter(app, "first1", assigned.people["first1"], course.catalog, material.LATER)
    made.begin()
    return made


@dataclass
class Page:
    """What a page's script knows: its name, the number that stood when it last heard, its own last one.

    `letter` is what was chosen at the moment `chosen` and has no answer yet, '' for nothing.
    """

    name: int
    known: int = 0
    seq: int = 0
    letter: str = ""
    chosen: int = 0

    def choose(self, letter: str, moment: int) -> None:
        self.seq = (max(self.seq, self.known) // PAGES + 1) * PAGES + self.name
        self.letter, self.chosen = letter, moment


class Line:
    """Two pages and the server; `told` is when somebody was last told that their answer is saved, and on which page."""

    def __init__(self, sitter: Sitter) -> None:
        self.sitter = sitter
        self.pages = (Page(31), Page(77))
        self.told = {0: -1, 1: -1}
        self.asked = 0

    def step(self, moment: int, which: int, letter: str | None, fate: str) -> None:
        page = self.pages[which]
        if letter is not None:
            page.choose(letter, moment)
        if not page.letter or fate == "never arrived":
            return
        before = stands()
        answer = self.sitter.save(ITEM, page.seq, page.letter, known=str(page.known))
        if answer.status_code == 200 and before != page.letter:
            assert page.chosen > self.told[1 - which]
        if answer.status_code != 200:
            assert (answer.status_code, stands()) == (409, before)
        if fate == "heard":
            self.hear(which, moment, answer.get_json())

    def hear(self, which: int, moment: int, reply: dict[str, int]) -> None:
        page = self.pages[which]
        page.known = max(page.known, reply["seq"] if reply["saved"] else reply["kept"])
        if reply["saved"]:
            assert stands() == page.letter
            self.told[which] = moment
        else:
            self.asked += 1
        page.letter = ""


def stands() -> str:
    db.session.remove()
    return db.session.scalar(select(Response.letters)) or ""


def fresh(sitter: Sitter) -> Line:
    with transaction():
        db.session.execute(delete(Response))
    db.session.remove()
    return Line(sitter)


def test_nothing_acknowledged_falls_to_what_was_chosen_before_it(
    sitter: Sitter, record_property: Callable[[str, object], None]
) -> None:
    tried = [0, 0]
    steps = st.tuples(st.integers(0, 1), st.sampled_from(CHOICES), st.sampled_from(FATES))

    @examples(150, 1000)
    @given(st.lists(steps, min_size=2, max_size=10))
    def happen(order: list[Step]) -> None:
        line = fresh(sitter)
        for moment, (which, letter, fate) in enumerate(order):
            line.step(moment, which, letter, fate)
        tried[0] += 1
        tried[1] += line.asked

    happen()
    record_property("answers: bad lines of two pages", tried[0])
    assert tried[1] > 0


def test_a_page_that_is_alone_is_never_asked_and_its_last_choice_is_kept(sitter: Sitter) -> None:
    alone = st.tuples(st.just(0), st.sampled_from(CHOICES), st.sampled_from(FATES))

    @examples(60, 300)
    @given(st.lists(alone, max_size=10))
    def happen(order: list[Step]) -> None:
        line = fresh(sitter)
        for moment, one in enumerate([*order, (0, "b", "heard")]):
            line.step(moment, *one)
        assert (line.asked, stands()) == (0, "b")

    happen()


def test_whoever_was_asked_and_chooses_again_is_heard(sitter: Sitter) -> None:
    line = fresh(sitter)
    for moment, letter in enumerate("aca"):
        line.step(moment, 0, letter, "never arrived")
    line.step(3, 1, "b", "heard")
    line.step(4, 0, None, "heard")
    assert (line.asked, stands()) == (1, "b")
    line.step(5, 0, "c", "heard")
    assert (line.asked, stands()) == (1, "c")


def test_what_the_first_page_had_changed_before_asks_where_both_gave_the_same_meanwhile(sitter: Sitter) -> None:
    line = fresh(sitter)
    line.step(0, 0, "a", "reply lost")
    line.step(1, 0, "c", "never arrived")
    line.step(2, 1, "a", "heard")
    line.step(3, 0, None, "heard")
    assert (line.asked, stands()) == (1, "a")


def test_a_form_without_a_script_says_nothing_of_what_it_knew_and_is_as_old_as_its_number(sitter: Sitter) -> None:
    line = fresh(sitter)
    number = int(sitter.shown(1)["seq"])
    line.step(0, 0, "a", "heard")
    assert sitter.save(ITEM, number, "b", known="", go="next").status_code == 409
    assert sitter.save(ITEM, number, "a", known="", go="next").status_code == 303
    assert stands() == "a"
