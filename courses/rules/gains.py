"""What was learned, from paired scores before and after: medians, normalised gain, and how sure one can be of both.

Scores are percent, 0 to 100. A pair is one learner's two scores at the same items. The normalised gain is that of Hake
(1998), American Journal of Physics 66, 64-74, on means: how much of what could still be learned was learned. Checked
against published worked examples, waiferx.blogspot.com (Cuesta College, Force Concept Inventory): in words, from 40 %
to 40, 70 and 100 % are 0, .5 and 1; and classes of May 2009 (33 % to 52 %: .28), December 2007 (30 to 46: .23), May
2007 (41 to 49: .14) and December 2016 (33 to 39: .10). Those are means in whole percent, so the gains are checked to
within that rounding and no further: nobody prints the single scores behind a class's gain.

Intervals are percentile bootstrap intervals over resampled pairs (Efron and Tibshirani 1993, An Introduction to the
Bootstrap, chapter 13). The resampling is checked against chapter 2 of the same book: for the seven treated mice the
standard error of the median is 37.83 and that of the mean 23.36.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean, median
from typing import TypeVar

from courses.catalog.items import Item
from courses.rules.disclosure import SMALLEST_SHOWN_SCORES
from courses.rules.grading import grade

SMALLEST = SMALLEST_SHOWN_SCORES
"""Fewest pairs for any figure."""
RESAMPLES = 1000
SEED = "gains"
"""The same pairs always give the same interval, on every machine and Python."""
LEVEL = 0.95

T = TypeVar("T")
Pair = tuple[float, float]
"""Before and after."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % bootstrap interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gains:
    """What n pairs say: medians before and after, the median of the differences, the normalised gain with intervals.

    `normalised` is None where nothing was left to gain. Medians and change are in percentage points.
    """

    pairs: int
    before: float
    after: float
    change: float
    change_between: Interval
    normalised: float | None
    normalised_between: Interval | None


def gains(pairs: Sequence[Pair], seed: str = SEED) -> Gains | None:
    """The figures over these pairs, in whatever order they come; None below ten."""
    if len(pairs) < SMALLEST:
        return None
    ordered = sorted(pairs)
    gain = normalised_gain(ordered)
    again = [one for one in resampled(ordered, normalised_gain, seed) if one is not None]
    return Gains(
        pairs=len(ordered),
        before=median(one for one, _ in ordered),
        after=median(other for _, other in ordered),
        change=median_change(ordered),
        change_between=percentiles(resampled(ordered, median_change, seed)),
        normalised=gain,
        normalised_between=percentiles(again) if gain is not None and again else None,
    )


def tells_of_each(found: Gains) -> bool:
    """Whether these figures, in whole points and hundredths, would say what each single learner scored or gained.

    A gain is undefined only where all were right before. An interval without width says that whoever is drawn from
    these learners gained the same, so that nearly all of them did, or that all were right later.
    """
    if found.normalised_between is None:
        return True
    change, share = found.change_between, found.normalised_between
    return round(change.low) == round(change.high) or round(share.low, 2) == round(share.high, 2)


def normalised_gain(pairs: Sequence[Pair]) -> float | None:
    """(mean after - mean before) / (100 - mean before): 1 is all there was to learn, below 0 is a loss.

    None where the mean before is 100: nothing was left to gain.
    """
    before, after = fmean(one for one, _ in pairs), fmean(other for _, other in pairs)
    return (after - before) / (100 - before) if before < 100 else None


def median_change(pairs: Sequence[Pair]) -> float:
    """The median of what each learner gained, in percentage points."""
    return median(after - before for before, after in pairs)


def resampled(
    sample: Sequence[T], statistic: Callable[[Sequence[T]], float | None], seed: str, times: int = RESAMPLES
) -> list[float | None]:
    """The statistic of so many samples drawn from this one with replacement, each as large as it."""
    chance = Random(seed)  # noqa: S311 - the same pairs must give the same interval
    size = len(sample)
    # random() is the one method whose sequence Python promises to keep between versions
    return [statistic([sample[int(chance.random() * size)] for _ in range(size)]) for _ in range(times)]


def percentiles(found: Sequence[float | None]) -> Interval:
    """Where the middle 95 of a hundred of these lie: the k-th smallest and the k-th largest, k = 2.5 %, rounded down.

    Raises ValueError without any.
    """
    values = sorted(one for one in found if one is not None)
    if not values:
        raise ValueError("no values")
    cut = int(len(values) * (1 - LEVEL) / 2)
    return Interval(values[cut], values[len(values) - 1 - cut])


def score_pair(
    before: tuple[Sequence[Item], Mapping[str, str]], after: tuple[Sequence[Item], Mapping[str, str]]
) -> Pair | None:
    """One learner's two scores at the items that both attempts asked with the same key; None without any.

    Each side holds the items in their stored version and the answers by item. An item is the same by id and key digest,
    so that a reworded question still counts and one whose answer changed does not.
    """
    same = {(one.id, one.key_digest) for one in before[0]} & {(one.id, one.key_digest) for one in after[0]}
    if not same:
        return None
    first, second = (
        grade([one for one in items if (one.id, one.key_digest) in same], answers).hundredths / 100
        for items, answers in (before, after)
    )
    return first, second
