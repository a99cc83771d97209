"""Gains: published examples come out, numpy agrees, and fewer than ten pairs say nothing."""

from dataclasses import replace
from statistics import fmean, median, pstdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalog.items import Item
from courses.foundation.vocabulary import ItemType
from courses.rules.gains import (
    Interval,
    gains,
    median_change,
    normalised_gain,
    percentiles,
    resampled,
    score_pair,
    tells_of_each,
)

from .making import examples, item

MICE = [94.0, 197.0, 16.0, 38.0, 99.0, 141.0, 23.0]
"""Efron and Tibshirani (1993), table 2.1: days that the treated mice lived."""
TWELVE = [(20.0, 60.0), (40.0, 40.0), (60.0, 100.0), (0.0, 80.0), (80.0, 60.0), (40.0, 80.0)] * 2


@pytest.mark.parametrize(
    ("before", "after", "published"), [(33, 52, 0.28), (30, 46, 0.23), (41, 49, 0.14), (33, 39, 0.10)]
)
def test_the_published_gains_of_whole_classes_come_out(before: float, after: float, published: float) -> None:
    """Cuesta College, Force Concept Inventory, <g> of the class: May 2009, December 2007, May 2007, December 2016.

    Means are printed in whole percent and <g> with two places: what the rounded means allow must meet what the rounded
    gain allows, and that is a narrow gate.
    """
    least, most = normalised_gain([(before + 0.5, after - 0.5)]), normalised_gain([(before - 0.5, after + 0.5)])
    assert least is not None
    assert most is not None
    assert most - least < 0.035
    assert least <= published + 0.005
    assert published - 0.005 <= most


@pytest.mark.parametrize(("after", "gain"), [(40.0, 0.0), (70.0, 0.5), (100.0, 1.0)])
def test_the_three_gains_from_forty_percent_come_out(after: float, gain: float) -> None:
    """Worked out in words, without rounding, in the post of May 2007: from 40 % to 40, 70 and 100 %."""
    assert normalised_gain([(30.0, after - 5), (50.0, after + 5)]) == pytest.approx(gain)


def test_the_gain_is_that_of_the_means_and_not_the_mean_of_gains() -> None:
    """From 0 to 50 is .5 and from 90 to 100 is 1, on the mean .75; Hake's <g> of both is 30 of 55."""
    assert normalised_gain([(0.0, 50.0), (90.0, 100.0)]) == pytest.approx(6 / 11)


@pytest.mark.parametrize(("statistic", "error"), [(fmean, 23.36), (median, 37.83)])
def test_resampling_finds_the_published_standard_errors(statistic: object, error: float) -> None:
    """The exact bootstrap values of the book; 20,000 resamples come within two percent of them."""
    found = resampled(MICE, statistic, "mice", 20_000)
    assert pstdev(one for one in found if one is not None) == pytest.approx(error, rel=0.02)


def test_the_figures_are_numpys() -> None:
    table = np.array(TWELVE)
    found = gains(TWELVE)
    assert found is not None
    assert (found.pairs, found.before, found.after) == (12, *np.median(table, axis=0))
    assert found.change == np.median(table[:, 1] - table[:, 0])
    means = table.mean(axis=0)
    assert found.normalised == pytest.approx((means[1] - means[0]) / (100 - means[0]))


def test_the_interval_is_about_the_one_that_numpy_resamples() -> None:
    chance = np.random.default_rng(1)
    table = np.array(TWELVE)
    drawn = table[chance.integers(0, 12, (20_000, 12))].mean(axis=1)
    low, high = np.percentile((drawn[:, 1] - drawn[:, 0]) / (100 - drawn[:, 0]), [2.5, 97.5])
    found = gains(TWELVE)
    assert found is not None
    assert found.normalised_between is not None
    assert (found.normalised_between.low, found.normalised_between.high) == pytest.approx((low, high), abs=0.04)


def test_the_same_pairs_give_the_same_interval_in_any_order() -> None:
    assert gains(TWELVE) == gains(TWELVE[::-1])
    assert gains(TWELVE) != gains(TWELVE, "another seed")


def test_nine_pairs_say_nothing_and_ten_do() -> None:
    assert gains(TWELVE[:9]) is None
    found = gains(TWELVE[:10])
    assert found is not None
    assert found.pairs == 10


def test_where_nothing_was_left_to_gain_there_is_no_normalised_gain() -> None:
    found = gains([(100.0, 100.0)] * 9 + [(100.0, 80.0)])
    assert found is not None
    assert (found.normalised, found.normalised_between, found.change) == (None, None, 0.0)


@pytest.mark.parametrize(
    ("pairs", "tells"),
    [
        (TWELVE, False),
        ([(100.0, 100.0)] * 9 + [(100.0, 80.0)], True),
        ([(25.0, 75.0)] * 12, True),
        ([(25.0, 75.0), (50.0, 100.0)] * 6, True),
        ([(25.0, 100.0), (50.0, 100.0)] * 6, True),
        ([(25.0, 75.0), (50.0, 75.0)] * 6, False),
    ],
)
def test_figures_without_width_tell_of_each(pairs: list[tuple[float, float]], tells: bool) -> None:
    found = gains(pairs)
    assert found is not None
    assert tells_of_each(found) is tells


def test_a_loss_is_told_as_one() -> None:
    assert normalised_gain([(50.0, 25.0)]) == -0.5
    assert median_change([(50.0, 25.0), (50.0, 60.0), (50.0, 40.0)]) == -10.0


@examples(60)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 100)), min_size=10, max_size=15))
def test_the_interval_holds_the_median_change_of_its_own_sample_range(pairs: list[tuple[int, int]]) -> None:
    found = gains([(float(one), float(other)) for one, other in pairs])
    assert found is not None
    changes = [other - one for one, other in pairs]
    assert min(changes) <= found.change_between.low <= found.change_between.high <= max(changes)
    assert found.normalised_between is not None
    assert found.normalised_between.low <= found.normalised_between.high <= 1


def test_percentiles_leave_out_as_many_on_either_side() -> None:
    assert percentiles([float(one) for one in range(1000)]) == Interval(25.0, 974.0)
    assert percentiles([None, 3.0]) == Interval(3.0, 3.0)
    with pytest.raises(ValueError, match="no values"):
        percentiles([None])


def scored(*names: str, digest: str = "same") -> list[Item]:
    return [replace(item(ItemType.SINGLE, "a", identifier=name, count=3), key_digest=digest) for name in names]


def test_a_pair_is_scored_at_the_items_that_both_attempts_asked_with_the_same_key() -> None:
    before = (scored("one", "two", "three"), {"one": "a", "two": "b", "three": "a"})
    after = (scored("two", "one", "four"), {"one": "a", "two": "a", "four": "b"})
    assert score_pair(before, after) == (50.0, 100.0)


def test_items_whose_answer_changed_make_no_pair() -> None:
    assert score_pair((scored("one"), {"one": "a"}), (scored("one", digest="other"), {"one": "a"})) is None
