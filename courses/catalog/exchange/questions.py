"""A question between two formats: the same parts whether it was read from GIFT, from Aiken or from an item of ours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from courses.catalog.exchange.markup_trees import Blocks, blocks_of
from courses.catalog.item_types import FULL
from courses.catalog.items import AcceptedAnswer, Choice, Item
from courses.foundation.vocabulary import ItemType, Scoring

NAME_LENGTH = 40
Span = tuple[Decimal, Decimal, Decimal]
"""The least and the greatest number that a line accepts, and its weight."""


class Refused(Exception):
    """Why a question cannot be taken along; `code` is one of G6xx, `values` fill its sentence."""

    def __init__(self, reason: str, /, **values: object) -> None:
        super().__init__(reason)
        self.code = reason
        self.values: Mapping[str, str] = MappingProxyType({name: str(value) for name, value in values.items()})


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of one question: its line in the file (0 for an item of ours), its name, a code and values."""

    line: int
    name: str
    code: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Option:
    """A choice or the left side of a pair; `other` is the plain right side of a pair, `weight` None = not weighted."""

    text: Blocks
    feedback: Blocks = ()
    right: bool = False
    weight: Decimal | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that an answer is compared with: plain text, or a number, `7 ± 0.5` or `3..5`; weight 0 is a wrong one."""

    text: str
    weight: Decimal
    feedback: Blocks = ()
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `text` begins with the paragraph that asks, what follows it is the situation."""

    type: ItemType
    text: Blocks
    options: tuple[Option, ...] = ()
    typed: tuple[Typed, ...] = ()
    feedback: Blocks = ()
    scoring: Scoring = Scoring.EXACT
    id: str = ""
    pool: str = ""
    core: bool = False
    points: int = 1
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question, the line of its file where it begins, and what it is called there."""

    line: int
    name: str
    question: Question


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the questions that can be taken along, those that cannot, and what was left aside."""

    questions: tuple[Numbered, ...] = ()
    refused: tuple[Remark, ...] = ()
    left_aside: tuple[Remark, ...] = ()


def question_of(item: Item, language: str) -> Question:
    """An item in one of its languages as a question. Raises Unfit for HTML that stays at home."""
    return Question(
        type=item.type,
        text=(*blocks_of(item.question[language]), *blocks_of(item.situation[language])),
        options=(*(_option(item, at, one, language) for at, one in enumerate(item.choices)), *_spare(item, language)),
        typed=tuple(_typed(one, language) for one in item.answers),
        feedback=blocks_of(item.feedback[language]),
        scoring=item.scoring,
        id=item.id,
        pool=item.pool,
        core=item.core,
        points=item.points,
        sources=item.sources,
    )


def _spare(item: Item, language: str) -> Iterator[Option]:
    """The right sides that belong to no row."""
    for target in item.targets:
        if target.letter not in item.key:
            yield Option((), other=plain_text(blocks_of(target.text[language])))


def _option(item: Item, index: int, choice: Choice, language: str) -> Option:
    other = ""
    if item.type is ItemType.MATCHING:
        target = next(one for one in item.targets if one.letter == item.key[index])
        other = plain_text(blocks_of(target.text[language]))
    return Option(
        text=blocks_of(choice.text[language]),
        feedback=blocks_of(choice.feedback[language]),
        right=item.type is not ItemType.MATCHING and choice.letter in item.key,
        weight=choice.weight,
        other=other,
    )


def _typed(answer: AcceptedAnswer, language: str) -> Typed:
    weight = Decimal(0) if answer.kind == "wrong" else answer.weight
    return Typed(answer.text, weight, blocks_of(answer.feedback[language]), answer.low, answer.high)


def plain_text(blocks: Blocks) -> str:
    """The text of one paragraph without any markup, '' for nothing. Raises Refused G635."""
    if not blocks:
        return ""
    inside = blocks[0].inside
    if len(blocks) > 1 or blocks[0].name != "p" or len(inside) != 1 or not isinstance(inside[0], str):
        raise Refused("G635")
    return inside[0]


def order_matters(typed: Sequence[Typed]) -> bool:
    """Whether taking the first line that matches gives another credit than taking the best.

    Moodle takes the first; here the best line counts, and a wrong answer that is named beats a range around it.
    """
    spans = [(one.low, one.high, one.weight) for one in typed if one.low is not None and one.high is not None]
    return any(
        one[0] <= other[1] and other[0] <= one[1] and not _first_is_best(one, other)
        for at, one in enumerate(spans)
        for other in spans[at + 1 :]
    )


def _first_is_best(one: Span, other: Span) -> bool:
    """For two that meet: a wrong number beats a range around it, an accepted number beats a wrong range."""
    if bool(one[2]) is bool(other[2]):
        return one[2] >= other[2]
    accepted = one if one[2] else other
    return (accepted[0] == accepted[1]) is (accepted is one)


def is_weighted(typed: Sequence[Typed]) -> bool:
    """Whether some line gives more than nothing and less than everything."""
    return any(one.weight not in {0, FULL} for one in typed)


def short_name(text: str) -> str:
    """The beginning of a text, to name a question by."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= NAME_LENGTH else f"{line[: NAME_LENGTH - 1]}…"
