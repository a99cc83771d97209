"""What a page needs to know of the world around it: language, help directory, facts, neighbours and media."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from courses.catalog.structure import HelpEntry

ADDRESS = "/learn"
MEDIA = re.compile(r"media/([A-Za-z0-9][\w.-]*)")
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"})
SOUNDS = frozenset({".mp3", ".m4a", ".ogg", ".opus"})
FILMS = frozenset({".mp4", ".webm"})
CAPTIONS = frozenset({".vtt"})


@dataclass(slots=True)
class Surroundings:
    """Where a page stands.

    `path` is its folder below the content root; `lessons` gives the address of each lesson file by its path below
    the content root; `facts` are the known fact numbers, or None when no list of them was found.
    """

    language: str = "ko"
    help: Mapping[str, HelpEntry] = field(default_factory=lambda: MappingProxyType({}))
    facts: frozenset[str] | None = None
    root: Path = field(default_factory=Path)
    path: PurePosixPath = field(default_factory=PurePosixPath)
    address: str = ""
    lessons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    used: set[str] = field(default_factory=set)

    def media(self, target: str, kinds: frozenset[str]) -> tuple[str, str]:
        """The address of a media file, or a code that says why it cannot be shown: (address, code)."""
        m = MEDIA.fullmatch(target)
        if not m or Path(target).suffix.lower() not in kinds:
            return "", "L308"
        file = self.root / self.path / target
        if file.is_symlink() or not file.is_file():
            return "", "L303"
        self.used.add(str(self.path / target))
        return f"{self.address}/{target}", ""

    def media_text(self, target: str) -> str:
        """The text of a transcript file that `media` has found, or nothing when it is no readable text."""
        return (self.root / self.path / target).read_text("utf-8", "replace")

    def lesson(self, target: str) -> str:
        """The address of the lesson whose file is named, relative to this page, or nothing."""
        parts: list[str] = []
        for part in (self.path / target).parts:
            if part == "..":
                parts = parts[:-1]
            else:
                parts.append(part)
        return self.lessons.get("/".join(parts), "")
