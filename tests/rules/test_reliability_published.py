"""Reliability: a table that was published with its steps comes out, and both coefficients agree on it."""

from fractions import Fraction

import numpy as np
import pytest

from courses.rules.item_statistics import Mark, Sat, cronbach_alpha, kuder_richardson_20

WUENSCH = (
    "1111110110",
    "1011011101",
    "1111011001",
    "0010001000",
    "0000010010",
    "1110111111",
    "1101110111",
    "1111111101",
    "0101111101",
    "1101101110",
)
"""Students A to J at items 1 to 10."""


def test_kr20_and_alpha_of_a_published_table() -> None:
    """Ten students at ten items, with p, pq and the variance of the totals (5.84) as they are printed there.

    K. L. Wuensch, "The Kuder-Richardson 20" (core.ecu.edu/wuenschk/StatHelp/KR20.txt). The coefficient is not printed:
    it is what the printed figures make, 10/9 (1 - 2.18/5.84).
    """
    rows = [[int(one) for one in row] for row in WUENSCH]
    matrix = np.array(rows, float)
    assert list(matrix.mean(axis=0)) == pytest.approx([0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6])
    assert matrix.sum(axis=1).var() == pytest.approx(5.84)
    ten = [(f"item-{number}", "digest") for number in range(10)]
    attempts = [
        Sat(learner, {key: Mark("x", Fraction(one), 1) for key, one in zip(ten, row, strict=True)})
        for learner, row in enumerate(rows)
    ]
    assert kuder_richardson_20(attempts) == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))
    assert cronbach_alpha(attempts) == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))
