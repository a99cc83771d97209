"""Which files make which module, and in which order: by folders, or by the SUMMARY.md of a book."""

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from courses.catalog.adopting.folders import Refused, Source
from courses.catalog.adopting.naming import natural, plain, worded
from courses.catalog.composing import composed

SUMMARY = "SUMMARY.md"
BOOK = "book.toml"
FIRST = ("readme", "index", "_index", "introduction", "intro")
CONTENTS = frozenset({"summary", "table of contents", "contents", "목차", "차례"})
MANY = 60
MOST = 200
MOST_MODULES = 999
TRANSLATED = re.compile(r"(.+)[._-]([a-z]{2})(?:[-_][A-Za-z]{2,4})?(\.\w+)")
PART = re.compile(r"#{1,6} +(.+?) *#*$")
ENTRY = re.compile(
    r"( *)(?:[-*+]|\d+[.)]) +\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*<?([^()<>]*(?:\([^()]*\)[^()<>]*)*)>?\s*\)"
)
OUTER = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(\s*<?([^()<>]*)>?\s*\)\s*$")
WEIGHT = re.compile(r"^(?:weight|nav_order|sidebar_position|order|menu_order) *[:=] *[\"']?(-?\d{1,9})\b", re.MULTILINE)
FRONT = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?\n)??\1[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(slots=True)
class Chapter:
    """A file that becomes lessons, with the title that a table of contents gives it."""

    file: str
    title: str = ""
    level: int = 0


@dataclass(slots=True)
class Section:
    """Chapters that become a module; `path` is what its address is made from."""

    title: str
    path: str
    chapters: list[Chapter] = field(default_factory=list)


def sections_of(source: Source) -> list[Section]:
    """The modules to be. Raises Refused when there would be more than can be numbered."""
    summary = next((one for one in (f"src/{SUMMARY}", SUMMARY, *_elsewhere(source)) if one in source.texts), "")
    found = _book(source, summary) if summary else []
    if not found:
        found = _folders(source)
    divided = [piece for one in found for piece in _divided(one)]
    if len(divided) > MOST_MODULES:
        raise Refused("A735", most=MOST_MODULES)
    return divided


def front_of(text: str) -> tuple[str, int]:
    """The front matter of Jekyll or Hugo and the number of its lines; '' where there is none."""
    m = FRONT.match(text)
    return (m[2] or "", m[0].count("\n") + (not m[0].endswith("\n"))) if m else ("", 0)


def _elsewhere(source: Source) -> Iterable[str]:
    """A table of contents one folder down, where book.toml or the like says so."""
    return (one for one in source.texts if one.endswith(f"/{SUMMARY}") and one.count("/") == 1)


def _folders(source: Source) -> list[Section]:
    paths = [one for one in source.texts if PurePosixPath(one).name != SUMMARY]
    paths = [one for one in paths if not _is_translation(one, source)]
    if not paths:
        raise Refused("A734")
    top = posixpath.commonpath([posixpath.dirname(one) for one in paths]) if len(paths) > 1 else ""
    return _below(paths, top, source)


def _below(paths: Sequence[str], top: str, source: Source) -> list[Section]:
    """A module of the files in a folder itself, and one for each folder in it; a large one by the folders in that."""
    groups: dict[str, list[str]] = {}
    for path in paths:
        rest = PurePosixPath(path).relative_to(top).parts
        groups.setdefault(rest[0] if len(rest) > 1 else "", []).append(path)
    found: list[Section] = []
    for name, inside in sorted(
        groups.items(), key=lambda one: (one[0] != "", _weight(one[1], source), natural(one[0]))
    ):
        folder = posixpath.join(top, name)
        if len(inside) > MANY and name and any("/" in one[len(folder) + 1 :] for one in inside):
            found += _below(inside, folder, source)
            continue
        ordered = sorted(inside, key=lambda one: _order(one, source))
        title = worded(PurePosixPath(folder)) if folder else ""
        found.append(Section(title, folder, [Chapter(one) for one in ordered]))
    return found


def _order(path: str, source: Source) -> tuple[object, ...]:
    """Files of a folder before those of the folders in it; what introduces comes first, then by weight and name."""
    *folders, name = PurePosixPath(path).parts
    stem = PurePosixPath(name).stem.casefold()
    m = WEIGHT.search(front_of(source.texts[path])[0])
    first = FIRST.index(stem) if stem in FIRST else len(FIRST)
    key = [(1, natural(one)) for one in folders]
    return (*key, (0, first, int(m[1]) if m else 10**9, natural(name), name))


def _weight(paths: Sequence[str], source: Source) -> int:
    """The weight of a folder: that of the file which introduces it."""
    for path in paths:
        if PurePosixPath(path).stem.casefold() in FIRST and (m := WEIGHT.search(front_of(source.texts[path])[0])):
            return int(m[1])
    return 10**9


def _is_translation(path: str, source: Source) -> bool:
    m = TRANSLATED.fullmatch(path)
    if not m or m[1] + m[3] not in source.texts:
        return False
    source.tell("A724", path, other=m[1] + m[3])
    return True


def _book(source: Source, summary: str) -> list[Section]:
    """The modules of a book: its parts, else its top chapters with what is below them."""
    sections = [Section("", "")]
    parts = False
    seen: set[str] = set()
    for number, line in enumerate(source.texts[summary].split("\n"), 1):
        m = PART.match(line)
        if m and (sections[-1].chapters or parts or plain(m[1]).casefold() not in CONTENTS):
            parts = True
            sections.append(Section(plain(m[1]), plain(m[1])))
        elif m := ENTRY.match(line.expandtabs(4)) or OUTER.match(line):
            level, name, target = (0, m[1], m[2]) if m.re is OUTER else (1 + len(m[1]), m[2], m[3])
            if not level and sections[-1].chapters and sections[-1].chapters[-1].level:
                # what follows the numbered chapters stands for itself
                sections.append(Section("", name))
            if path := _listed(source, summary, number, (name, target), seen):
                sections[-1].chapters.append(Chapter(path, plain(name), level))
    for path in source.texts if seen else ():
        if path not in seen and path != summary:
            source.tell("A716", path)
    source.base = posixpath.dirname(summary) if seen else ""
    return [piece for one in sections if one.chapters for piece in _by_chapters(one, parts=parts)]


def _listed(source: Source, summary: str, number: int, entry: tuple[str, str], seen: set[str]) -> str:
    """The file that an entry of the table of contents names; '' where it is to be passed by."""
    name, target = entry[0], entry[1].strip()
    path = posixpath.normpath(posixpath.join(posixpath.dirname(summary), composed(unquote(target)).partition("#")[0]))
    if not target:
        source.tell("A714", summary, number, text=plain(name))
    elif path not in source.texts:
        source.tell("A715", summary, number, target=target)
    elif path in seen:
        source.tell("A727", summary, number, target=target)
    else:
        seen.add(path)
        return path
    return ""


def _by_chapters(section: Section, *, parts: bool) -> list[Section]:
    """A part as it is where it is not too long, else a module for each top chapter that has others below it."""
    top = min((one.level for one in section.chapters if one.level), default=0)
    if parts and section.title and len(section.chapters) <= MANY:
        return [section]
    found: list[Section] = []
    for index, one in enumerate(section.chapters):
        after = section.chapters[index + 1 : index + 2]
        leads = one.level == top and bool(after) and after[0].level > max(one.level, 0) and top > 0
        alone = one.level <= top and (not found or any(x.level > top for x in found[-1].chapters))
        if leads or alone:
            found.append(Section(one.title if leads or not section.title else section.title, one.file))
        found[-1].chapters.append(one)
    return found


def _divided(section: Section) -> list[Section]:
    """A module with too many files, in several."""
    pieces = [section.chapters[at : at + MOST] for at in range(0, len(section.chapters), MOST)]
    if len(pieces) == 1:
        return [section]
    return [Section(f"{section.title} ({n})".strip(), f"{section.path}-{n}", one) for n, one in enumerate(pieces, 1)]
