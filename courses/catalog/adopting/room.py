"""What the writer of one file from elsewhere needs to know, and the list of what it changed or left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Something that is not as it was in the source: `file` below the source folder, its line from 1, and a code."""

    file: str
    line: int
    code: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False)


def ordered(changes: Iterable[Change]) -> list[Change]:
    """Changes by file and line, each once."""
    return sorted({(one.file, one.line, one.code, *one.values.items()): one for one in changes}.values())


class Places(Protocol):
    """Where links and pictures of a file lead in the course."""

    def link(self, target: str) -> tuple[str, str]:
        """What to write in place of that target, and a code when that is not the same place; '' for no link."""
        ...

    def picture(self, target: str) -> tuple[str, str]:
        """The file below media/ that shows this picture, or '' and the code that says why there is none."""
        ...


@dataclass(slots=True)
class Room:
    """One file: its places, its reference links and footnotes, and the changes so far."""

    file: str
    language: str
    places: Places
    links: Mapping[str, str] = field(default_factory=dict)
    footnotes: frozenset[str] = frozenset()
    changes: list[Change] = field(default_factory=list)

    def tell(self, code: str, line: int, **values: str) -> None:
        """Note a change; the same one on the same line is noted once."""
        short = {name: value if len(value) <= 80 else f"{value[:79]}…" for name, value in values.items()}
        change = Change(self.file, line, code, MappingProxyType(short))
        if not any(one == change and one.values == change.values for one in self.changes[-20:]):
            self.changes.append(change)
