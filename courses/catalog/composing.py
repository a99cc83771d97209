"""One way of writing each sign, so that texts can be compared: a Mac may write a syllable as the letters in it."""

import re
import unicodedata

PILE = re.compile(r"[^\w\x00-\x7f]{32}")
"""Signs in a row of which none is a letter; where each is a mark on the one before, their order takes ever longer."""


def composed(text: str) -> str:
    """The text in Unicode's form NFC, line by line the same; a line with a pile of marks stays as it is.

    The time is in proportion to the text: sorting 64,000 marks on one letter would take a dozen seconds.
    """
    return text if text.isascii() else "\n".join(map(_composed, text.split("\n")))


def _composed(line: str) -> str:
    if any(all(map(unicodedata.combining, pile)) for pile in PILE.findall(line)):
        return line
    return unicodedata.normalize("NFC", line)
