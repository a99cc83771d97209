"""What Markdown left unread: signs of lists, code, headings and tables that stand in a text as they were written."""

import re
import xml.etree.ElementTree as ET  # nosec B405 - elements are walked here, no XML is read
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from courses.catalog.lookalikes import column_of, folded, without_code
from courses.catalog.pages import Faults
from courses.catalog.silent_markdown import POINT, RULED, Row

Texts = Sequence[tuple[str, Sequence[str]]]
"""Tags with the lines of text in them, before anything within a line was read."""
HOLDS_TEXT = frozenset({"p", "li", "dd", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
FENCE = re.compile(r"(?:`{3,}[^`]*|~{3,}[^~]*)$")
HEADING = re.compile(r"#{1,6} +\S")
SIGNS = re.compile(r"(?:[\s>]|[-*+] |\d+[.)] |#|: |\[\^[^\]\s]+\]:)*")
QUOTED = re.compile(r"[\s>]*")
TAB = 4
TOLD = {"W521": "B106", "W523": "I237"}
"""Errors that say on the same line what a warning would."""
ENDS = re.compile(r"(?<!\\)(?:\\\\)*\\$")


class Raw(Treeprocessor):
    """Keeps the texts between the reading of blocks and the reading of what is within a line."""

    texts: Texts = ()

    def run(self, root: ET.Element) -> None:
        """Note every text in the order of the page; footnotes come last."""
        self.texts = [
            (one.tag, one.text.replace(NBSP_PLACEHOLDER, "").strip("\n").split("\n"))
            for one in root.iter()
            if one.tag in HOLDS_TEXT and one.text and not isinstance(one.text, AtomicString)
        ]


class _Lines:
    """Finds the rows that texts came from; it is asked for them in the order of the page."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = [(number, row) for number, row in rows if number]
        self.last = -1
        self.found: dict[str, list[int]] = {}
        for at, (_, row) in enumerate(self.rows):
            flat = row.expandtabs(TAB)  # as Markdown has it
            for key in {_without(SIGNS, flat), _without(QUOTED, flat)}:
                self.found.setdefault(key, []).append(at)

    def next(self, line: str) -> tuple[Row, int]:
        """The row of a line and the column in it; for what no author wrote, the row that was asked for last."""
        key = _without(QUOTED, line)
        places = self.found.get(key) or [max(self.last, 0)]
        index = bisect_left(places, self.last + 1)
        # what is read last may have been written before
        at = self.last = places[index] if index < len(places) else places[0]
        return self.rows[at], max(self.rows[at][1].find(key), 0)


def check(texts: Texts, rows: Sequence[Row], faults: Faults) -> None:
    """Warn of the lines that readers would see with their signs, or run together."""
    lines = _Lines(rows)
    if not lines.rows:
        return
    told = {(one.code, one.line) for one in faults.found if one.path == faults.path}
    fence = False
    for tag, text in texts:
        places = [lines.next(line) for line in text]
        if tag.startswith("h"):
            found = [("W510", 0)] if tag == "h1" else []
        else:
            fenced, fence = _fenced(text, open_before=fence)
            found = sorted(_unread(tag, text, fenced), key=lambda one: one[1])
        for code, at in found:
            (number, row), column = places[at]
            # a heading at the margin, one of an item and code without an end are told elsewhere
            elsewhere = (code == "W510" and row.startswith("# ")) or (TOLD.get(code, ""), number) in told
            if not elsewhere and (code, number) not in told:
                faults.add(code, number, column_of(number, row, column, faults), text=text[at].strip()[:40])


def _fenced(text: Sequence[str], *, open_before: bool) -> tuple[dict[int, bool], bool]:
    """The lines of code that was meant to stand between fences, True for those that open it; whether it goes on."""
    fence = open_before
    fenced: dict[int, bool] = {}
    for at, line in enumerate(text):
        if FENCE.match(line.strip()):
            fenced[at] = fence = not fence
        elif fence:
            fenced[at] = False
    return fenced, fence


def _unread(tag: str, text: Sequence[str], fenced: Mapping[int, bool]) -> Iterator[tuple[str, int]]:
    """Codes, and the lines of a text that they are about."""
    yield from (("W521", at) for at, opens in fenced.items() if opens)
    bare = without_code("\n".join(text)).split("\n")
    left = [(at, line.strip()) for at, line in enumerate(bare) if at not in fenced]
    # a text never begins with the point of a list; of several points, the first is told
    points = [at for at, line in left if at and POINT.match(line)]
    yield from (("W507" if tag == "li" else "W511", at) for at in points[:1])
    yield from (("W523", at) for at, line in left if HEADING.match(folded(line)))
    yield from (("W522", at) for at, line in left if at + 1 < len(text) and ENDS.search(line))
    ruled = {at for at, line in left if "|" in line and RULED.match(line)}
    piped = [at for at, line in left if at in ruled or (line.startswith("|") and line.endswith("|"))]
    if len(piped) > 1 or ruled:
        yield "W512", piped[0]


def _without(signs: re.Pattern[str], line: str) -> str:
    return line[signs.match(line).end() :].rstrip("# \t")  # type: ignore[union-attr]  # it matches nothing at least
