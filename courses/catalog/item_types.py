"""From scanned lines to an item's type, key and accepted answers; everything that is the same in all languages."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase

from courses.catalog.doubles import same_choices
from courses.catalog.item_names import named
from courses.catalog.lookalikes import folded
from courses.catalog.pages import Faults
from courses.catalog.scanner import RawChoice, RawItem
from courses.catalog.units import check_units
from courses.foundation.vocabulary import ItemType, Scoring

LETTERS = ascii_lowercase
KEYS = frozenset({"pool", "points", "type", "answer", "scoring", "scale"})
MARKS = frozenset({"core"})
SURVEY_MARKS = MARKS | {"pre", "post", "follow-up"}
UNSIGNED = r"(?:\d{1,15}(?:\.\d{1,15})?|\.\d{1,15})"
NUMBER = rf"[+-]?{UNSIGNED}"
TOLERANCE = re.compile(rf"({NUMBER})(?:\s*(?:±|\+/-)\s*(\+?{UNSIGNED}))?")
SPAN = re.compile(rf"({NUMBER})\s*\.\.(?!\.)\s*({NUMBER})")
LIKE_SPAN = re.compile(r"\A(?=.*[±∓])(?=.*\d)|\d ?\+ ?/? ?-|\+/?- ?\d|\d ?\.\.|\.\.\d|\d ?[^\W\d]{1,2} ?\.\.+ ?\d")
"""A tolerance or a range, read or not, in a text of single blanks."""
LIKE_RANGE = re.compile(rf"{NUMBER}\s*[~∼〜]\s*{NUMBER}\s*[가-힣%]{{0,2}}")
FROM_TO = re.compile(rf"(?!0\d)({UNSIGNED})\s*-\s*(?!0\d)({UNSIGNED})")
"""A range where the second number is the greater one; a year and a month, or a telephone number, is none."""
WEIGHT = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,5})?")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NEAR_FROM = 6
WHOLE = Decimal("99.995")
"""Percent that round to a hundred: three times 33.33333 is all there is."""
FULL = Decimal(100)
NONE = Decimal(0)
SCORINGS: Mapping[ItemType, tuple[Scoring, ...]] = {
    ItemType.SINGLE: (Scoring.EXACT,),
    ItemType.TRUE_FALSE: (Scoring.EXACT,),
    ItemType.MULTIPLE: (Scoring.PROPORTIONAL, Scoring.EXACT, Scoring.PER_CHOICE),
    ItemType.SHORT_TEXT: (Scoring.EXACT,),
    ItemType.NUMBER: (Scoring.EXACT,),
    ItemType.MATCHING: (Scoring.PER_PAIR, Scoring.EXACT),
    ItemType.ORDERING: (Scoring.PER_ADJACENT_PAIR, Scoring.EXACT),
    ItemType.SCALE: (Scoring.EXACT,),
}
"""The scorings of each type, its default first."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer line without its feedback; see `AcceptedAnswer`."""

    kind: str
    text: str
    low: Decimal | None
    high: Decimal | None
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Shape:
    """What an item is, whatever its language; `weights` holds one for each choice, or none."""

    type: ItemType
    scoring: Scoring
    points: int
    key: str
    weights: tuple[Decimal, ...]
    answers: tuple[Accepted, ...]
    targets: tuple[str, ...]
    scale: int


def jamo(text: str) -> int:
    """How many letters a text has once Korean syllables are taken apart, white space aside."""
    return len("".join(unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text)).split()))


def shape_of(item: RawItem, faults: Faults, survey: bool = False) -> Shape | None:
    """Decide type, key and answers of an item; None, with the reasons noted, when it cannot be asked."""
    before = len(faults.found)
    _check_heading(item, SURVEY_MARKS if survey else MARKS, faults)
    same_choices(item, faults)
    weights = _weights(item.choices, faults)
    points = _whole(item, "points", 1, 100, faults)
    if len(item.choices) + len(item.rows) + len(item.steps) > len(LETTERS):
        faults.add("I215", item.line, item.column, most=len(LETTERS))
    kind = _type_of(item, faults)
    if kind is None:
        return None
    marked = [choice.mark == "x" for choice in item.choices]
    answers = _answers(item, kind, faults)
    targets = tuple(dict.fromkeys(row.other for row in item.rows))
    scale = _whole(item, "scale", 0, 10, faults) if kind is ItemType.SCALE else 0
    if kind is ItemType.SCALE and not survey:
        faults.add("I214", item.line, item.attributes.column)
    weighted = bool(weights) or any(one.kind != "wrong" and one.weight != FULL for one in answers)
    scoring = _scoring(item, kind, weighted, faults)
    key = _key(item, kind, marked, weights, targets)
    _check_right(item, kind, key, answers, faults)
    _check_worth(item, key, weights, answers, faults)
    refused = len(faults.found) > before
    check_units(item, faults)
    if refused:
        return None
    return Shape(kind, scoring, points, key, weights, answers, targets, scale)


def _check_heading(item: RawItem, marks: frozenset[str], faults: Faults) -> None:
    attributes = item.attributes
    if not attributes.id:
        faults.add("I201", item.line, item.column)
    elif not SLUG.fullmatch(attributes.id):
        faults.add("I228", item.line, attributes.column, id=attributes.id[:40])
    if unknown := sorted({*attributes.values} - KEYS) + sorted(attributes.marks - marks):
        faults.add("I207", item.line, attributes.column, text=", ".join(unknown))
    named = [choice for choice in (*item.choices, *item.steps) if choice.attributes.id]
    if named and len(named) != len(item.choices) + len(item.steps):
        faults.add("I216", item.line, item.column)
    for choice in (*item.choices, *item.answers, *item.steps):
        if unknown := sorted({*choice.attributes.values} - {"weight"}) + sorted(choice.attributes.marks):
            faults.add("I207", choice.line, choice.attributes.column, text=", ".join(unknown))


def _type_of(item: RawItem, faults: Faults) -> ItemType | None:
    """The type that the parts of an item amount to; `type=` may only make it narrower."""
    values = item.attributes.values
    asked = values.get("type", "")
    allowed: tuple[ItemType, ...]
    if "scale" in values:
        allowed = (ItemType.SCALE,)
    elif "answer" in values:
        allowed = (ItemType.TRUE_FALSE,)
    elif item.choices:
        several = sum(choice.mark == "x" for choice in item.choices) > 1 or (
            "x" not in {choice.mark for choice in item.choices}
            and any("weight" in one.attributes.values for one in item.choices)
        )
        allowed = (ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE)
        allowed = (ItemType.MULTIPLE, ItemType.SINGLE) if several else allowed
    elif item.answers:
        numeric = all(_number(one.text.text) for one in item.answers if one.mark != "~")
        numeric = numeric and any(one.mark == "=" for one in item.answers)
        # an answer that is no number is told where it stands, not that the item is of another type
        numeric = numeric or asked == ItemType.NUMBER or (not asked and _has_range(item))
        allowed = (ItemType.NUMBER, ItemType.SHORT_TEXT) if numeric else (ItemType.SHORT_TEXT,)
    elif item.rows:
        allowed = (ItemType.MATCHING,)
    elif item.steps:
        allowed = (ItemType.ORDERING,)
    else:
        faults.add("I202", item.line, item.column, item=named(item))
        return None
    mixed = sum(map(bool, (item.choices, item.answers, item.rows, item.steps, "answer" in values, "scale" in values)))
    if mixed > 1 or (asked and asked not in allowed):
        faults.add("I224", item.line, item.attributes.column, text=asked or allowed[0])
        return None
    return ItemType(asked) if asked else allowed[0]


def _weights(choices: list[RawChoice], faults: Faults) -> tuple[Decimal, ...]:
    """Percent for each choice when any of them carries a weight; one without is 100 when marked, else 0."""
    if not any("weight" in choice.attributes.values for choice in choices):
        return ()
    return tuple(_weight(choice, FULL if choice.mark == "x" else NONE, faults) for choice in choices)


def _weight(choice: RawChoice, otherwise: Decimal, faults: Faults) -> Decimal:
    written = choice.attributes.values.get("weight")
    if written is None:
        return otherwise
    if not WEIGHT.fullmatch(written) or abs(Decimal(written)) > FULL:
        faults.add("I222", choice.line, choice.attributes.column, text=written[:20])
        return otherwise
    return Decimal(written)


def _number(text: str) -> tuple[Decimal, Decimal] | None:
    """The range that a number, `7 ± 0.5` or `3..5` accepts."""
    plain = _plain(text)
    if m := SPAN.fullmatch(plain):
        return Decimal(m[1]), Decimal(m[2])
    if m := TOLERANCE.fullmatch(plain):
        middle, either = Decimal(m[1]), Decimal(m[2] or 0)
        return middle - either, middle + either
    return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())


def _has_range(item: RawItem) -> bool:
    """Whether an answer is a range or a tolerance: then the others are numbers too."""
    return any(like_span(one.text.text) and _number(one.text.text) for one in item.answers)


def like_span(text: str) -> bool:
    """Whether an answer has the look of a range or a tolerance, whether it can be read or not."""
    return LIKE_SPAN.search(_plain(text)) is not None


def unreadable(text: str, mark: str) -> bool:
    """Whether an answer was meant as a range or a tolerance and is none: nobody would type it."""
    plain = folded(text)
    ends = FROM_TO.fullmatch(plain)
    ranged = LIKE_RANGE.fullmatch(plain) or (ends and Decimal(ends[1]) < Decimal(ends[2]))
    like = like_span(text) or (mark == "=" and bool(ranged))
    return like and _number(text) is None


def _answers(item: RawItem, kind: ItemType, faults: Faults) -> tuple[Accepted, ...]:
    accepted = []
    for one in item.answers:
        text = one.text.text
        span = _number(text) if kind is ItemType.NUMBER else None
        name = {"!=": "wrong", "~": "near"}.get(one.mark, "range" if span else "exact")
        weight = _weight(one, NONE if name == "wrong" else FULL, faults)
        meant = "type" not in item.attributes.values and unreadable(text, one.mark)
        if meant or (kind is ItemType.NUMBER and (not span or name == "near")):
            faults.add("I210", one.line, one.column, text=text[:40])
        elif name == "near" and jamo(text) < NEAR_FROM:
            faults.add("I211", one.line, one.column, text=text, least=NEAR_FROM)
        if span and span[0] > span[1]:
            faults.add("I212", one.line, one.column, text=text[:40])
        low, high = span or (None, None)
        accepted.append(Accepted(name, text, low, high, weight))
    return tuple(accepted)


def _scoring(item: RawItem, kind: ItemType, weighted: bool, faults: Faults) -> Scoring:
    asked = item.attributes.values.get("scoring", "")
    allowed = (Scoring.WEIGHTED,) if weighted else SCORINGS[kind]
    if asked and asked not in allowed:
        faults.add("I224", item.line, item.attributes.column, text=asked)
        return allowed[0]
    return Scoring(asked) if asked else allowed[0]


def _whole(item: RawItem, name: str, otherwise: int, most: int, faults: Faults) -> int:
    written = item.attributes.values.get(name, str(otherwise))
    least = 2 if name == "scale" else 1
    if not re.fullmatch(r"[0-9]{1,4}", written) or not least <= int(written) <= most:
        values = {"key": name, "text": written[:20], "least": least, "most": most}
        faults.add("I223", item.line, item.attributes.column, **values)
        return otherwise
    return int(written)


def _key(
    item: RawItem, kind: ItemType, marked: list[bool], weights: tuple[Decimal, ...], targets: tuple[str, ...]
) -> str:
    if kind is ItemType.TRUE_FALSE and not item.choices:
        return "a" if item.attributes.values.get("answer") == "true" else "b"
    if kind is ItemType.MATCHING:
        return "".join(LETTERS[targets.index(row.other) % 26] for row in item.rows if row.text.text)
    if kind is ItemType.ORDERING:
        return LETTERS[: len(item.steps)]
    if weights and not any(marked):
        marked = [weight > 0 for weight in weights]
        if kind is ItemType.SINGLE:
            marked = [index == weights.index(max(weights)) and max(weights) > 0 for index in range(len(weights))]
    return "".join(letter for letter, right in zip(LETTERS, marked, strict=False) if right)


def _check_right(item: RawItem, kind: ItemType, key: str, answers: tuple[Accepted, ...], faults: Faults) -> None:
    """Every item has a right answer, enough to choose from, and not more right choices than its type allows."""
    if kind is ItemType.TRUE_FALSE:
        if item.choices and len(item.choices) != 2:
            faults.add("I224", item.line, item.attributes.column, text=kind)
        elif not item.choices and item.attributes.values["answer"] not in {"true", "false"}:
            faults.add("I227", item.line, item.attributes.column, text=item.attributes.values["answer"][:20])
    several = [one for one in (item.choices, item.rows, item.steps) if one]
    if several and len(several[0]) < 2:
        faults.add("I209", item.line, item.column, item=named(item))
    typed = kind in {ItemType.SHORT_TEXT, ItemType.NUMBER}
    right = any(one.kind != "wrong" and one.weight > 0 for one in answers) if typed else bool(key)
    if not right and kind is not ItemType.SCALE:
        faults.add("I202", item.line, item.column, item=named(item))
    if kind in {ItemType.SINGLE, ItemType.TRUE_FALSE} and sum(choice.mark == "x" for choice in item.choices) > 1:
        faults.add("I224", item.line, item.attributes.column, text=kind)


def _check_worth(
    item: RawItem, key: str, weights: tuple[Decimal, ...], answers: tuple[Accepted, ...], faults: Faults
) -> None:
    """Whoever gives the right answer, all of it, gets all the points."""
    if weights:
        worth = (
            [sum((weight for letter, weight in zip(LETTERS, weights, strict=False) if letter in key), NONE)]
            if key
            else []
        )
    else:
        worth = [one.weight for one in answers if one.kind != "wrong" and one.weight > 0]
    if worth and max(worth) < WHOLE:
        faults.add("I233", item.line, item.column, item=named(item), percent=f"{max(worth):f}")
