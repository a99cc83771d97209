"""Names for what comes from elsewhere: addresses that stay the same, titles, and the anchors other programs make."""

import hashlib
import re
import unicodedata
from collections.abc import Container
from html import unescape
from pathlib import PurePosixPath

from courses.catalog.plan import RESERVED
from courses.catalog.telephones import numbers

LONGEST_SLUG = 50
LONGEST_TITLE = 160
FIRST_HANGUL, LAST_HANGUL = 0xAC00, 0xD7A3
INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)  # fmt: skip
FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
)  # fmt: skip
NUMBER = re.compile(r"^\d{1,4}(?:\.\d{1,3})*[-_. )]+(?=\D)")
OTHER = re.compile(r"[^a-z0-9]+")
SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")
LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
SIGNS = re.compile(r"\\(?=[!-/:-@\[-`{-~])|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|[*`]|~~")
BRACES = re.compile(r"\s*\{[^{}]*\}\s*$")
EXPLICIT = re.compile(r"\{[^{}]*#([^\s{}]+)[^{}]*\}\s*$")
NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
NATURAL = re.compile(r"(\d+)")


def slug(text: str, path: str) -> str:
    """A lawful address for a name: Hangul romanised, a number in front left out; else one made from the path."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_Romanised()))
    folded = "".join(sign for sign in folded if not unicodedata.combining(sign))
    made = OTHER.sub("-", NUMBER.sub("", folded).lower()).strip("-")[:LONGEST_SLUG].strip("-")
    if not made or any(numbers(f"01-{made}")) or any(numbers(f"001-{made}")):
        # twelve letters of a digest without digits in a row, lest they be taken for a number to call
        made = "p-" + hashlib.sha256(path.encode("utf-8", "replace")).hexdigest()[:12].translate(_LETTERS)
    return f"{made}-page" if made in RESERVED else made


_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class _Romanised(dict[int, str]):
    """Each Hangul syllable in Latin letters, near enough to recognise a name by."""

    def __missing__(self, code: int) -> str:
        if not FIRST_HANGUL <= code <= LAST_HANGUL:
            return chr(code)
        rest, final = divmod(code - FIRST_HANGUL, 28)
        initial, vowel = divmod(rest, 21)
        return INITIALS[initial] + VOWELS[vowel] + FINALS[final]


def free(wanted: str, taken: Container[str]) -> str:
    """The name, or the first of `name-2`, `name-3` … that is not taken."""
    number, one = 1, wanted
    while one in taken:
        number += 1
        one = f"{wanted}-{number}"
    return one


def plain(text: str) -> str:
    """A line of Markdown as the words a reader sees, near enough for titles."""
    for _ in range(2):
        text = LINK.sub(r"\1", text)
    text = SIGNS.sub("", TAG.sub("", BRACES.sub("", text)))
    return SPACE.sub(" ", unescape(text)).strip()


def title(text: str, otherwise: str) -> str:
    """A title of lawful length; the other one when nothing is left."""
    found = plain(text)
    return (
        found if len(found) <= LONGEST_TITLE and found else (found[: LONGEST_TITLE - 1] + "…" if found else otherwise)
    )


def worded(path: PurePosixPath) -> str:
    """The name of a file or folder as a title."""
    words = SPACE.sub(" ", re.sub(r"[-_]+", " ", NUMBER.sub("", path.stem if path.suffix == ".md" else path.name)))
    return (words[:1].upper() + words[1:]).strip()[:LONGEST_TITLE] or "…"


def anchor(text: str) -> str:
    """The name by which other programs link to a heading: the one written, else the one they make of its words."""
    if m := EXPLICIT.search(text):
        return m[1]
    return NOT_IN_ANCHOR.sub("", plain(text).lower()).strip().replace(" ", "-")


def identifier(name: str) -> str:
    """An anchor as an id that we accept."""
    made = re.sub(r"[^\w-]", "-", name)
    return made if re.match(r"[A-Za-z]", made) else f"h-{made}"


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts 2 before 10, and numbers before names."""
    parts = filter(None, NATURAL.split(text.casefold()))
    return tuple((int(one[:15]), "") if one.isdecimal() else (10**15, one) for one in parts)
