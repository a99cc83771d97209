"""A file as lines that know their numbers, read within limits, and the faults found in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from courses.catalog.codes import CODES
from courses.catalog.composing import composed
from courses.catalog.noncharacters import NONCHARACTERS
from courses.catalog.ordinary_files import open_ordinary
from courses.catalog.structure import Finding

MAX_FILE = 256 * 1024
MAX_PARAGRAPH = 8 * 1024
MAX_BRACKETS = 200
MAX_BLOCKS = 400
MAX_TAGS = 1000
MAX_QUOTES = 12
CPU_SECONDS = 2
REFUSALS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"C005": ("reason",), "C006": ("kilobytes",), "C019": ("seconds",)}
)
"""Why a file is not read, with the values that its sentence needs."""
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164\ufeff\uffa0"
    f"{NONCHARACTERS}]"
)
"""What nobody sees: control characters, signs that turn the direction of writing, spaces without width, fillers; and
what is no character at all."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Neighbouring lines of one file; `first` is the number of the first of them, counted from 1."""

    lines: tuple[str, ...] = ()
    first: int = 1

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Each line with its number in the file."""
        return enumerate(self.lines, self.first)

    def part(self, start: int, end: int) -> "Excerpt":
        """Lines `start` up to, not including, `end`, both numbers in the file."""
        return Excerpt(self.lines[max(0, start - self.first) : max(0, end - self.first)], start)

    @property
    def after(self) -> int:
        """The number of the line behind the last one."""
        return self.first + len(self.lines)

    @property
    def text(self) -> str:
        """The lines joined again."""
        return "\n".join(self.lines)

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands here."""
        return not any(line.strip() for line in self.lines)


@dataclass(slots=True)
class Faults:
    """Collects the findings of one file and keeps their places inside it."""

    path: str
    lines: tuple[str, ...] = ()
    found: list[Finding] = field(default_factory=list)

    def add(self, code: str, line: int = 1, column: int = 1, /, **values: object) -> None:
        """Note a finding; a place outside the file is moved to its nearest line or column."""
        self.found.append(finding(self.path, *self.inside(line, column), code, **values))

    def inside(self, line: int, column: int) -> tuple[int, int]:
        """That place, or the nearest one inside the file."""
        line = min(max(line, 1), max(len(self.lines), 1))
        width = len(self.lines[line - 1]) if self.lines else 1
        return line, min(max(column, 1), max(width, 1))

    @property
    def codes(self) -> set[str]:
        """The codes found in this file so far."""
        return {one.code for one in self.found if one.path == self.path}


def finding(path: str, line: int, column: int, code: str, /, **values: object) -> Finding:
    """A finding with the severity of its code."""
    worded = MappingProxyType({name: str(value) for name, value in values.items()})
    return Finding(path, line, column, code, CODES[code], worded)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as it stood on the disk; `refused` is the code that says why it is not read, `reason` goes with it."""

    content: bytes = b""
    refused: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One readable file of the content folder; `path` begins with the name of that folder."""

    path: str
    whole: Excerpt
    faults: Faults


def read_raw(file: Path | str) -> RawFile:
    """Read a file within the limit of size. Never raises, and never waits for a pipe."""
    try:
        with open_ordinary(file) as opened:
            content = opened.read(MAX_FILE + 1)
        return RawFile(refused="C006") if len(content) > MAX_FILE else RawFile(content)
    except OSError as error:
        return RawFile(refused="C005", reason=error.strerror or "")


def page_of(raw: RawFile, path: str, *, prose: bool = True) -> Page:
    """A file as a page; when it may not be rendered the page is empty and its faults say why.

    Its text is NFC, and columns are counted in that. Signs that nobody sees are told of and left out, so that
    everything else is told of too.
    `prose` False is for files that no Markdown parser sees: their paragraphs may be long.
    """
    if raw.refused:
        faults = Faults(path)
        values = {"reason": raw.reason, "kilobytes": str(MAX_FILE // 1024), "seconds": str(CPU_SECONDS)}
        faults.add(raw.refused, **{name: values[name] for name in REFUSALS[raw.refused]})
        return Page(path, Excerpt(), faults)
    try:
        text = composed(raw.content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = composed(raw.content[: error.start].decode("utf-8", "replace"))
        faults = Faults(path, tuple(composed(raw.content.decode("utf-8", "replace")).split("\n")))
        faults.add("C007", before.count("\n") + 1, len(before) - before.rfind("\n"))
        return Page(path, Excerpt(), faults)
    lines = tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    faults = Faults(path, lines)
    check_limits(lines, faults, slow=prose)
    seen = tuple(CONTROL.sub("", line) for line in lines) if "C008" in faults.codes else lines
    return Page(path, Excerpt() if faults.codes - {"C008"} else Excerpt(seen), faults)


def check_limits(lines: Iterable[str], faults: Faults, *, slow: bool) -> None:
    """Refuse control characters, and what makes a Markdown parser slow: long paragraphs, many brackets or blocks."""
    size = brackets = blocks = tags = 0
    told = not slow
    for number, line in enumerate(lines, 1):
        if bad := CONTROL.search(line):
            faults.add("C008", number, bad.start() + 1, name=f"U+{ord(bad[0]):04X}")
        if not line.strip():
            size = brackets = 0
            continue
        size += len(line.encode()) + 1
        brackets += sum(map(line.count, "[({<"))
        blocks += line.lstrip(" ").startswith("///")
        tags += line.count("<")
        quotes = line.count(">", 0, len(line) - len(line.lstrip("> ")))
        for code, count, limit, values in (
            ("C009", size, MAX_PARAGRAPH, {"kilobytes": MAX_PARAGRAPH // 1024}),
            ("C010", brackets, MAX_BRACKETS, {"most": MAX_BRACKETS}),
            ("C010", quotes, MAX_QUOTES, {"most": MAX_QUOTES}),
            ("C017", blocks, 2 * MAX_BLOCKS, {"most": MAX_BLOCKS}),
            ("C018", tags, MAX_TAGS, {"most": MAX_TAGS}),
        ):
            # one is enough: the page will not be rendered
            if count > limit and not told:
                told = True
                faults.add(code, number, 1, **values)
