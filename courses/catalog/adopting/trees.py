"""CommonMark as a tree of blocks that know their lines: what a file from elsewhere says, before it is written anew."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

Lines = Sequence[tuple[int, str]]
DEEPEST = 6
LARGEST_BLOCK = 60_000
MOST_SIGNS = 500
LONGEST = 20_000
"""Signs of one line; a longer one is read as several, so that no phrase takes long."""
FENCE = re.compile(r" {0,3}(`{3,}|~{3,}) *([^\n]*)$")
HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
LEAD = re.compile(r"[ \t]*(?:(?:[-+*>]|\d{1,9}[.)])[ \t]+)*")
UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
QUOTE = re.compile(r" {0,3}> ?")
MARKER = re.compile(r"( {0,3})(?:([-+*])|(\d{1,9})([.)]))( +|$)")
DEFINITION = re.compile(
    r" {0,3}\[((?:[^\[\]\\]|\\.){1,999})\]: *(<[^<>]*>|[^\s<]\S*)(?: +(\"[^\"]*\"|'[^']*'|\([^()]*\)))? *$"
)
FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,99})\]: *(.*)$")
DELIMITER = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
CELL = re.compile(r"(?<!\\)\|")
SKIPPED = re.compile(r" {0,3}<(?:(script|style|textarea|pre)(?=[\s>]|$)|(!--)|(\?)|(!)(?=[A-Za-z\[]))", re.IGNORECASE)
ENDS = {"!--": "-->", "?": "?>", "!": ">"}
TAG = re.compile(r"<[^<>]*>")


@dataclass(slots=True)
class Block:
    """A piece of a text: heading, paragraph, code, rule, quote, list, item, table, footnote or script.

    `text` is what stands in it as written; `level` the depth of a heading or the number of an item; `mark` the language
    of code, the name of a footnote, or `1` for a list with numbers; `rows` the lines of a table as cells.
    """

    kind: str
    line: int
    text: str = ""
    level: int = 0
    mark: str = ""
    inside: list["Block"] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    loose: bool = False


@dataclass(slots=True)
class Tree:
    """A file: its blocks, and where its reference links lead by their names."""

    blocks: list[Block]
    links: dict[str, str]


def label(text: str) -> str:
    """The name of a reference link in the form in which two are compared."""
    return " ".join(text.split()).casefold()


def tree_of(lines: Lines) -> Tree:
    """Read these numbered lines. Never raises; what is nested too deep becomes paragraphs."""
    reader = _Reader()
    return Tree(reader.blocks(_spaced(lines), 0), reader.links)


def _spaced(lines: Lines) -> Lines:
    """The lines with spaces for the tabs in front of what they say; code between fences keeps its own."""
    found = []
    fence = ""
    short = ((number, line[at : at + LONGEST]) for number, line in lines for at in range(0, len(line) or 1, LONGEST))
    for number, line in short:
        m = FENCE.match(line)
        if fence:
            fence = "" if m and m[1].startswith(fence) and not m[2] else fence
            found.append((number, line))
            continue
        fence = m[1] if m else ""
        end = LEAD.match(line).end()  # type: ignore[union-attr]  # it matches nothing, too
        found.append((number, line[:end].expandtabs(4) + line[end:]))
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _begins(line: str) -> bool:
    """Whether this line ends a paragraph before it."""
    marker = MARKER.match(line)
    item = marker and marker.end() < len(line) and (marker[2] or marker[3] == "1")
    return bool(item or FENCE.match(line) or HEADING.match(line) or RULE.match(line) or QUOTE.match(line)) or bool(
        SKIPPED.match(line)
    )


class _Reader:
    """Reads lines from the top; containers are read by reading what is inside them."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}

    def blocks(self, lines: Lines, depth: int) -> list[Block]:
        found: list[Block] = []
        at = 0
        while at < len(lines):
            number, line = lines[at]
            if not line.strip():
                at += 1
            elif _indent(line) >= 4:
                at = self.indented(lines, at, found)
            elif (m := FENCE.match(line)) and not (m[1][0] == "`" and "`" in m[2]):
                at = self.fenced(lines, at, m, found)
            elif m := HEADING.match(line) or RULE.match(line):
                rule = m.re is RULE
                found.append(Block("rule", number) if rule else Block("heading", number, m[2] or "", len(m[1])))
                at += 1
            elif m := SKIPPED.match(line):
                at = self.skipped(lines, at, m, found)
            else:
                at = self.further(lines, at, found, depth)
        return found

    def further(self, lines: Lines, at: int, found: list[Block], depth: int) -> int:
        """Read what holds other blocks, and what is none of those that end a paragraph; the place behind it."""
        line = lines[at][1]
        if depth < DEEPEST and (QUOTE.match(line) or MARKER.match(line)):
            return (self.quote if QUOTE.match(line) else self.items)(lines, at, found, depth)
        if depth == 0 and (m := FOOTNOTE.match(line)):
            return self.footnote(lines, at, m, found)
        if m := DEFINITION.match(line):
            self.links.setdefault(label(m[1]), m[2].strip("<>"))
            return at + 1
        if "|" in line and at + 1 < len(lines) and _is_table(line, lines[at + 1][1]):
            return self.table(lines, at, found)
        return self.paragraph(lines, at, found)

    def indented(self, lines: Lines, at: int, found: list[Block]) -> int:
        first, rows = at, []
        while at < len(lines) and (not lines[at][1].strip() or _indent(lines[at][1]) >= 4):
            rows.append(lines[at][1][4:])
            at += 1
        found += _code(rows, "", lines[first][0])
        return at

    def fenced(self, lines: Lines, at: int, m: re.Match[str], found: list[Block]) -> int:
        number, line = lines[at]
        indent, rows = _indent(line), []
        close = re.compile(rf" {{0,3}}{re.escape(m[1][0])}{{{len(m[1])},}}[ \t]*$")
        at += 1
        while at < len(lines) and not close.match(lines[at][1]):
            rows.append(lines[at][1][min(indent, _indent(lines[at][1])) :])
            at += 1
        found += _code(rows, m[2].strip(), number)
        return at + 1

    def skipped(self, lines: Lines, at: int, m: re.Match[str], found: list[Block]) -> int:
        """Comments, scripts and the like up to their end; what is preformatted becomes code."""
        name = (m[1] or "").lower()
        end = f"</{name}>" if name else next(ENDS[one] for one in m.groups()[1:] if one)
        number, start = lines[at][0], m.end()
        rows, rest = [], ""
        while at < len(lines):
            line = lines[at][1]
            close = line.lower().find(end, start)
            rows.append(line if close < 0 else line[:close])
            at += 1
            start = 0
            if close >= 0:
                rest = line[close + len(end) :]
                break
        if name == "pre":
            found += _code([unescape(TAG.sub("", row)) for row in rows], "", number)
        elif name:
            found.append(Block("script", number, name))
        if rest.strip():
            found += self.blocks([(lines[at - 1][0], rest.strip())], DEEPEST)
        return at

    def quote(self, lines: Lines, at: int, found: list[Block], depth: int) -> int:
        number, inside = lines[at][0], []
        while at < len(lines):
            line = lines[at][1]
            if m := QUOTE.match(line):
                inside.append((lines[at][0], line[m.end() :]))
            elif line.strip() and inside[-1][1].strip() and not _begins(line) and not FENCE.match(inside[-1][1]):
                inside.append((lines[at][0], line.strip()))
            else:
                break
            at += 1
        found.append(Block("quote", number, inside=self.blocks(inside, depth + 1)))
        return at

    def items(self, lines: Lines, at: int, found: list[Block], depth: int) -> int:
        kind = None
        whole = Block("list", lines[at][0])
        while at < len(lines):
            m = MARKER.match(lines[at][1])
            if not m or RULE.match(lines[at][1]) or (kind and kind != (m[2] or m[4])):
                break
            kind = m[2] or m[4]
            whole.mark = "" if m[2] else "1"
            at = self.item(lines, at, m, whole, depth)
        found.append(whole)
        return at

    def item(self, lines: Lines, at: int, m: re.Match[str], whole: Block, depth: int) -> int:
        number, line = lines[at]
        width = m.end() if 1 <= len(m[5]) <= 4 else m.end() - len(m[5]) + 1
        inside = [(number, line[width:])]
        at += 1
        while at < len(lines):
            row = lines[at][1]
            blank = not row.strip()
            lazy = inside[-1][1].strip() and not _begins(row) and not MARKER.match(row)
            if not blank and _indent(row) < width and not lazy:
                break
            if blank and not any(one.strip() for _, one in inside):
                break
            inside.append((lines[at][0], row[width:] if _indent(row) >= width else row.strip()))
            at += 1
        ends_blank = not inside[-1][1].strip()
        while inside and not inside[-1][1].strip():
            inside.pop()
        gaps = any(not one.strip() for _, one in inside)
        whole.loose |= gaps or (ends_blank and at < len(lines) and bool(MARKER.match(lines[at][1])))
        whole.inside.append(Block("item", number, level=int(m[3] or 0), inside=self.blocks(inside, depth + 1)))
        return at

    def footnote(self, lines: Lines, at: int, m: re.Match[str], found: list[Block]) -> int:
        number, inside = lines[at][0], [(lines[at][0], m[2])]
        at += 1
        while at < len(lines) and (_indent(lines[at][1]) >= 4 or not lines[at][1].strip()):
            inside.append((lines[at][0], lines[at][1][4:]))
            at += 1
        found.append(Block("footnote", number, mark=m[1], inside=self.blocks(inside, 1)))
        return at

    def table(self, lines: Lines, at: int, found: list[Block]) -> int:
        block = Block("table", lines[at][0])
        while at < len(lines) and lines[at][1].strip() and not _begins(lines[at][1]):
            block.rows.append(_cells(lines[at][1]))
            at += 1
        found.append(block)
        return at

    def paragraph(self, lines: Lines, at: int, found: list[Block]) -> int:
        number, rows = lines[at][0], [lines[at][1]]
        at += 1
        while at < len(lines):
            line = lines[at][1]
            if m := UNDERLINE.match(line):
                found.append(Block("heading", number, " ".join(map(str.strip, rows)), 1 if m[1][0] == "=" else 2))
                return at + 1
            if not line.strip() or _begins(line):
                break
            rows.append(line)
            at += 1
        for start, some in _portions(rows):
            found.append(Block("paragraph", number + start, "\n".join(some)))
        return at


def _is_table(line: str, below: str) -> bool:
    return bool(DELIMITER.match(below)) and len(_cells(line)) == len(_cells(below))


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [cell.strip() for cell in CELL.split(bare)]


def _code(rows: list[str], mark: str, number: int) -> list[Block]:
    while rows and not rows[-1].strip():
        rows.pop()
    return [Block("code", number + start, "\n".join(some), mark=mark) for start, some in _portions(rows)]


def _portions(rows: list[str]) -> list[tuple[int, list[str]]]:
    """Rows in portions that are small enough to be divided among lessons, each with the index of its first row."""
    portions: list[tuple[int, list[str]]] = []
    size = LARGEST_BLOCK + 1
    for index, row in enumerate(rows):
        if size > LARGEST_BLOCK:
            portions.append((index, []))
            size = 0
        portions[-1][1].append(row)
        size += len(row.encode("utf-8", "replace")) + row.count("<") * LARGEST_BLOCK // MOST_SIGNS
    return portions
