"""A folder from elsewhere read within limits: texts, the names of everything else, and what could not be read."""

import os
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from courses.catalog.adopting.naming import natural
from courses.catalog.adopting.room import Change
from courses.catalog.composing import composed
from courses.catalog.media_files import is_fit
from courses.catalog.ordinary_files import open_ordinary
from courses.catalog.surroundings import PICTURES

TEXTS = (".md", ".markdown", ".mdown", ".mkd")
MOST_TEXTS = 3000
MOST_ENTRIES = 50_000
LARGEST_TEXT = 2 * 1024 * 1024
LARGEST_WHOLE = 64 * 1024 * 1024
DEEPEST = 12
PASSED_BY = frozenset({"node_modules", "__pycache__", "target", "vendor", "_site", "site-packages"})
ENCODINGS = ("utf-8-sig", "cp949")
UTF16 = "utf-16"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BOOK = "book.toml"


class Refused(ValueError):
    """The folder cannot become a course at all; `code` says why, `values` complete its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


@dataclass(slots=True)
class Source:
    """What stands in the folder: texts by path, all other files, which of these can be shown, and what was passed by.

    Paths are NFC; `spelt` holds the paths on the disk of those that are written another way there, as a Mac does.
    `title` is that of a mdBook.
    """

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    base: str = ""
    title: str = ""
    spelt: dict[str, str] = field(default_factory=dict)

    def tell(self, code: str, path: str, line: int = 1, **values: str) -> None:
        """Note what was passed by."""
        self.changes.append(Change(path, line, code, MappingProxyType(values)))


def read_folder(folder: Path) -> Source:
    """Read a folder; links to elsewhere and hidden things are not followed. Raises Refused."""
    source = Source(composed(folder.resolve().name))
    found = list(islice(_files(folder, "", 0, source), MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        raise Refused("A731", most=MOST_ENTRIES)
    source.spelt = _spelt([path for path, _ in found])
    known = {there: path for path, there in source.spelt.items()}
    whole = 0
    for there, size in found:
        path = known.get(there, there)
        if not path.lower().endswith(TEXTS):
            source.others.add(path)
            if PurePosixPath(path).suffix.lower() in PICTURES and is_fit(folder / there):
                source.pictures.add(path)
            continue
        if size > LARGEST_TEXT:
            source.tell("A717", path)
            continue
        whole += size
        if len(source.texts) >= MOST_TEXTS:
            raise Refused("A732", most=MOST_TEXTS)
        if whole > LARGEST_WHOLE:
            raise Refused("A733", most=LARGEST_WHOLE // (1024 * 1024))
        if (text := _text(folder / there, path, source)) is not None:
            source.texts[path] = text
    if not source.texts:
        raise Refused("A734")
    source.title = _title(folder / BOOK)
    return source


def _spelt(paths: Iterable[str]) -> dict[str, str]:
    """By its usual form each path that is written another way; where a file has that name already, both stay."""
    taken = set(paths)
    others = {composed(one): one for one in sorted(taken)}
    return {path: there for path, there in others.items() if path not in taken}


def _title(file: Path) -> str:
    """The title that the settings of a mdBook name, or nothing."""
    try:
        with open_ordinary(file) as opened:
            book = tomllib.loads(opened.read(LARGEST_TEXT).decode()).get("book", {})
    except (OSError, ValueError):
        return ""
    named = book.get("title", "") if isinstance(book, dict) else ""
    return composed(named) if isinstance(named, str) else ""


def _files(folder: Path, below: str, depth: int, source: Source) -> Iterator[tuple[str, int]]:
    """Every ordinary file with its size, in the order of names."""
    try:
        with os.scandir(folder / below) as scan:
            inside = sorted(scan, key=lambda one: (natural(composed(one.name)), one.name))
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
    # Notepad of Windows calls it Unicode, and always writes the mark
    for encoding in (UTF16,) if content.startswith(UTF16_MARKS) else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if encoding != ENCODINGS[0]:
            source.tell("A726", path, encoding=encoding)
        return composed(text).replace("\r\n", "\n").replace("\r", "\n")
    source.tell("A717", path)
    return None
