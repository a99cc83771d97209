"""Boards are exact before and after folding, and tallies can be compared with the facts and built anew."""

from dataclasses import astuple

from sqlalchemy import select, update

from courses.foundation.database import db
from courses.foundation.transactions import transaction
from courses.ledger.tallies import Cell, change
from courses.models.evidence import Tally
from courses.queries.boards import BoardRow, Subject, completion_board
from courses.services.administration import Difference, differing_tallies, fold_tallies, rebuild_tallies
from courses.services.learning import complete_lesson
from courses.services.teaching import Order, assign
from tests.builders import School
from tests.services.courses import CYCLE, NOW, made_course, made_module, take

SUBJECT = Subject("course", "m", CYCLE)


def figures(board: list[BoardRow]) -> list[tuple[str, int, int]]:
    return [(row.name, row.done, row.targets) for row in board]


def lived_in(school: School) -> None:
    assign(school.units["root"], Order("course", "m", CYCLE, None, None), NOW, actor=school.people["ministry"])
    for learner in ("first1", "first2", "other1"):
        taking = take(school.people[learner], made_course(made_module("m", 1), made_module("other")))
        complete_lesson(taking, taking.module.lessons[0], NOW)


def test_a_board_shows_the_same_before_during_and_after_folding(school: School) -> None:
    lived_in(school)
    root = school.units["root"]
    expected = [("Office", 3, 9), ("Other school", 1, 3), ("School", 2, 6)]
    assert figures(completion_board(root, SUBJECT)) == expected
    assert fold_tallies() == 12
    assert figures(completion_board(root, SUBJECT)) == expected
    taking = take(school.people["second1"], made_course(made_module("m", 1), made_module("other")))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    assert figures(completion_board(root, SUBJECT)) == [("Office", 4, 9), ("Other school", 1, 3), ("School", 3, 6)]
    assert figures(completion_board(school.units["grade"], SUBJECT)) == [
        ("Grade 1", 3, 6),
        ("Class 1", 2, 3),
        ("Class 2", 1, 3),
    ]


def test_nothing_waits_when_everything_is_folded(school: School) -> None:
    lived_in(school)
    assert [fold_tallies(), fold_tallies()] == [12, 0]


def test_tallies_agree_with_the_facts_whether_folded_or_not(school: School) -> None:
    lived_in(school)
    assert differing_tallies() == []
    fold_tallies()
    assert differing_tallies() == []


def test_a_tally_that_was_tampered_with_is_named_and_mended_by_counting_anew(school: School) -> None:
    lived_in(school)
    fold_tallies()
    first = school.units["first"]
    with transaction():
        db.session.execute(update(Tally).where(Tally.unit == first).values(done=9))
    cell = Cell(first, "course", "m", CYCLE, "student")
    assert differing_tallies() == [Difference(cell, (3, 9, 0), (3, 2, 0))]
    rebuild_tallies(NOW)
    assert differing_tallies() == []
    assert figures(completion_board(school.units["root"], SUBJECT))[0] == ("Office", 3, 9)


def test_a_change_of_nothing_writes_nothing(school: School) -> None:
    with transaction():
        change(Cell(school.units["first"], "course", "m", CYCLE, "student"))
    assert fold_tallies() == 0


def test_a_tally_counts_each_reporting_group_for_itself(school: School) -> None:
    lived_in(school)
    fold_tallies()
    groups = db.session.execute(select(Tally.reporting_group).distinct()).scalars().all()
    assert groups == ["student"]
    assert astuple(SUBJECT) == ("course", "m", CYCLE)


def test_what_comes_later_is_added_to_what_was_folded_before(school: School) -> None:
    lived_in(school)
    fold_tallies()
    taking = take(school.people["second1"], made_course(made_module("m", 1), made_module("other")))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    assert fold_tallies() == 1
    assert figures(completion_board(school.units["grade"], SUBJECT))[0] == ("Grade 1", 3, 6)
    assert differing_tallies() == []
