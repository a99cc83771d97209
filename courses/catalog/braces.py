"""What an author writes in braces at the end of a line: an id, marks and settings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from courses.catalog.pages import Faults

BEGINS = re.compile(r"\s*(?:[#.]|[\w-]+=|$)")
ATTRIBUTE = re.compile(
    r"#(?P<id>[^\s=#]+)|\.(?P<mark>[\w-]+)|(?P<key>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<value>[^\s\"]+))"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces at the end of a line: an id, marks and `key=value`."""

    id: str = ""
    marks: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    column: int = 1


def split_attributes(line: str, number: int, faults: Faults) -> tuple[str, Attributes]:
    """A line without the braces at its end, and what stood in them."""
    bare = line.rstrip()
    start = bare.rfind("{")
    inside = bare[start + 1 : -1].removeprefix(":")
    if start < 0 or bare[-1] != "}" or not BEGINS.match(inside):
        return line, Attributes()
    column = start + 2 + (len(bare) - start - 2 - len(inside))
    marks: set[str] = set()
    values: dict[str, str] = {}
    identifier = ""
    for one in ATTRIBUTE.finditer(inside):
        if one["id"]:
            identifier = one["id"]
        elif one["mark"]:
            marks.add(one["mark"])
        else:
            values[one["key"]] = one["quoted"] if one["quoted"] is not None else one["value"]
    if rest := ATTRIBUTE.sub("", inside).strip():
        faults.add("I207", number, column, text=rest[:40])
    return bare[:start].rstrip(), Attributes(identifier, frozenset(marks), MappingProxyType(values), column)
