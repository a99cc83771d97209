"""How well the items of a quiz work: facility, discrimination, choices, reliability, and what an author should look at.

An item is grouped by its id and its key digest, so that a rewording keeps its figures together and a changed key
begins anew. Where items are drawn, attempts ask different ones. A missing item is *missing by design* and never counts
as wrong: facility and choices are taken over the attempts that asked the item, discrimination over the same attempts
against what the rest of each earned, reliability from variances and covariances of the attempts that asked one item or
both of two (pairwise available cases). An item that was asked and left blank earned nothing and does count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import sqrt

from courses.catalog.items import Choice, Item
from courses.foundation.vocabulary import ItemType
from courses.rules.disclosure import SMALLEST_SHOWN_SCORES
from courses.rules.grading import grade_item

SMALLEST = SMALLEST_SHOWN_SCORES
"""Fewest attempts, and fewest learners behind them, for any figure."""
EASY, HARD = 0.95, 0.30
"""From .95 an item tells hardly anybody apart (Moodle, Quiz statistics report: "extremely easy"); below .30 it is
harder than what Allen and Yen (1979), Introduction to Measurement Theory, chapter 6, advise."""
UNUSED = 0.05
"""A wrong choice taken by fewer does not function: Haladyna and Downing (1993), Educational and Psychological
Measurement 53, 999-1010."""
SLACK = 1
"""So many people never decide these two flags: of ten or twenty, .95 and .05 would mean everybody and nobody, and the
flag would tell what each one of them answered."""
ALMOST = 0.10
"""A share this near to none or to all is only told as "almost none" or "almost all" (`is_told`)."""
CHOSEN = frozenset({ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE})

ItemKey = tuple[str, str]
"""Id and key digest."""


class Flag(StrEnum):
    """What an author should look at."""

    EASY = "easy"
    HARD = "hard"
    NEGATIVE = "negative"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one learner gave and earned at one item: stored answer ('' blank), credit 0 to 1, points it is worth."""

    answer: str
    credit: Fraction
    points: int

    @property
    def earned(self) -> float:
        """Points earned."""
        return float(self.credit * self.points)


@dataclass(frozen=True, slots=True)
class Sat:
    """One submitted attempt: `learner` only tells people apart; the marks of the items that it asked."""

    learner: int
    marks: Mapping[ItemKey, Mark]


@dataclass(frozen=True, slots=True)
class ChoiceFigure:
    """The share (0 to 1) of those asked who chose a letter; `unused` marks a wrong one that hardly anybody takes."""

    letter: str
    share: float
    right: bool
    unused: bool


@dataclass(frozen=True, slots=True)
class ItemFigure:
    """One item's figures; None where there are too few attempts, or where a figure is not defined or not told.

    `facility` is the mean credit, 0 to 1; `discrimination` the corrected item-total correlation, -1 to 1, None where
    the facility is not told (`is_told`); `blank` the share left without an answer.
    """

    key: ItemKey
    asked: int
    facility: float | None
    discrimination: float | None
    blank: float | None
    choices: tuple[ChoiceFigure, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The figures of a quiz over its attempts; `kr20` only where every attempt asked the same items, all 0 or 1."""

    attempts: int
    items: tuple[ItemFigure, ...]
    alpha: float | None
    kr20: float | None


def marked(learner: int, items: Sequence[Item], answers: Mapping[str, str]) -> Sat:
    """An attempt as this analysis reads it: its drawn items in their stored version, and what was given."""
    graded = [(item, grade_item(item, answers.get(item.id, ""))) for item in items if item.type is not ItemType.SCALE]
    return Sat(
        learner,
        {(item.id, item.key_digest): Mark(grade.answer, grade.credit, item.points) for item, grade in graded},
    )


def settled(asked: int) -> int:
    """Of so many attempts that asked an item, how many are counted: whole steps of ten, from the first on.

    The attempts of an analysis come in whole tens already (`rules/tens.py`), and of one learner only the first does:
    later ones come after feedback and are no independent observations. Where items are drawn, though, another ten may
    bring an item a single answer more, and two looks would differ by one learner: so items have their own steps.
    """
    return asked // SMALLEST * SMALLEST


def is_told(share: float | None) -> bool:
    """Whether a share says nothing of each single person: not at the ends, where it may be none or all of them.

    Of ten people 0 % or 100 % tells what everybody did, and a tenth still does of all but one. What would lead back to
    such a share (its discrimination, which is not defined where all did the same, and the flag that tells its sign) is
    not told either.
    """
    return share is not None and ALMOST < share < 1 - ALMOST


def is_contrary(discrimination: float | None, people: int) -> bool:
    """Whether an item speaks against the others by more than chance moves it: below -1/sqrt(n - 1), n people.

    Where an item has nothing to do with the rest, its correlation is 0 on average, with variance 1/(n - 1) whatever the
    scores are distributed like (Pitman 1937, Supplement to the Journal of the Royal Statistical Society 4, 225-232):
    one standard error is .33 of ten people, .19 of thirty. It is a reason to look, no proof.
    """
    return discrimination is not None and discrimination < -1 / sqrt(people - 1)


def analyse(items: Sequence[Item], attempts: Sequence[Sat]) -> Analysis | None:
    """The figures of these items, in their order, over these attempts; None below ten attempts of ten learners.

    `items` are the newest versions, so that letters of choices are those on the page (see `letters_now`). `attempts`
    come in the order of their tens.
    """
    if len(attempts) < SMALLEST or len({one.learner for one in attempts}) < SMALLEST:
        return None
    figures = tuple(_figure(item, attempts) for item in items if item.type is not ItemType.SCALE)
    return Analysis(len(attempts), figures, cronbach_alpha(attempts), kuder_richardson_20(attempts))


def letters_now(then: Item, now: Item) -> Mapping[str, str]:
    """The letter that each choice of an older version has in the newest one.

    Choices with ids of their own may have been put in another order under the same key digest: the same texts in
    another order are followed; else letters stand for positions and stay.
    """
    texts = {_words(choice): choice.letter for choice in now.choices}
    moved = [texts.get(_words(choice)) for choice in then.choices]
    if len(texts) == len(now.choices) and {one for one in moved if one} == set(texts.values()):
        return {choice.letter: letter or choice.letter for choice, letter in zip(then.choices, moved, strict=True)}
    return {choice.letter: choice.letter for choice in then.choices}


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


def _figure(item: Item, attempts: Sequence[Sat]) -> ItemFigure:
    key = (item.id, item.key_digest)
    asking = [one for one in attempts if key in one.marks]
    asking = asking[: settled(len(asking))] or asking
    if len(asking) < SMALLEST or len({one.learner for one in asking}) < SMALLEST:
        return ItemFigure(key, len(asking), None, None, None, (), ())
    marks = [one.marks[key] for one in asking]
    earned = sum((mark.credit for mark in marks), Fraction(0))
    facility = float(earned / len(marks))
    beside = [one for one in asking if len(one.marks) > 1]
    telling = discrimination(key, beside) if is_told(facility) else None
    choices = tuple(_choice(choice, item, marks) for choice in item.choices) if item.type in CHOSEN else ()
    flags = [
        (Flag.EASY, facility >= EASY or len(marks) - earned <= SLACK),
        (Flag.HARD, facility < HARD),
        (Flag.NEGATIVE, is_contrary(telling, len(beside))),
        (Flag.UNUSED, any(choice.unused for choice in choices)),
    ]
    blank = sum(mark.answer == "" for mark in marks) / len(marks)
    return ItemFigure(key, len(asking), facility, telling, blank, choices, tuple(flag for flag, set_ in flags if set_))


def _choice(choice: Choice, item: Item, marks: Sequence[Mark]) -> ChoiceFigure:
    takers = sum(choice.letter in mark.answer for mark in marks)
    share = takers / len(marks)
    rare = share < UNUSED or takers <= SLACK
    right = choice.letter in item.key
    # of two choices the other one of an easy item is bound to be rare: that is said once, by `easy`
    return ChoiceFigure(choice.letter, share, right, not right and rare and len(item.choices) > 2)


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


def _words(choice: Choice) -> str:
    return next((str(text) for text in choice.text.values()), "")
