"""What a page needs to know of the world around it: language, help directory, facts, neighbours and media."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType

from courses.catalog.pages import RawFile
from courses.catalog.structure import HelpEntry

ADDRESS = "/learn"
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
        return self.files[str(self.path / target)].content.decode("utf-8", "replace")

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
