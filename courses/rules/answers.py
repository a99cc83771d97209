"""What a browser sent for an item, in the one form in which answers are stored, or refused."""

import unicodedata
from collections.abc import Sequence

from courses.catalog.items import Item
from courses.foundation.vocabulary import ItemType
from courses.rules.typed import parse_number

LONGEST_TEXT = 500
"""Signs a typed answer may have."""

OPEN_ROW = "-"
"""Stands in a matching answer for a row that was left open, in an ordering one for a place that is not filled yet."""

TYPED = frozenset({ItemType.SHORT_TEXT, ItemType.NUMBER})


class BadAnswer(ValueError):
    """An answer that this item cannot have, whoever sent it.

    `code` is one of unknown_letter, letter_twice, too_many_letters, wrong_number_of_rows, too_many_texts, too_long,
    control_character, off_the_scale; `values` goes into the sentence shown for it.
    """

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def tidy_answer(item: Item, sent: str | Sequence[str]) -> str:
    """The stored form of what was sent for this item: one text, or the values of a form field in their order.

    Letters may come one a value or several in one; order counts for ordering (letters at their places, '-' for a place
    that is not filled) and matching (one value a row in the rows' original order, '' or '-' for an open one), not for
    multiple choice. Nothing sent is ''.
    What comes back is taken unchanged when sent again. Raises BadAnswer.
    """
    values = [sent] if isinstance(sent, str) else list(sent)
    match item.type:
        case ItemType.SHORT_TEXT | ItemType.NUMBER:
            return _tidy_text(values)
        case ItemType.SCALE:
            return _tidy_mark(item, values)
        case ItemType.MATCHING:
            return _tidy_rows(item, values)
        case ItemType.ORDERING:
            return _tidy_places(item, values)
        case _:
            return _tidy_letters(item, values)


def is_complete(item: Item, answer: str) -> bool:
    """Whether a stored answer leaves nothing of the item open; a number that cannot be read is not an answer."""
    match item.type:
        case ItemType.NUMBER:
            return parse_number(answer) is not None
        case ItemType.MATCHING:
            return len(answer) == len(item.choices) and OPEN_ROW not in answer
        case ItemType.ORDERING:
            return len(answer) == len(item.choices) and OPEN_ROW not in answer
        case _:
            return answer != ""


def _tidy_text(values: list[str]) -> str:
    if len(values) > 1:
        raise BadAnswer("too_many_texts")
    text = unicodedata.normalize("NFC", " ".join("".join(values).split()))
    if len(text) > LONGEST_TEXT:
        raise BadAnswer("too_long", most=LONGEST_TEXT, length=len(text))
    # NUL cannot be stored in PostgreSQL and a lone surrogate in no database.
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
        raise BadAnswer("control_character")
    return text


def _tidy_mark(item: Item, values: list[str]) -> str:
    mark = "".join(values).strip()
    if mark and mark not in {str(step) for step in range(1, item.points_on_scale + 1)}:
        raise BadAnswer("off_the_scale", most=item.points_on_scale)
    return mark


def _tidy_rows(item: Item, values: list[str]) -> str:
    rows = "".join(value.strip() or OPEN_ROW for value in values) if len(values) > 1 else "".join(values).strip()
    if not rows.strip(OPEN_ROW):
        return ""
    if len(rows) != len(item.choices):
        raise BadAnswer("wrong_number_of_rows", rows=len(item.choices))
    _check_known(rows.replace(OPEN_ROW, ""), {target.letter for target in item.targets})
    return rows


def _tidy_letters(item: Item, values: list[str]) -> str:
    letters = "".join(value.strip() for value in values)
    _check_known(letters, {choice.letter for choice in item.choices})
    if len(set(letters)) < len(letters):
        raise BadAnswer("letter_twice")
    if item.type is not ItemType.MULTIPLE and len(letters) > 1:
        raise BadAnswer("too_many_letters")
    return "".join(sorted(letters))


def _tidy_places(item: Item, values: list[str]) -> str:
    places = "".join(value.strip() for value in values).rstrip(OPEN_ROW)
    letters = places.replace(OPEN_ROW, "")
    _check_known(letters, {choice.letter for choice in item.choices})
    if len(set(letters)) < len(letters):
        raise BadAnswer("letter_twice")
    if len(places) > len(item.choices):
        raise BadAnswer("too_many_letters")
    return places


def _check_known(letters: str, known: set[str]) -> None:
    unknown = [letter for letter in letters if letter not in known]
    if unknown:
        raise BadAnswer("unknown_letter", letter=unknown[0])
