"""Reading the content for serving or checking: rendered apart, kept between starts, with progress shown when cold."""

import sys
from datetime import date
from pathlib import Path
from typing import TextIO

from courses.catalog.cache import Cache
from courses.catalog.children import build_apart
from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog
from courses.foundation import clock
from courses.foundation.settings import Settings

FOLDER = "content-cache"
STEPS = 10
"""How often progress is told where lines cannot be written over."""


class Progress:
    """Tells how far reading has come, on standard error; nothing is said where everything was kept."""

    def __init__(self, screen: TextIO) -> None:
        self.screen = screen
        self.told = -1

    def __call__(self, done: int, total: int) -> None:
        """Tell that so many of so many parts are there."""
        over = self.screen.isatty()
        step = done if over else done * STEPS // total
        if step == self.told:
            return
        self.told = step
        ending = "\r" if over and done < total else "\n"
        self.screen.write(f"교육을 읽고 있습니다 · Reading the content: {done}/{total}{ending}")
        self.screen.flush()


def read_content(
    settings: Settings,
    root: Path | None = None,
    *,
    today: date | None = None,
    last_good: bool = False,
    aloud: bool = False,
) -> Catalog:
    """The catalog of that folder, else of the one that is served; see `load_catalog`.

    Another folder without a help directory or sources of its own takes those of the one that is served.
    `aloud` shows progress. Raises what `build_apart` raises where no child process can work.
    """
    served = settings.content_dir
    elsewhere = root is not None and root.resolve() != served.resolve()
    return load_catalog(
        root or served,
        cache_of(settings),
        today=today,
        builder=build_apart,
        progress=Progress(sys.stderr) if aloud else None,
        last_good=last_good,
        now=clock.now() if last_good else None,
        beside=served if elsewhere else None,
        needs_help=not elsewhere,
    )


def cache_of(settings: Settings) -> Cache | None:
    """Where rendered content is kept, or None where the data directory cannot be written: then it is rendered anew."""
    try:
        key = settings.key()
    except OSError:
        return None
    return Cache(settings.data_dir / FOLDER, key.encode())
