"""Which choice of today an older version's letter stands for: letters mean something only inside one stored version."""

from collections.abc import Mapping, Sequence

from courses.catalog.items import Choice, Item
from courses.foundation.vocabulary import LANGUAGES, ItemType

CHOSEN = frozenset({ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE})
"""Types whose answers are letters of choices that are counted."""


def letters_now(then: Item, now: Item) -> Mapping[str, str] | None:
    """The letter that each choice of an older version has in the newest one; None where they are not the same choices.

    Choices are the same by their ids, whatever they say and wherever they stand. Without ids (which versions stored
    long ago lack) they are the same by their text. Their place alone tells nothing: they may have been put in another
    order and reworded at once.
    """
    for names in (_ids, _texts):
        before, after = names(then.choices), names(now.choices)
        if all(after) and len(set(after)) == len(after) and sorted(before) == sorted(after):
            letters = dict(zip(after, (choice.letter for choice in now.choices), strict=True))
            return {choice.letter: letters[name] for choice, name in zip(then.choices, before, strict=True)}
    return None


def _ids(choices: Sequence[Choice]) -> list[str]:
    return [choice.id for choice in choices]


def _texts(choices: Sequence[Choice]) -> list[str]:
    """The Korean ones where there are any, so that a translation into another language changes nothing."""
    return [next((str(choice.text[one]) for one in LANGUAGES if one in choice.text), "") for choice in choices]
