"""Why a text is no YAML, said as an author would: which line, and what is wrong with it."""

import re
from collections.abc import Mapping
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


def slip(text: str) -> tuple[int, int, str] | None:
    """Row and column, both from 0, of the first line that YAML cannot read, and the name of what is wrong there.

    The names are the keys of SIGNS, `indent` and `no-colon`. `text` is known to be no mapping.
    """
    before, deep = "", 0
    rows = [(row, line) for row, line in enumerate(text.split("\n")) if line.strip() and line.lstrip()[0] != "#"]
    for row, line in rows:
        for name, pattern in SIGNS.items():
            if m := pattern.match(line):
                return row, m.start("too" if m.groupdict().get("too") else "at"), name
        indent = len(line) - len(line.lstrip(" "))
        if INDENTED.match(line) and indent > deep and not OPENS.match(before):
            return row, indent, "indent"
        before, deep = line, indent
    return next(((row, 0, "no-colon") for row, line in rows if NO_COLON.match(line)), None)
