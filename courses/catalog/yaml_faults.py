"""Why a text is no YAML, said as an author would: which line, and what is wrong with it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

KEY = r"[A-Za-z_][\w-]*"
SIGNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "tab": re.compile(r" *(?P<at>\t)"),
        "wide-colon": re.compile(rf"\s*(?:- +)?{KEY}\s*(?P<at>[：﹕])"),
        "no-space": re.compile(rf"\s*(?:- +)?{KEY}(?P<at>:)[^\s/:]"),
        "sign": re.compile(rf"\s*(?:{KEY}:|-) +(?P<at>[@`%}}\],])"),
        "quote": re.compile(
            rf"\s*(?:{KEY}:|-) +(?P<at>\"(?!(?:[^\"\\]|\\.)*\"\s*(?:#.*)?$)|'(?!(?:[^']|'')*'\s*(?:#.*)?$))"
        ),
        "bracket": re.compile(rf"\s*(?:{KEY}:|-) +(?P<at>\[(?![^\[]*\]\s*(?:#.*)?$)|\{{(?![^{{]*\}}\s*(?:#.*)?$))"),
        "list": re.compile(rf"\s*(?:{KEY}: +(?P<at>- )|(?P<too>-)[^\s-])"),
        "colon": re.compile(rf"\s*(?:{KEY}:|-) +[^\s\"'\[{{#][^#]*?(?P<at>:)(?:\s|$)"),
    }
)
"""The commonest slips, each by what a line with it looks like; the first that fits is told."""
NO_COLON = re.compile(r"[^\s#\-\"'\[{}\]][^:：]*$")
INDENTED = re.compile(rf"(?P<at> +){KEY}:(?:\s|$)")
OPENS = re.compile(rf"(?:.*:\s*|\s*- +{KEY}:.*|\s*- .*)$")


BLOCK = re.compile(rf"(?P<at>\s*(?:- +(?={KEY}:))*)(?:{KEY}:|-) +[|>][-+0-9]{{0,2}}\s*(?:#.*)?$")
Slip = tuple[int, int, str]


def slip(text: str, last: int | None = None) -> Slip | None:
    """Row and column, both from 0, of a line that YAML cannot read, and the name of what is wrong there.

    The names are the keys of SIGNS, `indent` and `no-colon`. `text` is known to be no mapping; `last` is the row on
    which this was noticed: the nearest line up to it is told, without it the first one of all.
    """
    rows = _structure(text)
    found = [one for one in _slips(rows) if last is None or one[0] <= last]
    if not found:
        found = [(row, 0, "no-colon") for row, line in rows if NO_COLON.match(line) and (last is None or row <= last)]
    return found[0 if last is None else -1] if found else None


def _structure(text: str) -> list[tuple[int, str]]:
    """The lines that may break a mapping: not blank, no remark, not within a block of text or an open bracket."""
    lines = text.split("\n")
    found: list[tuple[int, str]] = []
    row = 0
    while row < len(lines):
        line, first = lines[row], row
        row += 1
        if not line.strip() or line.lstrip()[0] == "#":
            continue
        if m := BLOCK.match(line):
            while row < len(lines) and (not lines[row].strip() or _indent(lines[row]) > len(m["at"])):
                row += 1
            line = line[: line.index(":") + 1] if ":" in line else "- text"
        elif SIGNS["bracket"].match(line):
            depth = _opened(line)
            while row < len(lines) and depth > 0:
                depth += _opened(lines[row])
                row += 1
            if depth <= 0 < row - first - 1:
                continue
        found.append((first, line))
    return found


def _opened(line: str) -> int:
    return line.count("[") + line.count("{") - line.count("]") - line.count("}")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _slips(rows: Iterable[tuple[int, str]]) -> Iterator[Slip]:
    before, deep = "", 0
    for row, line in rows:
        indent = _indent(line)
        hits = ((name, m) for name, pattern in SIGNS.items() if (m := pattern.match(line)))
        if hit := next(hits, None):
            name, m = hit
            yield row, m.start("too" if m.groupdict().get("too") else "at"), name
        elif INDENTED.match(line) and indent > deep and not OPENS.match(before):
            yield row, indent, "indent"
        before, deep = line, indent
