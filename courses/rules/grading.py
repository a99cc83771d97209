"""Credit for one answer and the score of an attempt, in exact arithmetic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from courses.catalog.items import AcceptedAnswer, Choice, Html, Item
from courses.foundation.vocabulary import ItemType, Scoring
from courses.rules.answers import BadAnswer, is_complete, tidy_answer
from courses.rules.typed import best_match

__all__ = ["BadAnswer", "ItemGrade", "Score", "grade", "grade_item", "is_complete", "passes", "tidy_answer"]

NONE, FULL = Fraction(0), Fraction(1)
WHOLE = Fraction(19_999, 20_000)
"""From here on a credit is all of it: three choices of 33.33333 percent are what there is to choose."""


@dataclass(frozen=True, slots=True)
class ItemGrade:
    """What one answer earned.

    `credit` runs from 0 to 1; `right` means all of it; `answered` that anything was given; `matched` is the line that
    a typed answer met; `feedback` is that of the chosen choices in letter order, or of the matched line, and of
    nothing else, so that printing it never gives the key away.
    """

    item_id: str
    answer: str
    credit: Fraction
    matched: AcceptedAnswer | None
    feedback: tuple[Html, ...]

    @property
    def right(self) -> bool:
        """Whether the answer earned everything."""
        return self.credit == FULL

    @property
    def answered(self) -> bool:
        """Whether anything was given."""
        return self.answer != ""


@dataclass(frozen=True, slots=True)
class Score:
    """The result of an attempt: `hundredths` of a percent, 0 to 10000, and the grade of each item, in order."""

    hundredths: int
    items: tuple[ItemGrade, ...]

    def item(self, identifier: str) -> ItemGrade | None:
        """The grade of the item of that id, or None."""
        return next((one for one in self.items if one.item_id == identifier), None)


def grade_item(item: Item, answer: str) -> ItemGrade:
    """The credit for a stored answer (see `tidy_answer`); blank earns nothing, whatever the scoring.

    Choice: single and true/false all or nothing. Multiple: exact; proportional, (right - wrong) / number of right,
    not under 0; per-choice, the share of choices rightly ticked or rightly left. Where a choice carries a weight: the
    sum of the weights of what was chosen, within 0 to 100 percent, an unmarked right choice counting 100.
    Matching: the share of rows with their target. Ordering: the share of neighbours of the right order that are
    neighbours in the answer too. Short text and number: the weight of the best line that matches, see `best_match`.
    A scale has no right answer and earns nothing.
    """
    if not answer or item.type is ItemType.SCALE:
        return ItemGrade(item.id, answer, NONE, None, ())
    match item.type:
        case ItemType.SHORT_TEXT | ItemType.NUMBER:
            return _typing(item, answer)
        case ItemType.MATCHING:
            return ItemGrade(item.id, answer, _matching(item, answer), None, ())
        case ItemType.ORDERING:
            return ItemGrade(item.id, answer, _ordering(item, answer), None, ())
        case _:
            feedback = tuple(choice.feedback for choice in item.choices if choice.letter in answer)
            return ItemGrade(item.id, answer, _choosing(item, answer), None, feedback)


def grade(items: Iterable[Item], answers: Mapping[str, str]) -> Score:
    """The score over the drawn items, weighted by their points; an item without an answer counts as blank.

    Rounded once, at the end, half up, to hundredths of a percent. Scales do not count; nothing to grade is 0.
    """
    sat = [(item, grade_item(item, answers.get(item.id, ""))) for item in items]
    counted = [(item.points, verdict.credit) for item, verdict in sat if item.type is not ItemType.SCALE]
    possible = sum(points for points, _ in counted)
    earned = sum((points * credit for points, credit in counted), NONE)
    hundredths = floor(earned / possible * 10_000 + Fraction(1, 2)) if possible else 0
    return Score(hundredths, tuple(verdict for _, verdict in sat))


def passes(hundredths: int, pass_mark_percent: int) -> bool:
    """Whether a score in hundredths of a percent reaches the pass mark; reaching it exactly passes."""
    return hundredths >= pass_mark_percent * 100


def _within(credit: Fraction) -> Fraction:
    return FULL if credit >= WHOLE else max(NONE, credit)


def _typing(item: Item, answer: str) -> ItemGrade:
    matched = best_match(item, answer)
    if matched is None:
        return ItemGrade(item.id, answer, NONE, None, ())
    return ItemGrade(item.id, answer, _within(Fraction(matched.weight) / 100), matched, (matched.feedback,))


def _choosing(item: Item, answer: str) -> Fraction:
    chosen, right = set(answer), set(item.key)
    if item.scoring is Scoring.WEIGHTED or any(choice.weight is not None for choice in item.choices):
        return _within(sum((_weight(choice, right) for choice in item.choices if choice.letter in chosen), NONE))
    if item.type is not ItemType.MULTIPLE or item.scoring is Scoring.EXACT:
        return FULL if chosen == right else NONE
    if item.scoring is Scoring.PER_CHOICE:
        settled = sum((choice.letter in chosen) == (choice.letter in right) for choice in item.choices)
        return Fraction(settled, len(item.choices))
    return _within(Fraction(len(chosen & right) - len(chosen - right), len(right)))


def _weight(choice: Choice, right: set[str]) -> Fraction:
    if choice.weight is None:
        return FULL if choice.letter in right else NONE
    return Fraction(choice.weight) / 100


def _matching(item: Item, answer: str) -> Fraction:
    if item.scoring is Scoring.EXACT:
        return FULL if answer == item.key else NONE
    return Fraction(sum(given == wanted for given, wanted in zip(answer, item.key, strict=False)), len(item.key))


def _ordering(item: Item, answer: str) -> Fraction:
    wanted = set(pairwise(item.key))
    if item.scoring is Scoring.EXACT or not wanted:
        return FULL if answer == item.key else NONE
    return Fraction(len(wanted & set(pairwise(answer))), len(wanted))
