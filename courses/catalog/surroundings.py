"""What a page needs to know of the world around it: language, help directory, facts, neighbours and media."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType

from courses.catalog.composing import composed
from courses.catalog.numbering import UNNUMBERED, Unnumbered
from courses.catalog.pages import RawFile
from courses.catalog.parts import Spot
from courses.catalog.structure import HelpEntry

ADDRESS = "/learn"
STEM = re.compile(r"[a-z0-9][a-z0-9-]*")
MEDIA = re.compile(r"media/([A-Za-z0-9][\w.-]*)")
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg"})
SOUNDS = frozenset({".mp3", ".m4a", ".ogg", ".opus"})
FILMS = frozenset({".mp4", ".webm"})
CAPTIONS = frozenset({".vtt"})
TRANSCRIPTS = frozenset({".txt", ".md"})


@dataclass(slots=True)
class Surroundings:
    """Where a page stands.

    `path` is its folder, `address` what the addresses of its media begin with; `lessons` gives the address of each
    lesson by its file; `facts` are the known fact numbers, or None when no list of them was found; `media_files` are
    the files that may be shown, `files` the content of those that are text. Paths begin below the content folder.
    The files that are shown go to `used`, the places on other pages that links lead to go to `linked`.
    `lines` says how the text's line numbers are treated.
    """

    language: str = "ko"
    help: Mapping[str, HelpEntry] = field(default_factory=lambda: MappingProxyType({}))
    facts: frozenset[str] | None = None
    path: PurePosixPath = field(default_factory=PurePosixPath)
    address: str = ""
    lessons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    media_files: frozenset[str] = frozenset()
    files: Mapping[str, RawFile] = field(default_factory=lambda: MappingProxyType({}))
    used: set[str] = field(default_factory=set)
    linked: list[Spot] = field(default_factory=list)
    lines: Unnumbered = UNNUMBERED

    def media(self, target: str, kinds: frozenset[str]) -> tuple[str, str]:
        """The address of a media file, or a code that says why it cannot be shown: (address, code)."""
        m = MEDIA.fullmatch(target)
        if not m or PurePosixPath(target).suffix.lower() not in kinds:
            return "", "L308"
        file = str(self.path / target)
        if file not in self.media_files:
            return "", "L303"
        self.used.add(file)
        return f"{self.address}/{target}", ""

    def media_text(self, target: str) -> str:
        """The text of a transcript file that `media` has found; what is too large to be read is no text."""
        return composed(self.files[str(self.path / target)].content.decode("utf-8", "replace"))

    def lesson(self, target: str) -> str:
        """The address of what a file beside this one holds, or nothing where there is no such lesson.

        `file#place` is a place in a lesson, and in the short form the lesson of that name.
        """
        parts: list[str] = []
        for part in (self.path / target).parts:
            if part == "..":
                parts = parts[:-1]
            else:
                parts.append(part)
        whole = "/".join(parts)
        if whole in self.lessons:
            return self.lessons[whole]
        file, mark, place = whole.partition("#")
        address = self.lessons.get(file, "")
        return f"{address}{mark}{place}" if address else ""


def lawful(target: str, kinds: frozenset[str]) -> str:
    """What the name of a media file looks like: this one's own as far as it can be kept."""
    name = PurePosixPath(target.replace("\\", "/").replace(" ", "-").replace("%20", "-")).name
    ending = PurePosixPath(name).suffix.lower()
    ending = ending if ending in kinds else min(kinds)
    stem = name.rpartition(".")[0].lower()
    return f"media/{stem if STEM.fullmatch(stem) else 'my-file'}{ending}"
