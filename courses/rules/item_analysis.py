"""How well the items of a quiz work: facility, discrimination, choices, reliability, and what an author should look at.

An item is grouped by its id and its key digest, so that a rewording keeps its figures together and a changed key
begins anew. Where items are drawn, attempts ask different ones: each item has tens of its own, of those whom it was
asked (`rules/tens.py`), and each of its shares is told of the blocks of them that tell of nobody (`rules/telling.py`).
An item that was asked and left blank earned nothing and does count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from courses.catalog.items import Choice, Item
from courses.foundation.vocabulary import ItemType, Scoring
from courses.rules.choice_letters import CHOSEN
from courses.rules.grading import grade_item
from courses.rules.item_statistics import (
    SMALLEST,
    ItemKey,
    Mark,
    Sat,
    cronbach_alpha,
    discrimination,
    kuder_richardson_20,
)
from courses.rules.telling import Parts, Told, is_told, told, told_with
from courses.rules.tens import FirstSubmission, Look, placed_tens

EASY, HARD = 0.95, 0.30
"""From .95 an item tells hardly anybody apart (Moodle, Quiz statistics report: "extremely easy"); below .30 it is
harder than what Allen and Yen (1979), Introduction to Measurement Theory, chapter 6, advise."""
UNUSED = 0.05
"""A wrong choice taken by fewer does not function: Haladyna and Downing (1993), Educational and Psychological
Measurement 53, 999-1010."""
SLACK = 1
"""So many people never decide these two flags: of ten or twenty, .95 and .05 would mean everybody and nobody, and the
flag would tell what each one of them answered."""


class Flag(StrEnum):
    """What an author should look at."""

    EASY = "easy"
    HARD = "hard"
    NEGATIVE = "negative"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class ChoiceFigure:
    """The share (0 to 1) of those asked who chose a letter, None where it is not told yet.

    `unused` marks a wrong one that hardly anybody takes.
    """

    letter: str
    share: float | None
    right: bool
    unused: bool


@dataclass(frozen=True, slots=True)
class ItemFigure:
    """One item's figures; None where there are too few attempts, or where a figure is not defined or not told.

    `asked` are those in its tens, `counted` those of them whose answers the facility is told of. `facility` is the mean
    credit, 0 to 1; `discrimination` the corrected item-total correlation, -1 to 1, None where the facility is near an
    end (`is_told`); `blank` the share left without an answer. Shares at the ends are to be told in words.
    """

    key: ItemKey
    asked: int
    counted: int
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


def is_contrary(discrimination: float | None, people: int) -> bool:
    """Whether an item speaks against the others by more than chance moves it: below -1/sqrt(n - 1), n people.

    Where an item has nothing to do with the rest, its correlation is 0 on average, with variance 1/(n - 1) whatever the
    scores are distributed like (Pitman 1937, Supplement to the Journal of the Royal Statistical Society 4, 225-232):
    one standard error is .33 of ten people, .19 of thirty. It is a reason to look, no proof.
    """
    return discrimination is not None and discrimination < -1 / sqrt(people - 1)


def analyse(items: Sequence[Item], attempts: Mapping[FirstSubmission, Sat], look: Look) -> Analysis | None:
    """The figures of these items, in their order, over these attempts; None below ten attempts of ten learners.

    `items` are the newest versions, and letters of choices are theirs (`rules/choice_letters.py`).
    """
    counted = [attempts[one] for ten in placed_tens(attempts, look) for one in ten.people]
    if len({one.learner for one in counted}) < SMALLEST:
        return None
    figures = tuple(_figure(item, attempts, look) for item in items if item.type is not ItemType.SCALE)
    return Analysis(len(counted), figures, cronbach_alpha(counted), kuder_richardson_20(counted))


def _figure(item: Item, attempts: Mapping[FirstSubmission, Sat], look: Look) -> ItemFigure:
    key = (item.id, item.key_digest)
    asking = {one: sat for one, sat in attempts.items() if key in sat.marks}
    tens = placed_tens(asking, look)
    if not tens:
        return ItemFigure(key, 0, 0, None, None, None, (), ())
    asked = sum(len(ten.people) for ten in tens)
    marks = {one.id: sat.marks[key] for one, sat in asking.items()}
    letters = [_chose(choice.letter, marks) for choice in item.choices] if item.type in CHOSEN else []
    blank = {one: Fraction(mark.answer == "") for one, mark in marks.items()}
    exclusive = item.type in CHOSEN and item.type is not ItemType.MULTIPLE
    earned = told(tens, {one: mark.credit for one, mark in marks.items()}, look, [*letters, blank] if exclusive else ())
    among = set(earned.people)
    beside = [sat for one, sat in asking.items() if one.id in among and len(sat.marks) > 1]
    telling = discrimination(key, beside) if is_told(earned.share) else None
    comparable = all(marks[one.id].today for ten in tens for one in ten.people)
    choices = tuple(
        _choice(choice, item, told_with(earned, parts) if exclusive else told(tens, parts, look), asked)
        for choice, parts in zip(item.choices, letters, strict=False)
        if comparable
    )
    left = told_with(earned, blank) if exclusive else told(tens, blank, look)
    flags = [
        (Flag.EASY, _is_easy(earned)),
        (Flag.HARD, earned.share is not None and earned.share < HARD),
        (Flag.NEGATIVE, is_contrary(telling, len(beside))),
        (Flag.UNUSED, any(choice.unused for choice in choices)),
    ]
    return ItemFigure(
        key=key,
        asked=asked,
        counted=len(earned.people),
        facility=None if _leads_back(item, earned, choices) else _number(earned),
        discrimination=telling,
        blank=_number(left),
        choices=choices,
        flags=tuple(flag for flag, is_set in flags if is_set),
    )


def _is_easy(earned: Told) -> bool:
    return earned.share is not None and (earned.share >= EASY or len(earned.people) * (1 - earned.share) <= SLACK)


def _leads_back(item: Item, earned: Told, choices: Sequence[ChoiceFigure]) -> bool:
    """Whether the facility would lead back to a choice that is told in words.

    Where a part of an answer is credited, the mean credit is made of the shares of the choices.
    """
    partly = item.scoring is not Scoring.EXACT
    return partly and is_told(earned.share) and not all(is_told(choice.share) for choice in choices)


def _chose(letter: str, marks: Mapping[int, Mark]) -> Parts:
    return {one: Fraction(letter in mark.answer) for one, mark in marks.items()}


def _choice(choice: Choice, item: Item, found: Told, asked: int) -> ChoiceFigure:
    # some who wait may all have chosen it
    everybody = len(found.people) == asked
    rare = everybody and found.share is not None and (found.share < UNUSED or len(found.people) * found.share <= SLACK)
    right = choice.letter in item.key
    # of two choices the other one of an easy item is bound to be rare: that is said once, by `easy`
    return ChoiceFigure(choice.letter, _number(found), right, not right and rare and len(item.choices) > 2)


def _number(found: Told) -> float | None:
    return None if found.share is None else float(found.share)
