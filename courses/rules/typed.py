"""What a learner typed against the answer lines of a short-text or number item."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from courses.catalog.items import AcceptedAnswer, Item
from courses.foundation.vocabulary import ItemType

NEAR_FROM_JAMO = 6
"""An accepted answer shorter than this many jamo is compared exactly: one edit would turn it into another word."""

NUMBER = re.compile(r"[+-]?\s*(?:(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+)")
PLAIN = str.maketrans(
    {full_width: chr(full_width - 0xFEE0) for full_width in range(0xFF01, 0xFF5F)}
    | dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFE63], "-")
)
"""Full-width signs and the dashes that keyboards put for a minus; NFKC would also read 7\u00b2 as 72."""


FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Hangul fillers: letters to Unicode, nothing to the eye."""


def seen(text: str) -> str:
    """Text without the signs that nobody sees and that keyboards and clipboards leave.

    Those are marks of direction and joining, soft hyphens, variation selectors and fillers.
    """
    return "".join(one for one in text if not _is_unseen(one))


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f" or sign in FILLERS


def fold(text: str) -> str:
    """Text as it is compared: what is seen, NFKC, case folded, runs of white space as one space, none at the ends."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen(text)).casefold())
    return " ".join(folded.split())


def jamo(text: str) -> str:
    """Folded text taken apart into the letters that were typed (NFD), so that 학 is three of them."""
    return unicodedata.normalize("NFD", fold(text))


def within_one_edit(one: str, other: str) -> bool:
    """Whether at most one sign was put in, left out or replaced (Levenshtein distance at most 1)."""
    shorter, longer = sorted((one, other), key=len)
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    rest_of_longer = longer[same + 1 :]
    if len(longer) == len(shorter):
        return rest_of_longer == shorter[same + 1 :]
    return rest_of_longer == shorter[same:]


def parse_number(text: str) -> Decimal | None:
    """A typed number, exact, or None for anything else.

    Read are full-width digits, a sign with or without space behind it, a decimal point, also at the end, and commas at
    the thousands; not read are units, exponents, infinities and commas or space anywhere else, because a guess at what
    was meant would be a guess at somebody's score.
    """
    written = seen(text).strip().translate(PLAIN)
    if not NUMBER.fullmatch(written):
        return None
    return Decimal("".join(written.replace(",", "").split()))


def best_match(item: Item, answer: str) -> AcceptedAnswer | None:
    """The line of the item that the typed answer meets, or None.

    The highest weight wins, the earlier line among equals. A line for a wrong answer (`!=`) is stronger than `~` and
    than a range around it, since its author meant this very answer, but not than the same answer accepted elsewhere.
    """
    if item.type is ItemType.NUMBER:
        number = parse_number(answer)
        return None if number is None else _best(item, lambda line: _holds(line, number))
    written = fold(answer)
    return _best(item, lambda line: fold(line.text) == written or (line.kind == "near" and _is_near(line, answer)))


def _best(item: Item, meets: Callable[[AcceptedAnswer], bool]) -> AcceptedAnswer | None:
    met = [line for line in item.answers if meets(line)]
    named_wrong = [line for line in met if line.kind == "wrong"]
    accepted_as_such = any(_is_point(line) for line in met)
    among = named_wrong if named_wrong and not accepted_as_such else met
    return max(among, key=lambda line: line.weight, default=None)


def _is_point(line: AcceptedAnswer) -> bool:
    return line.kind == "exact" or (line.kind == "range" and line.low == line.high)


def _is_near(line: AcceptedAnswer, answer: str) -> bool:
    wanted = jamo(line.text)
    return len(wanted) >= NEAR_FROM_JAMO and within_one_edit(wanted, jamo(answer))


def _holds(line: AcceptedAnswer, number: Decimal) -> bool:
    if line.low is None and line.high is None:
        return parse_number(line.text) == number
    return (line.low is None or line.low <= number) and (line.high is None or number <= line.high)
