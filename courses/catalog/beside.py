"""Numbered text cut up and laid beside other text, and remarks put at the lines they are about.

All text here has been sanitised, so its tags are balanced and its attributes stand between double quotes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from courses.catalog.numbering import NUMBER, TOKEN, bare

VOID = frozenset({"br", "hr", "img", "track", "wbr"})
ROOM = frozenset({"section", "div", "figure", "details", "li", "dd", "blockquote"})
"""In these a remark may stand."""
WITHIN = frozenset({"", "li", "dd", "blockquote"})
"""A line that begins right in one of these has its remark there; what is said of other boxes stands before them."""
LISTS = frozenset({"ul", "ol"})
RUNNING = frozenset({"", "p", "ul", "ol", "dl", "table", "blockquote", "pre"})
"""What runs between headings and boxes, of which a translation may have more or less."""
HERE = re.compile(r'( id="| href="#)')
ROOT = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An element that is open: where it begins."""

    tag: str
    at: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark on a line goes; `point` within a list, `folds` are the folded passages around it."""

    line: int
    at: int
    point: bool
    folds: tuple[int, ...]


def lines_of(html: str) -> list[int]:
    """The lines at which a remark can be put, in the order they are read."""
    return [one.line for one in _places(html)]


def nearest(lines: Sequence[int], line: int) -> int | None:
    """The last of these lines, which ascend, that does not lie behind `line`; None where all do."""
    index = bisect_right(lines, line)
    return lines[index - 1] if index else None


def put(html: str, remarks: MutableMapping[int, Markup]) -> Markup:
    """The text without its numbers and with the remarks on its lines, which are taken out of `remarks`.

    A remark stands above the paragraph, point or block that begins on its line; what folds it is opened.
    """
    insertions: list[tuple[int, str]] = []
    folds: set[int] = set()
    for place in _places(html):
        if (remark := remarks.pop(place.line, None)) is not None:
            insertions.append((place.at, f"<li>{remark}</li>" if place.point else str(remark)))
            folds.update(place.folds)
    insertions += [(at, " open") for at in folds]
    parts: list[str] = []
    before = 0
    for at, text in sorted(insertions, key=lambda one: one[0]):
        parts += [html[before:at], text]
        before = at
    return bare("".join([*parts, html[before:]]))


def apart(html: str, remarks: MutableMapping[int, Markup]) -> tuple[Markup, Markup]:
    """The remarks on the lines of a phrase, and the phrase without numbers: for headings, where no remark may stand."""
    texts = (m[4] for m in TOKEN.finditer(html) if m[4])
    taken = [remarks.pop(int(number), Markup("")) for text in texts for number in NUMBER.findall(text)]
    return Markup("").join(taken), bare(html)


def renamed(html: str, prefix: str) -> Markup:
    """The text with another name for each place in it, so that it can stand on one page with its translation."""

    def rename(m: re.Match[str]) -> str:
        return m[0] if m[4] else HERE.sub(rf"\g<1>{prefix}", m[0])

    return Markup(TOKEN.sub(rename, html))  # noqa: S704 - what was sanitised, with names of ours


def aligned(texts: Sequence[str]) -> list[tuple[Markup, ...]]:
    """Texts of the same outline, side by side: piece by piece where they agree, else a whole section at a time."""
    sections = [_sections(_pieces(text)) for text in texts]
    if len({tuple(section[0][0] for section in one[1:]) for one in sections}) > 1:
        sections = [[[piece for section in one for piece in section]] for one in sections]
    rows: list[tuple[Markup, ...]] = []
    for together in zip(*sections, strict=True):
        if len({tuple(tag for tag, _ in one) for one in together}) == 1:
            rows += [tuple(_joined([piece]) for piece in one) for one in zip(*together, strict=True)]
        else:
            rows.append(tuple(map(_joined, together)))
    return rows


def _joined(pieces: Sequence[tuple[str, str]]) -> Markup:
    return Markup("".join(html for _, html in pieces))  # noqa: S704 - pieces of what was sanitised


def _sections(pieces: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The pieces in groups: what comes first, then one from each heading or box on."""
    groups: list[list[tuple[str, str]]] = [[]]
    for piece in pieces:
        if piece[0] not in RUNNING:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _pieces(html: str) -> list[tuple[str, str]]:
    """The outermost elements with their tags; text between them belongs to the element before it."""
    pieces: list[tuple[str, str]] = []
    depth = 0
    for m in TOKEN.finditer(html):
        close, tag = m[1], m[2] or ROOT
        if depth == 0 and (tag or not pieces):
            pieces.append((tag, m[0]))
        else:
            pieces[-1] = pieces[-1][0], pieces[-1][1] + m[0]
        if tag and tag not in VOID:
            depth += -1 if close else 1
    return pieces


def _places(html: str) -> Iterator[Place]:
    """Where the remark on each numbered line goes; of a line that is there twice, the first place."""
    told: set[int] = set()
    stack = [Opened(ROOT, 0)]
    for m in TOKEN.finditer(html):
        if m[4]:
            for number in NUMBER.finditer(m[4]):
                if (line := int(number[1])) not in told:
                    told.add(line)
                    yield _place(line, m.start() + number.start(), stack)
        elif m[1]:
            stack.pop()
        elif m[2] not in VOID:
            stack.append(Opened(m[2], m.start()))


def _place(line: int, at: int, stack: Sequence[Opened]) -> Place:
    inner = stack[-1].tag
    if inner in WITHIN or inner in LISTS:
        depth = len(stack)
    else:
        depth = len(stack) - 1
        at = stack[depth].at
        while stack[depth - 1].tag not in ROOM | {ROOT} or stack[depth].tag == "summary":
            depth -= 1
            at = stack[depth].at
    folds = tuple(one.at + len("<details") for one in stack[:depth] if one.tag == "details")
    return Place(line, at, inner in LISTS, folds)
