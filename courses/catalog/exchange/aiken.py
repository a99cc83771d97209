"""Aiken, the plainest format: a question in one line, choices A, B, C and so on, and the letter of the right one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Entry:
    """The lines of one question."""

    line: int
    asked: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None


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


def _entries(text: str) -> Iterator[Entry]:
    """The questions of a file; an `ANSWER:` ends one, and so does the next question."""
    entry: Entry | None = None
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.strip()
        if not line:
            continue
        m = CHOICE.fullmatch(line)
        if entry and entry.choices and not m and not ANSWER.fullmatch(line):
            yield entry
            entry = None
        entry = entry or Entry(number)
        if answer := ANSWER.fullmatch(line):
            entry.answer = answer[1].strip()
            yield entry
            entry = None
        elif m:
            entry.choices.append((m[1], m[2].strip()))
        else:
            entry.asked.append(line)
    if entry:
        yield entry


def _question(entry: Entry) -> Question:
    letters = "".join(letter for letter, _ in entry.choices)
    if len(entry.asked) > 1:
        raise Refused("G642")
    asked = plain("".join(entry.asked))
    if not asked:
        raise Refused("G617")
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
