"""Items that speak against the others: flagged beyond what chance does, and only where the figure is told."""

from itertools import permutations
from math import nextafter

import numpy as np
import pytest

from courses.rules.item_analysis import Flag, is_contrary
from courses.rules.item_statistics import discrimination
from tests.rules.test_item_analysis import KEYS, analysed, single, table


def test_an_item_that_chance_alone_puts_below_nought_is_not_flagged() -> None:
    """Of thirty, -.07: of the fifteen who are right seven get the other one, of the fifteen who are wrong eight."""
    rows = [[int(learner < 15), int(8 <= learner < 23)] for start in range(10) for learner in range(start, 30, 10)]
    found = analysed([single("item-0"), single("item-1")], table(rows))
    assert found is not None
    assert found.items[0].discrimination == pytest.approx(-1 / 15)
    assert Flag.NEGATIVE not in found.items[0].flags


@pytest.mark.parametrize(
    ("figure", "people", "contrary"),
    [
        (None, 30, False),
        (-0.02, 30, False),
        (-0.01, 30, False),
        (0.5, 30, False),
        (-0.2, 26, False),
        (nextafter(-0.2, -1), 26, True),
        (nextafter(-0.2, 0), 26, False),
        (-0.1, 101, False),
        (nextafter(-0.1, -1), 101, True),
    ],
)
def test_an_item_is_contrary_beyond_one_standard_error(figure: float | None, people: int, contrary: bool) -> None:
    assert is_contrary(figure, people) is contrary


def test_a_correlation_of_what_has_nothing_in_common_has_the_standard_error_that_flags_start_from() -> None:
    """Over every order in which the same answers could have fallen, however unevenly they are distributed."""
    answers, rest = [0, 0, 0, 0, 1, 1], [0.0, 0.0, 0.1, 0.2, 0.3, 1.0]
    error = float(np.std([np.corrcoef(answers, order)[0, 1] for order in permutations(rest)]))
    assert [is_contrary(-error * times, len(answers)) for times in (0.999, 1.001)] == [False, True]


@pytest.mark.parametrize("people", [10, 20, 30])
@pytest.mark.parametrize("right", [0, 1])
def test_no_flag_tells_the_sign_of_a_discrimination_that_is_not_told(people: int, right: int) -> None:
    """All but a tenth answer alike, and that tenth goes against all the others."""
    rows = [[right, 1 - right] if learner % 10 else [1 - right, right] for learner in range(people)]
    assert discrimination(KEYS[0], table(rows)) == pytest.approx(-1)
    found = analysed([single("item-0"), single("item-1")], table(rows))
    assert found is not None
    assert [one.discrimination for one in found.items] == [None, None]
    assert [Flag.NEGATIVE in one.flags for one in found.items] == [False, False]


def test_an_item_needs_ten_attempts_with_something_beside_it() -> None:
    """Thirty were asked the item, most of them nothing else: those do not narrow the noise (of thirty, -.19) either."""
    for beside, told in ((9, None), (10, pytest.approx(-0.2))):
        rows = [[learner % 2, int(learner in {0, 1, 2, 3, 4})] for learner in range(beside)]
        found = analysed([single("item-0")], table([*rows, *([learner % 2] for learner in range(30 - beside))]))
        assert found is not None
        assert (found.items[0].asked, found.items[0].discrimination) == (30, told)
        assert Flag.NEGATIVE not in found.items[0].flags
