"""Line numbers left in rendered text, so that what is said of a line can stand where it is read; for previews only."""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Code points that are no characters: no text has them, because an author's are replaced before it is rendered."""
TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>|([^<]+)')
"""A tag (the slash that closes, its name, its attributes) or a text of what was sanitised."""
NUMBER = re.compile(f"{OPEN}([0-9]{{1,6}}){CLOSE}")
NOTHING_ELSE = re.compile(f"<p>(?:{OPEN}[0-9]{{1,6}}{CLOSE})+</p>\\s*")
"""The place of a block that could not be written."""
MARKED = re.compile(f'{NOTHING_ELSE.pattern}|(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)|{OPEN}[0-9]{{1,6}}{CLOSE}')
STRUCTURE = re.compile(r" *(?:> ?|[-*+] +|\d+[.)] +|#{1,6} +|: +|\[\^[^\]]+\]: *|\| *| )*")
BEGINS = re.compile(r"\s*(?:> ?)*(?:[-*+] |\d+[.)] |#{1,6} |: |\[\^|\|)")
NO_WORDS = re.compile(r"[-=|: *_]*|\{:.*|\[[^\]]+\]:.*")
BOX = re.compile(
    r"</?(?:address|article|aside|blockquote|center|d[dlt]|details|dialog|div|fieldset|figure|footer|form|h[1-6]|header|"
    r"hr|iframe|li|main|nav|object|ol|p|pre|script|section|style|table|t[dhr]|ul|video)\b",
    re.IGNORECASE,
)
"""HTML that is no part of a paragraph; its number has one of its own."""
FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
SPACE = re.compile(r"\s+")
TRIES = 40
"""How often a text is converted to find the numbers that change it; what is not decided by then goes without."""
Rows = Sequence[tuple[int, str]]
Convert = Callable[[Rows], str]


class Unnumbered:
    """How texts are published."""

    def at(self, number: int) -> Markup:  # noqa: ARG002 - the other way of writing needs it
        """Nothing."""
        return Markup("")

    def rendered(self, rows: Rows, convert: Convert) -> str:
        """What `convert` makes of these lines."""
        return convert(rows)


class Numbered(Unnumbered):
    """How texts are previewed: the number of its line stands before each paragraph, heading, point and row."""

    def at(self, number: int) -> Markup:
        """The number as it is left in a text."""
        return Markup(f"{OPEN}{number}{CLOSE}")  # noqa: S704 - a number between two code points

    def rendered(self, rows: Rows, convert: Convert) -> str:
        """What `convert` makes of these lines with their numbers; a number that changes anything else is left out.

        `rows` are lines with their number in the file, 0 for those that no author wrote.
        """
        plain = convert(rows)
        wanted = _words(plain)
        tried: dict[frozenset[int], str] = {}
        starts = dict(_starts(rows))

        def fits(chosen: Sequence[int]) -> bool:
            if len(tried) >= TRIES:
                return False
            numbered = list(rows)
            for at in chosen:
                number, column = starts[at]
                own, row = rows[at]
                gap = "\n\n" if BOX.match(row) else ""
                numbered[at] = own, f"{row[:column]}{self.at(number)}{gap}{row[column:]}"
            html = tried[frozenset(chosen)] = convert(numbered)
            return _words(html) == wanted

        kept = _most(list(starts), fits)
        return tried[frozenset(kept)] if kept else plain


UNNUMBERED = Unnumbered()
NUMBERED = Numbered()


def bare(text: str) -> Markup:
    """A text without its numbers; no tag is changed, so that no address becomes another than was sanitised."""
    return Markup(MARKED.sub(r"\1", str(text)))  # noqa: S704 - what was sanitised, with less in it


def _words(html: str) -> str:
    return SPACE.sub("", NUMBER.sub("", NOTHING_ELSE.sub("", html)))


def _most(starts: list[int], fits: Callable[[Sequence[int]], bool]) -> list[int]:
    """As many of these as fit together: all, or the most of each half."""
    if not starts or fits(starts):
        return starts
    if len(starts) == 1:
        return []
    half = len(starts) // 2
    first, second = _most(starts[:half], fits), _most(starts[half:], fits)
    both = first + second
    return both if first and second and fits(both) else first or second


def _starts(rows: Rows) -> list[tuple[int, tuple[int, int]]]:
    """By index of a line: the number that goes there, and the column behind which it goes."""
    found: list[tuple[int, tuple[int, int]]] = []
    fence = opened = 0
    before = ""
    for at, (number, row) in enumerate(rows):
        if FENCE.match(row):
            fence, opened = (0, 0) if fence else (1, number)
        elif fence:
            if opened and row.strip():
                found.append((at, (opened, 0)))
                opened = 0
        elif number and (not before.strip() or BEGINS.match(row)):
            column = STRUCTURE.match(row).end()  # type: ignore[union-attr]  # it matches nothing at least
            if not NO_WORDS.fullmatch(row[column:]):
                found.append((at, (number, column)))
        before = row
    return found
