"""Where blocks begin and end in a page: a stack over its lines, because Markdown itself keeps no line numbers."""

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from courses.catalog import schemas
from courses.catalog.emptiness import nothing
from courses.catalog.lookalikes import folded
from courses.catalog.pages import Excerpt, Faults, RawFile
from courses.catalog.strict_yaml import Settings, read_settings

OPEN = re.compile(r"^ {0,3}(/{3,})(?!/) *([^\s|/][^\s|]*) *(?:\|(.*))?$")
CLOSE = re.compile(r"^ {0,3}(/{3,})\s*$")
STRAY = re.compile(r"^\s*/{2,}(?: *[a-zA-Z][\w-]*)?\s*(?:\|.*)?$|^\s*/{3,}")
HELD = re.compile(r"^\s*(?:[-*+>]|\d+[.)])\s+/{3,} *[a-z-]+\s*(?:\|.*)?$")
FENCE = re.compile(r"^(`{3,}|~{3,})")
NAME = re.compile(r"#([a-z0-9-]+)")
OPTION = re.compile(r"^ {4,}\S")
LOOSE = re.compile(r"([ \t\u3000\u00a0]*)([a-z_]+)\s*[:：]")
OPTIONS: Mapping[str, type[schemas.Strict]] = {
    "note": schemas.NoOptions,
    "caution": schemas.NoOptions,
    "help": schemas.HelpOptions,
    "law": schemas.LawOptions,
    "check": schemas.CheckOptions,
    "chat": schemas.NoOptions,
    "scenario": schemas.ScenarioOptions,
    "reflect": schemas.NoOptions,
    "media": schemas.MediaOptions,
    "sensitive": schemas.SensitiveOptions,
    "sign-in": schemas.SignInOptions,
}
TITLED = frozenset({"law", "check", "chat", "scenario", "media", "sensitive"})
TEXTS = frozenset({"source", "note", "captions", "transcript"})
"""Options that a translation words for itself; all others stay as in the original."""


@dataclass(slots=True)
class Block:
    """One block of a page: its name, title, options as written, body and the blocks inside it."""

    name: str
    slashes: str
    title: str
    line: int
    column: int
    settings: Settings = field(default_factory=Settings)
    options: schemas.Strict | None = None
    body: Excerpt = field(default_factory=Excerpt)
    children: list["Block"] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The number of the closing line."""
        return self.body.after

    def inside(self) -> Iterator["Block"]:
        """The block and all blocks inside it, in the order they were written."""
        yield self
        for one in self.children:
            yield from one.inside()


def prose(excerpt: Excerpt) -> Iterator[tuple[int, str]]:
    """The numbered lines that are not code between fences."""
    fence = ""
    for number, line in excerpt.numbered():
        if fence:
            if line.rstrip() == fence:
                fence = ""
        elif m := FENCE.match(line):
            fence = m[1]
        else:
            yield number, line


@dataclass(slots=True)
class Places:
    """Finds where things stand in an excerpt; each is asked for as often as it was written, in that order."""

    excerpt: Excerpt
    text: str = ""
    starts: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    asked: dict[str, Iterator[int]] = field(default_factory=dict)
    last: dict[str, tuple[int, int]] = field(default_factory=dict)

    def next(self, needle: str) -> tuple[int, int]:
        """Line and column where `needle` stands next, or last; the first line when it stands nowhere."""
        if not self.numbers:
            self._read()
        if needle not in self.asked:
            self.asked[needle] = (one.start() for one in re.finditer(re.escape(needle), self.text))
        if (hit := next(self.asked[needle], None)) is not None:
            row = bisect_right(self.starts, hit) - 1
            self.last[needle] = self.numbers[row], hit - self.starts[row] + 1
        return self.last.get(needle, (self.excerpt.first, 1))

    def _read(self) -> None:
        rows = list(prose(self.excerpt)) or [(self.excerpt.first, "")]
        self.numbers = [number for number, _ in rows]
        self.starts = list(accumulate((len(row) + 1 for _, row in rows[:-1]), initial=0))
        self.text = "\n".join(row for _, row in rows)


def shielded(excerpt: Excerpt) -> set[int]:
    """Numbers of the lines inside blocks (with their opening and closing lines) and code fences."""
    open_text = {number for number, _ in prose(excerpt)}
    hidden = {number for number, _ in excerpt.numbered() if number not in open_text}
    for block in find_blocks(excerpt, Faults("")):
        hidden.update(range(block.line, block.end + 1))
    return hidden


def find_blocks(excerpt: Excerpt, faults: Faults, options: Mapping[int, Settings] | None = None) -> list[Block]:
    """The outermost blocks of an excerpt, with those inside them; every malformed one is noted.

    `options` gives, by line number, options that take the place of those written there.
    """
    found: list[Block] = []
    stack: list[Block] = []
    _check_fences(excerpt, faults)
    lines = dict(prose(excerpt))
    skip_to = 0
    for number, line in lines.items():
        if number < skip_to:
            continue
        if m := OPEN.match(line):
            block = Block(m[2], m[1], (m[3] or "").strip(), number, m.start(2) + 1)
            if stack and len(stack[-1].slashes) <= len(m[1]):
                faults.add("B105", number, m.start(1) + 1, block=m[2], outer=stack[-1].name)
            skip_to = _read_options(block, excerpt, faults)
            block.body = excerpt.part(skip_to, skip_to)
            if options and number in options:
                block.settings = options[number]
            (stack[-1].children if stack else found).append(block)
            stack.append(block)
        elif m := CLOSE.match(line):
            _close(stack, m, number, excerpt, faults)
        elif HELD.match(line):
            faults.add("B104", number, line.index("///") + 1)
        elif STRAY.match(folded(line)):
            indent = len(line) - len(line.lstrip())
            faults.add("B104" if indent > 3 else "B115", number, indent + 1)
    for block in stack:
        faults.add("B103", block.line, block.column, block=block.name)
        block.body = excerpt.part(block.body.first, excerpt.after)
    return found


def _close(stack: list[Block], m: re.Match[str], number: int, excerpt: Excerpt, faults: Faults) -> None:
    """Close the block of as many slashes; those left open inside it are noted."""
    slashes = m[1]
    if not any(block.slashes == slashes for block in stack):
        faults.add("B102", number, m.start(1) + 1)
        return
    while True:
        block = stack.pop()
        block.body = excerpt.part(block.body.first, number)
        if block.slashes == slashes:
            return
        faults.add("B103", block.line, block.column, block=block.name)


def _read_options(block: Block, excerpt: Excerpt, faults: Faults) -> int:
    """Read the indented lines under the opening line; the number of the first line behind them."""
    last = block.line + 1
    rows = []
    index = last - excerpt.first
    while index < len(excerpt.lines) and OPTION.match(excerpt.lines[index]):
        rows.append(excerpt.lines[index])
        index += 1
    if rows:
        indent = min(len(row) - len(row.lstrip()) for row in rows)
        text = "\n".join(row[indent:] for row in rows)
        block.settings = read_settings(text, faults, last, indent + 1, unreadable="B107")
    block.settings.start = (block.line, block.column)
    return last + len(rows)


def check_block(block: Block, faults: Faults) -> None:
    """Check one block's name, title and options; `block.options` is set when they are right."""
    if block.name not in OPTIONS:
        near = difflib.get_close_matches(block.name.lower(), OPTIONS, 1)
        faults.add("B101", block.line, block.column, block=block.name[:40], near=", ".join(near or OPTIONS))
        return
    if block.name in TITLED and nothing(block.title):
        faults.add("B111", block.line, block.column, block=block.name)
    if not _strays(block, faults):
        block.options = schemas.checked(OPTIONS[block.name], block.settings, faults, block.name)


def _strays(block: Block, faults: Faults) -> bool:
    """Note an option that stands below a blank line or has not the indent that options have; it would be text."""
    number, line = next(((number, line) for number, line in block.body.numbered() if line.strip()), (0, ""))
    m = LOOSE.match(line)
    if not m or m[2] not in OPTIONS[block.name].model_fields or m[2] in block.settings.values:
        return False
    faults.add("B109", number, m.start(2) + 1, block=block.name, key=m[2])
    return True


def _check_fences(excerpt: Excerpt, faults: Faults) -> None:
    fence, opened = "", 0
    for number, line in excerpt.numbered():
        if fence:
            if line.rstrip() == fence:
                fence = ""
        elif m := FENCE.match(line):
            fence, opened = m[1], number
    if fence:
        faults.add("B106", opened, 1)


def named_headings(raw: RawFile) -> list[str]:
    """The slugs that headings of a short form name, read without looking at anything else; for addresses only."""
    headings = [line for line in _headings(raw) if line.endswith("}")]
    return [m[1] for line in headings if (m := NAME.search(line, _last_brace(line)))]


def lessons_in(raw: RawFile) -> int:
    """How many lessons a short form holds, in order or not: its headings but for that of the quiz."""
    return sum(not (line.endswith("}") and ".quiz" in line[_last_brace(line) :]) for line in _headings(raw))


def _headings(raw: RawFile) -> list[str]:
    lines = tuple(raw.content.decode("utf-8", "replace").splitlines())
    return [line.rstrip() for _, line in prose(Excerpt(lines)) if line.startswith("# ")]


def _last_brace(line: str) -> int:
    """Where the last opening brace stands, or the end where there is none."""
    at = line.rfind("{")
    return len(line) if at < 0 else at
