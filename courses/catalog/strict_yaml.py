"""YAML without surprises: duplicate keys, aliases and misread values are refused, each with its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import yaml

from courses.catalog.noncharacters import replaced
from courses.catalog.pages import CONTROL, Faults
from courses.catalog.yaml_faults import slip

Place = tuple[str | int, ...]
WHOLE = re.compile(r"[+-]?(0|[1-9]\d*)")
BROKEN = re.compile(r"[+-]?(0|[1-9]\d*)\.\d+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DEEPEST = 8
NO_COLON = "could not find expected ':'"
MOST_OPEN = 100


@dataclass(slots=True)
class Settings:
    """A mapping read from YAML, with line and column of every key and value, counted in the file."""

    values: dict[str, object] = field(default_factory=dict)
    marks: dict[Place, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Place, tuple[int, int]] = field(default_factory=dict)
    start: tuple[int, int] = (1, 1)

    def where(self, place: Place) -> tuple[int, int]:
        """The place of the value at `place`, or of the nearest thing around it."""
        while place and place not in self.marks:
            place = place[:-1]
        return self.marks.get(place, self.start)

    def where_key(self, place: Place) -> tuple[int, int]:
        """The place of the key at `place`."""
        return self.keys.get(place, self.start)


def read_settings(text: str, faults: Faults, line: int = 1, column: int = 1, unreadable: str = "F003") -> Settings:
    """Read a YAML mapping that begins at `line` and `column` of the file.

    `unreadable` is the code for text that is no YAML mapping at all. Never raises.
    """
    settings = Settings(start=(line, column))
    if row := _too_deep(text):
        faults.add(unreadable, line + row - 1, 1, reason="")
        return settings
    try:
        root = yaml.compose(text, yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        # a key that has no colon is where to look, not the line on which its absence was noticed
        mark = (error.context_mark if error.problem == NO_COLON else None) or error.problem_mark or error.context_mark
        noticed = error.problem_mark or error.context_mark
        row, at, reason = slip(text, noticed.line if noticed else None) or (
            mark.line if mark else 0,
            mark.column if mark else 0,
            "",
        )
        faults.add(unreadable, line + row, column + at, reason=reason)
        return settings
    except (yaml.YAMLError, RecursionError):
        faults.add(unreadable, line, column, reason="")
        return settings
    if root is None:
        return settings
    reader = _Reader(settings, faults, line, column)
    if isinstance(root, yaml.MappingNode):
        settings.values = dict(reader.mapping(root, ()))
    else:
        row, at, reason = slip(text) or (root.start_mark.line, root.start_mark.column, "")
        faults.add(unreadable, line + row, column + at, reason=reason)
    return settings


def _too_deep(text: str) -> int:
    """The row, counted from 1, where nesting goes past what libyaml can follow without exhausting the stack, or 0."""
    depth = 0
    for row, written in enumerate(text.split("\n"), 1):
        depth = max(0, depth + sum(map(written.count, "[{")) - sum(map(written.count, "]}")))
        openings = sum(map(written.count, ("[", "{", "- ", "? ", ": ", "-\t", "?\t", ":\t")))
        if depth > MOST_OPEN or openings > MOST_OPEN or len(written) - len(written.lstrip()) > MOST_OPEN:
            return row
    return 0


class _Reader:
    """Turns YAML nodes into plain values, by rules stricter than YAML's own."""

    def __init__(self, settings: Settings, faults: Faults, line: int, column: int) -> None:
        self.settings = settings
        self.faults = faults
        self.line = line
        self.column = column
        self.seen: set[int] = set()

    def at(self, node: yaml.Node) -> tuple[int, int]:
        mark = node.start_mark
        return self.line + mark.line, self.column + mark.column

    def value(self, node: yaml.Node, place: Place) -> object:
        self.settings.marks[place] = self.at(node)
        if id(node) in self.seen or len(place) > DEEPEST:
            self.faults.add("F004", *self.at(node))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(one, (*place, index)) for index, one in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, place: Place) -> Mapping[str, object]:
        values: dict[str, object] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not name or name in values:
                self.faults.add("F005", *self.at(key), key=name)
                continue
            self.settings.keys[*place, name] = self.at(key)
            values[name] = self.value(value, (*place, name))
        return values

    def scalar(self, node: yaml.Node) -> object:
        text = str(node.value)
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if kind in {"str", "null"}:
            return self.words(node, text) if kind == "str" else None
        if kind == "bool" and text in {"true", "false"}:
            return text == "true"
        if kind == "int" and WHOLE.fullmatch(text) and len(text) < 18:
            return int(text)
        if kind == "float" and BROKEN.fullmatch(text):
            return float(text)
        if kind == "timestamp" and DAY.fullmatch(text) and (day := _day(text)):
            return day
        self.faults.add("F006", *self.at(node), value=text[:40])
        return None

    def words(self, node: yaml.Node, text: str) -> str:
        """What may not be written may not be spelt out by an escape either."""
        if bad := CONTROL.search(text):
            self.faults.add("C008", *self.at(node), name=f"U+{ord(bad[0]):04X}")
        return replaced(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
