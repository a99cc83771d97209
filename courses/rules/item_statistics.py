"""Discrimination and reliability of items, from what learners earned at them.

Where items are drawn, attempts ask different ones. A missing item is *missing by design* and never counts as wrong:
discrimination is taken over the attempts that asked the item, against what the rest of each earned, reliability from
variances and covariances of the attempts that asked one item or both of two (pairwise available cases).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt

from courses.rules.disclosure import SMALLEST_SHOWN_SCORES

SMALLEST = SMALLEST_SHOWN_SCORES
"""Fewest attempts, and fewest learners behind them, for any figure."""

ItemKey = tuple[str, str]
"""Id and key digest."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What one learner gave and earned at one item: stored answer ('' blank), credit 0 to 1, points it is worth.

    `today` says that the answer's letters stand for choices of today (`rules/choice_letters.py`).
    """

    answer: str
    credit: Fraction
    points: int
    today: bool = True

    @property
    def earned(self) -> float:
        """Points earned."""
        return float(self.credit * self.points)


@dataclass(frozen=True, slots=True)
class Sat:
    """One submitted attempt: `learner` only tells people apart; the marks of the items that it asked."""

    learner: int
    marks: Mapping[ItemKey, Mark]


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's product-moment correlation; None where either side does not vary."""
    spread = sqrt(_covariance(xs, xs) * _covariance(ys, ys))
    return max(-1.0, min(1.0, _covariance(xs, ys) / spread)) if spread > 0 else None


def discrimination(key: ItemKey, attempts: Sequence[Sat]) -> float | None:
    """Corrected item-total correlation: the item's credit with the share of points earned on the attempt's other items.

    The item is taken out of the total, else it would correlate with itself (Henrysson 1963, Psychometrika 28, 211-218).
    A share, not a sum, because drawn attempts may hold different points. Attempts that ask nothing else are left out.
    None where fewer than ten are left, or where nothing varies.
    """
    pairs = []
    for one in attempts:
        mark = one.marks.get(key)
        rest = [other for name, other in one.marks.items() if name != key]
        if mark is not None and rest:
            share = sum(other.earned for other in rest) / sum(other.points for other in rest)
            pairs.append((float(mark.credit), share))
    return correlation([x for x, _ in pairs], [y for _, y in pairs]) if len(pairs) >= SMALLEST else None


def cronbach_alpha(attempts: Sequence[Sat]) -> float | None:
    """Coefficient alpha (Cronbach 1951, Psychometrika 16, 297-334), from mean variance and mean covariance.

    k c / (v + (k - 1) c), which is the usual k/(k-1) (1 - sum of variances / variance of the total) where every attempt
    asks the same k items. Where items are drawn, k is the mean number asked and c is taken over the pairs that at least
    ten attempts asked together. None below two items, or where nothing varies.
    """
    columns = _columns(attempts)
    asked = sum(len(one.marks) for one in attempts) / len(attempts) if attempts else 0.0
    together = []
    for one, other in combinations(columns.values(), 2):
        both = sorted(one.keys() & other.keys())
        if len(both) >= SMALLEST:
            together.append(_covariance([one[row] for row in both], [other[row] for row in both]))
    if asked < 2 or not together:
        return None
    variance = sum(_covariance([*one.values()], [*one.values()]) for one in columns.values()) / len(columns)
    covariance = sum(together) / len(together)
    whole = variance + (asked - 1) * covariance
    return asked * covariance / whole if whole > 0 else None


def kuder_richardson_20(attempts: Sequence[Sat]) -> float | None:
    """Formula 20 of Kuder and Richardson (1937), Psychometrika 2, 151-160: k/(k-1) (1 - sum pq / variance of totals).

    Defined where every attempt asks the same items and every credit is 0 or 1; there it equals alpha when points are
    equal. None elsewhere, below two items, or where no total differs. Checked, as alpha is, against the published table
    of ten students at ten items of Wuensch (core.ecu.edu/wuenschk/StatHelp/KR20.txt): 10/9 (1 - 2.18/5.84) = .696.
    """
    asked = {frozenset(one.marks) for one in attempts}
    if len(asked) != 1 or any(mark.credit not in {0, 1} for one in attempts for mark in one.marks.values()):
        return None
    keys = next(iter(asked))
    totals = [float(sum(mark.credit for mark in one.marks.values())) for one in attempts]
    variance = _covariance(totals, totals)
    if len(keys) < 2 or variance <= 0:
        return None
    shares = [float(sum(one.marks[key].credit for one in attempts)) / len(attempts) for key in keys]
    return len(keys) / (len(keys) - 1) * (1 - sum(share * (1 - share) for share in shares) / variance)


def _columns(attempts: Sequence[Sat]) -> Mapping[ItemKey, Mapping[int, float]]:
    """Points earned at each item by the number of the attempt that asked it."""
    columns: dict[ItemKey, dict[int, float]] = {}
    for row, one in enumerate(attempts):
        for key, mark in one.marks.items():
            columns.setdefault(key, {})[row] = mark.earned
    return columns


def _covariance(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Over the whole of these pairs (divided by n), which cancels out in every ratio above."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / len(xs)
