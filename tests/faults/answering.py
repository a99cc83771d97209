"""Answers to an item of any type, made from the page that asks it: what a browser sends, and what must be kept of it.

A page names rows, steps and targets by the number at which it shows them. Which letter that is, is found by their
words here, not by the seed of the attempt, so that a mistake in drawing does not hide itself.
"""

import html
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bench.people import right_answer
from courses.catalog.items import Choice, Item
from courses.foundation.vocabulary import ItemType

LETTER = re.compile(r'<input type="(?:radio|checkbox)" name="answer" value="(\w)"')
ROW = re.compile(r'<label for="(?:row|place)-(\d+)">(.*?)</label>', re.DOTALL)
SELECT = re.compile(r"<select.*?</select>", re.DOTALL)
OPTION = re.compile(r'<option value="(\d+)"[^>]*>(.*?)</option>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LANGUAGE = "ko"
TYPED = (
    "먼저 물어봅니다",
    "싫다고 하면 멈춥니다 — 그리고 곁에 섭니다",
    '‘괜찮아?’ 하고 묻고 <기다린다> & "듣는다"',
    "100% 동의 + 확인 = 존중; 'no' -- 아니오",
    "띄어쓰기없이쓴답👍",
)
"""What learners type: Hangul, and signs that a form, a page or a statement could stumble over."""
NUMBERS = ("3", "3.5", "1,000", "-7", "0.125")
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: the fields of the form, and the answer as it is stored."""

    fields: Fields
    stored: str


def answers(item: Item, page: str, chance: random.Random, *, right: bool) -> tuple[Given, Given]:
    """A first thought, and the answer that is meant: the right one, or a guess.

    Raises LookupError for a page that does not ask the item.
    """
    first, meant = _guess(item, chance), right_answer(item) if right else _guess(item, chance)
    return Given(fields_of(item, page, first), first), Given(fields_of(item, page, meant), meant)


def fields_of(item: Item, page: str, answer: str) -> Fields:
    """The fields in which the page sends this stored answer. Raises LookupError where it asks something else."""
    if not item.choices:
        if 'id="typed" name="answer"' not in page:
            raise LookupError(item.id)
        return [("answer", answer)]
    if item.type is ItemType.MATCHING:
        rows, targets = _shown(item.choices, ROW.findall(page)), _shown(item.targets, _options(page))
        chosen = dict(zip((row.letter for row in item.choices), answer, strict=True))
        numbers = {letter: number for number, letter in targets.items()}
        return [(f"row-{number}", numbers.get(chosen[letter], "")) for number, letter in rows.items()]
    if item.type is ItemType.ORDERING:
        steps = _shown(item.choices, ROW.findall(page))
        return [(f"place-{number}", str(answer.index(letter) + 1)) for number, letter in steps.items()]
    if sorted(LETTER.findall(page)) != [one.letter for one in item.choices]:
        raise LookupError(item.id)
    return [("answer", letter) for letter in answer]


def _guess(item: Item, chance: random.Random) -> str:
    letters = [one.letter for one in item.choices]
    match item.type:
        case ItemType.SHORT_TEXT:
            return f"{chance.choice(TYPED)} {chance.randrange(10**6)}"
        case ItemType.NUMBER:
            return chance.choice(NUMBERS)
        case ItemType.MATCHING:
            given = [chance.choice(["-", *(one.letter for one in item.targets)]) for _ in letters]
            return "".join([item.targets[0].letter, *given[1:]])
        case ItemType.ORDERING:
            return "".join(chance.sample(letters, len(letters)))
        case ItemType.MULTIPLE:
            return "".join(sorted(chance.sample(letters, chance.randint(1, len(letters)))))
        case _:
            return chance.choice(letters)


def _shown(known: Sequence[Choice], seen: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Letters by the number at which the page shows them. Raises LookupError where not all of them are there."""
    letters = {_words(one.text[LANGUAGE]): one.letter for one in known}
    shown = {number: letters[_words(text)] for number, text in seen}
    if sorted(shown.values()) != sorted(letters.values()):
        raise LookupError(str(seen))
    return shown


def _options(page: str) -> list[tuple[str, str]]:
    """The targets that the first row offers."""
    found = SELECT.search(page)
    return OPTION.findall(found[0]) if found else []


def _words(text: str) -> str:
    return " ".join(html.unescape(TAG.sub("", text)).split())
