"""R8: order, time, attempts, pass mark, version and answers are the server's to decide; no cheat gets anywhere."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import School
from tests.security import cheats_answers, cheats_order
from tests.security.cheats import CHEATS, Cheater
from tests.security.conftest import Course

pytestmark = pytest.mark.security
FEWEST = 40
assert cheats_answers
assert cheats_order


@pytest.fixture
def cheater(app: Flask, assigned: School, course: Course) -> Cheater:
    return Cheater(app, assigned, course)


@pytest.mark.parametrize("name", CHEATS)
def test_nothing_comes_of(cheater: Cheater, name: str) -> None:
    assert (name, CHEATS[name](cheater)) == (name, False)
    assert (name, cheater.completed()) == (name, False)


def test_enough_was_tried(record_property: Callable[[str, object], None]) -> None:
    record_property("cheats: tried", len(CHEATS))
    assert len(CHEATS) >= FEWEST


def test_an_honest_learner_gets_what_cheats_do_not(cheater: Cheater) -> None:
    """Else the cheats would fail for another reason than that they are cheats."""
    sitter = cheater.sit()
    cheater.answer_rightly(sitter)
    assert sitter.submit().status_code == 303
    assert (cheater.completed(), cheater.scores(), cheater.states()) == (True, [7143], ["submitted"])
    cheater.close_in(3600)
    other = cheater.sit(username="first2")
    assert other.save("later-one", 1, "b").status_code == 200
