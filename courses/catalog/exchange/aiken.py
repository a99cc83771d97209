"""Aiken, the plainest format: a question in one line, choices A, B, C and so on, and the letter of the right one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from string import ascii_uppercase

from courses.catalog.exchange.gift_writing import Written, joined
from courses.catalog.exchange.markup_trees import Unfit, blocks_of, plain
from courses.catalog.exchange.questions import (
    Numbered,
    Option,
    Question,
    Reading,
    Refused,
    Remark,
    plain_text,
    short_name,
)
from courses.catalog.items import Item
from courses.foundation.vocabulary import ItemType, Scoring

CHOICE = re.compile(r"([A-Z])[.)][ \t]+(\S.*)")
ANSWER = re.compile(r"ANSWER:\s*(.*)")
NEARLY = re.compile(r"\(?([A-Za-z])[.):．）：]\s*(.*)")
"""A choice that is written otherwise: a small letter, no blank behind it, other signs."""
INSTEAD = re.compile(r"(?:정답|답|answer)\s*[:：=]?\s*\(?[a-z][.)]*|\w+\s*[:：=]\s*\(?[a-z][.)]*", re.IGNORECASE)
"""The letter of the right choice behind another word than `ANSWER:`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `apart` when a blank one is in front of it."""

    number: int
    text: str
    apart: bool


@dataclass(slots=True)
class Entry:
    """The lines of one question; `nearly` and `instead` are what stands in place of a choice and of its answer."""

    line: int
    asked: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None
    nearly: str = ""
    instead: str = ""


def read_aiken(text: str) -> Reading:
    """Every question of a file, those that cannot be read by name."""
    questions: list[Numbered] = []
    refused: list[Remark] = []
    for entry in _entries(text.removeprefix("\ufeff")):
        name = short_name(" ".join(entry.asked))
        try:
            questions.append(Numbered(entry.line, name, _question(entry)))
        except Refused as error:
            refused.append(Remark(entry.line, name, error.code, error.values))
    return Reading(tuple(questions), tuple(refused))


def _lines(text: str) -> Iterator[Line]:
    apart = False
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.strip()
        if line:
            yield Line(number, line, apart)
        apart = not line


def _entries(text: str) -> Iterator[Entry]:
    """The questions of a file; an `ANSWER:` ends one, and so does the next question."""
    entry: Entry | None = None
    lines = list(_lines(text))
    for line, following in zip_longest(lines, lines[1:]):
        choice, answer = CHOICE.fullmatch(line.text), ANSWER.fullmatch(line.text)
        nearly = instead = None
        first = CHOICE.fullmatch(following.text) if following else None
        if entry and not (choice or answer or (first and first[1] == "A")):
            nearly = _next_choice(entry, line.text)
            instead = INSTEAD.fullmatch(line.text) if entry.choices and not nearly else None
        if entry and (line.apart or entry.choices) and not (choice or answer or nearly or instead):
            yield entry
            entry = None
        entry = entry or Entry(line.number)
        if m := choice or nearly:
            entry.choices.append((m[1].upper(), m[2].strip()))
            entry.nearly = entry.nearly or (line.text if nearly else "")
        elif answer or instead:
            entry.answer = answer[1].strip() if answer else None
            entry.instead = line.text if instead else ""
            yield entry
            entry = None
        else:
            entry.asked.append(line.text)
    if entry:
        yield entry


def _next_choice(entry: Entry, line: str) -> re.Match[str] | None:
    """The line as the choice that comes next, written otherwise."""
    m = NEARLY.fullmatch(line) if entry.asked else None
    return m if m and m[1].upper() == ascii_uppercase[len(entry.choices) : len(entry.choices) + 1] else None


def _question(entry: Entry) -> Question:
    letters = "".join(letter for letter, _ in entry.choices)
    if entry.nearly:
        raise Refused("G646", text=short_name(entry.nearly))
    if len(entry.asked) > 1:
        raise Refused("G642")
    asked = plain("".join(entry.asked))
    if not asked:
        raise Refused("G617")
    if entry.instead:
        raise Refused("G647", text=short_name(entry.instead))
    if entry.answer is None:
        raise Refused("G641")
    if len(letters) < 2:
        raise Refused("G606")
    if letters != ascii_uppercase[: len(letters)]:
        raise Refused("G644", text=letters)
    if len(entry.answer) != 1 or entry.answer not in letters:
        raise Refused("G643", text=entry.answer[:20])
    options = tuple(Option(plain(text), right=letter == entry.answer) for letter, text in entry.choices)
    return Question(ItemType.SINGLE, asked, options)


def write_aiken(items: Iterable[Item], language: str) -> Written:
    """An Aiken file of the items that fit; feedback has no place in it."""
    parts: list[str] = []
    refused: list[Remark] = []
    aside: list[Remark] = []
    for item in items:
        try:
            parts.append(aiken_of(item, language))
        except Refused as error:
            refused.append(Remark(0, item.id, error.code, error.values))
            continue
        if item.feedback[language] or any(one.feedback[language] for one in item.choices):
            aside.append(Remark(0, item.id, "G652"))
    return Written(joined(parts), len(parts), tuple(refused), tuple(aside))


def aiken_of(item: Item, language: str) -> str:
    """One question of an Aiken file. Raises Refused."""
    if language not in item.question:
        raise Refused("G639", language=language)
    fits = item.type in {ItemType.SINGLE, ItemType.TRUE_FALSE} and item.scoring is not Scoring.WEIGHTED
    if not fits or item.situation[language]:
        raise Refused("G645")
    try:
        asked, *choices = [
            plain_text(blocks_of(one[language])) for one in (item.question, *(c.text for c in item.choices))
        ]
    except (Refused, Unfit) as error:
        raise Refused("G645") from error
    if CHOICE.match(asked) or ANSWER.match(asked):
        raise Refused("G645")
    lines = [f"{letter}. {text}" for letter, text in zip(ascii_uppercase, choices, strict=False)]
    right = ascii_uppercase[[one.letter for one in item.choices].index(item.key)]
    return "\n".join([asked, *lines, f"ANSWER: {right}"])
