"""Where the links and pictures of adopted files lead once every file has its place in the course."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from courses.catalog.adopting.folders import Source
from courses.catalog.adopting.naming import free, identifier, slug
from courses.catalog.composing import composed

OUTSIDE = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
SCHEME = re.compile(r"[A-Za-z][\w+.-]*:")
INDEXES = ("README.md", "readme.md", "index.md", "_index.md", "SUMMARY.md")


@dataclass(slots=True)
class Atlas:
    """The course to be: where each file begins, where its anchors are, and which of them links lead to.

    `anchors` gives, for a file and the name of a heading, the lesson that holds it, and its id there or '' at the top.
    """

    source: Source
    lessons: dict[str, str] = field(default_factory=dict)
    anchors: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    wanted: set[tuple[str, str]] = field(default_factory=set)
    folded: dict[str, str] = field(default_factory=dict)

    def fold(self) -> None:
        """Make files findable that are written in other letters, capital or small."""
        self.folded = {one.casefold(): one for one in (*self.source.others, *self.source.texts)}

    def find(self, path: str) -> str:
        """The file meant by a path, or ''."""
        bare = path.rstrip("/")
        stem = bare.removesuffix(".html").removesuffix(".htm")
        for one in (bare, f"{stem}.md", *(posixpath.join(bare, name) for name in INDEXES)):
            if found := self.folded.get(posixpath.normpath(one).casefold()):
                return found
        return ""


@dataclass(slots=True)
class Spot:
    """One lesson: the file it comes from, its own path in the course, and the pictures of its module by name."""

    atlas: Atlas
    file: str
    lesson: str
    media: dict[str, str]

    def link(self, target: str) -> tuple[str, str]:
        """What to write for a target, and the code of what was lost."""
        target = target.strip()
        if target.startswith("//"):
            target = f"https:{target}"
        if OUTSIDE.match(target):
            return (target, "") if _readable(target) else ("", "A702")
        if SCHEME.match(target) or "\\" in target:
            return "", "A702"
        path, _, fragment = target.partition("#")
        file = self.meant(path.partition("?")[0]) if path else self.file
        if file not in self.atlas.lessons:
            return "", "A713" if file else "A701"
        return self.within(file, unquote(fragment))

    def within(self, file: str, name: str) -> tuple[str, str]:
        """The address of a place in a file that became lessons."""
        lesson, code, mark = self.atlas.lessons[file], "", ""
        if name:
            found = self.atlas.anchors.get((file, name)) or self.atlas.anchors.get((file, name.lower()))
            if found:
                lesson, mark = found
                self.atlas.wanted.add((lesson, mark))
            elif file == self.file:
                return "", "A701"
            else:
                code = "A709"
        mark = f"#{mark}" if mark else ""
        if lesson == self.lesson and mark:
            return mark, code
        return posixpath.relpath(lesson, posixpath.dirname(self.lesson)) + mark, code

    def picture(self, target: str) -> tuple[str, str]:
        """The file below media/ for a picture, copied under a lawful name."""
        path = target.strip().partition("#")[0].partition("?")[0]
        file = "" if SCHEME.match(path) or not path else self.meant(path)
        if file not in self.atlas.source.pictures:
            return "", "A705"
        known = next((name for name, one in self.media.items() if one == file), "")
        if not known:
            suffix = PurePosixPath(file).suffix.lower()
            stems = {name.rpartition(".")[0] for name in self.media}
            known = free(slug(PurePosixPath(file).stem, file), stems) + suffix
            self.media[known] = file
        return f"media/{known}", ""

    def meant(self, path: str) -> str:
        """The file that a path means, seen from this one; '' where it leads out of the folder or to nothing."""
        path = composed(unquote(path))
        base = self.atlas.source.base if path.startswith("/") else posixpath.dirname(self.file)
        whole = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        if whole.startswith("..") or "\0" in whole:
            return ""
        found = self.atlas.find(whole)
        return found or (self.atlas.find(path.strip("/")) if path.startswith("/") else "")


def ids_of(names: list[str]) -> Mapping[str, str]:
    """Names of headings in their order, each with the id it gets; those that come again get a number, as elsewhere."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    count: dict[str, int] = {}
    for name in names:
        number = count.get(name, 0)
        count[name] = number + 1
        one = f"{name}-{number}" if number else name
        found[one] = free(identifier(one), taken)
        taken.add(found[one])
    return found


def _readable(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return bool(parts.netloc or (parts.path and parts.scheme.lower() == "mailto"))
