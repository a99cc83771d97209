"""Notice saved files by looking at their times: no package needed, and it works on every file system."""

import os
from collections.abc import Sequence
from pathlib import Path

ENDINGS = (".md", ".png", ".jpg", ".webp", ".vtt", ".yml", ".yaml", ".html", ".py", ".po", ".json", ".svg")


class Watcher:
    """Remembers the files below some folders and tells whether any was saved, made or removed since the last look."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._seen = self._look()

    def _look(self) -> dict[str, int]:
        seen = {}
        pending = [str(folder) for folder in self.folders if folder.is_dir()]
        while pending:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name != "__pycache__":
                            pending.append(entry.path)
                    elif entry.name.endswith(ENDINGS) and not entry.name.startswith("."):
                        seen[entry.path] = entry.stat().st_mtime_ns
        return seen

    def changed(self) -> set[str]:
        """Return the paths that changed since this was asked last."""
        try:
            now = self._look()
        except FileNotFoundError:
            # A file vanished between being listed and being looked at; the next look sees the rest.
            return set()
        changed = {path for path, _ in now.items() ^ self._seen.items()}
        self._seen = now
        return changed
