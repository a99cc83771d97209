"""A folder from elsewhere read within limits: texts, the names of everything else, and what could not be read."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from courses.catalog.adopting.naming import natural
from courses.catalog.adopting.room import Change

TEXTS = (".md", ".markdown", ".mdown", ".mkd")
MOST_TEXTS = 3000
MOST_ENTRIES = 50_000
LARGEST_TEXT = 2 * 1024 * 1024
LARGEST_WHOLE = 64 * 1024 * 1024
DEEPEST = 12
PASSED_BY = frozenset({"node_modules", "__pycache__", "target", "vendor", "_site", "site-packages"})
ENCODINGS = ("utf-8-sig", "cp949")


class Refused(ValueError):
    """The folder cannot become a course at all; `code` says why, `values` complete its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


@dataclass(slots=True)
class Source:
    """What stands in the folder: texts by path, the sizes of all other files by path, and what was passed by."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    base: str = ""

    def tell(self, code: str, path: str, line: int = 1, **values: str) -> None:
        """Note what was passed by."""
        self.changes.append(Change(path, line, code, MappingProxyType(values)))


def read_folder(folder: Path) -> Source:
    """Read a folder; links to elsewhere and hidden things are not followed. Raises Refused."""
    source = Source(folder.resolve().name)
    entries = whole = 0
    for path, size in _files(folder, "", 0, source):
        entries += 1
        if entries > MOST_ENTRIES:
            raise Refused("A731", most=MOST_ENTRIES)
        if not path.lower().endswith(TEXTS):
            source.others[path] = size
            continue
        if size > LARGEST_TEXT:
            source.tell("A717", path)
            continue
        whole += size
        if len(source.texts) >= MOST_TEXTS:
            raise Refused("A732", most=MOST_TEXTS)
        if whole > LARGEST_WHOLE:
            raise Refused("A733", most=LARGEST_WHOLE // (1024 * 1024))
        if (text := _text(folder / path, path, source)) is not None:
            source.texts[path] = text
    if not source.texts:
        raise Refused("A734")
    return source


def _files(folder: Path, below: str, depth: int, source: Source) -> Iterator[tuple[str, int]]:
    """Every ordinary file with its size, in the order of names."""
    try:
        with os.scandir(folder / below) as scan:
            inside = sorted(scan, key=lambda one: (natural(one.name), one.name))
    except OSError:
        source.tell("A728", below)
        return
    for one in inside:
        path = f"{below}/{one.name}" if below else one.name
        if one.name.startswith(".") or one.name in PASSED_BY:
            continue
        shown = path.encode("utf-8", "replace").decode()
        if one.is_symlink():
            source.tell("A718", shown)
        elif one.is_dir():
            if depth >= DEEPEST:
                source.tell("A719", shown)
            else:
                yield from _files(folder, path, depth + 1, source)
        elif one.is_file() and shown == path:
            yield path, one.stat().st_size
        else:
            source.tell("A728", shown)


def _text(file: Path, path: str, source: Source) -> str | None:
    try:
        content = file.read_bytes()
    except OSError:
        source.tell("A728", path)
        return None
    for encoding in ENCODINGS if b"\0" not in content else ():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != ENCODINGS[0]:
            source.tell("A726", path, encoding=encoding)
        return text.replace("\r\n", "\n").replace("\r", "\n")
    source.tell("A717", path)
    return None
