"""What tests recorded, in one shape: a name, the database, and figures by name."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

COUNT = "count"
"""The figure of a measure that has only one."""
WORDS = re.compile(r"([a-z][a-z_ ]*?)[: ]+(\d+(?:\.\d+)?)\b")


@dataclass(frozen=True, slots=True)
class Measure:
    """What one test measured under one name; `database` '' where only one was asked."""

    name: str
    database: str
    figures: Mapping[str, float]

    def line(self) -> dict[str, object]:
        """As it is kept."""
        return {"run": self.name, "database": self.database, **self.figures}


@dataclass(frozen=True, slots=True)
class Tried:
    """A test that was run; `database` fixtures make it one of several of that name."""

    test: str
    passed: bool
    measures: tuple[Measure, ...]


def read(file: Path) -> list[Tried]:
    """What the plugin wrote; nothing where it wrote nothing."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [_tried(json.loads(line)) for line in lines]


def _tried(line: Mapping[str, object]) -> Tried:
    recorded: Iterable[tuple[str, object]] = line["recorded"]  # type: ignore[assignment]  # as the plugin wrote it
    return Tried(
        str(line["test"]), line["outcome"] == "passed", tuple(measure(name, value) for name, value in recorded)
    )


def measure(name: str, value: object) -> Measure:
    """A recorded value: the figures of a fault run, numbers by name, one number, or words like `tried 20, kept 20`."""
    if isinstance(value, Mapping):
        named = dict(value)
        name = str(named.pop("run", name))
        database = str(named.pop("database", ""))
        return Measure(name, database, {key: one for key, one in named.items() if isinstance(one, int | float)})
    if isinstance(value, int | float):
        return Measure(name, "", {COUNT: value})
    return Measure(name, "", {key.strip(): float(number) for key, number in WORDS.findall(str(value))})
