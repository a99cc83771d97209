"""Who sees figures of small units, and what stays hidden beside what is known."""

import pytest

from courses.foundation.vocabulary import Role
from courses.rules.access import Grant
from courses.rules.boards import Figures, sees_small_units, shown_parts

SCHOOL, CLASS = "1/2/", "1/2/3/"


def grant(role: Role, path: str) -> Grant:
    return Grant(role, int(path.rstrip("/").rpartition("/")[2]), path)


@pytest.mark.parametrize(
    ("role", "at", "sees"),
    [
        (Role.ADMINISTRATOR, "1/", True),
        (Role.AUDITOR, "1/", False),
        (Role.AUDITOR, SCHOOL, True),
        (Role.AUDITOR, CLASS, True),
        (Role.AUDITOR, "1/9/", False),
        (Role.AUTHOR, SCHOOL, False),
    ],
)
def test_who_sees_the_people_or_reads_from_the_institution_sees_small_units(role: Role, at: str, *, sees: bool) -> None:
    assert sees_small_units([grant(role, at)], CLASS, {SCHOOL}) is sees


def test_without_an_institution_above_only_who_sees_the_people_sees_small_units() -> None:
    assert sees_small_units([grant(Role.AUDITOR, CLASS)], CLASS, set()) is False


def figures(*targets: int) -> list[Figures]:
    return [Figures(number, 0, 0) for number in targets]


def test_a_small_part_is_hidden_with_the_next_smallest() -> None:
    assert shown_parts(figures(3, 20, 9), [False] * 3) == (False, True, False)


def test_a_part_that_is_known_anyway_is_shown_and_hides_nothing_for_others() -> None:
    assert shown_parts(figures(3, 20, 9), [True, False, False]) == (True, True, True)


def test_a_known_part_does_not_serve_to_cover_a_small_one() -> None:
    assert shown_parts(figures(3, 20, 9), [False, False, True]) == (False, False, True)


def test_figures_less_others_are_what_is_left() -> None:
    assert Figures(10, 5, 1).less([Figures(4, 2, 0), Figures(6, 2, 1)]) == Figures(0, 1, 0)
