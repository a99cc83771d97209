"""The processes that serve this data directory: each says what it serves, and reads the content again when told to."""

import json
import os
import signal
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import structlog
from flask import Flask

from courses.catalog.directory import HELP, SOURCES
from courses.catalog.loader import digest_of_pages
from courses.catalog.structure import WHOLE_FOLDER, Catalog
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import Severity
from courses.web.shelf import standing, swap

log = structlog.get_logger()
FOLDER = "serving"
SIGNAL = signal.SIGUSR1
"""What gunicorn's main process passes on to all its workers."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A process, when the kernel says it began (clock ticks since the machine's start), and the catalog it serves."""

    pid: int
    began: str
    catalog: str


def announce(settings: Settings, catalog: Catalog) -> None:
    """Leave word of this process and what it serves; where that cannot be written, it serves all the same."""
    folder = settings.data_dir / FOLDER
    mine = Serving(os.getpid(), beginning(os.getpid()), mark(catalog))
    file = folder / str(mine.pid)
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(mine)), "utf-8")
        fresh.replace(file)


def mark(catalog: Catalog) -> str:
    """What tells catalogs apart: what of their content is in order, and what is broken now.

    What is served instead of the broken is left out: a process that has it in its memory may have a newer one than the
    disk has kept.
    """
    lost = {*catalog.unsettled, *(catalog.courses if WHOLE_FOLDER in catalog.failing else ())}
    courses = {slug: one for slug, one in catalog.courses.items() if slug not in lost}
    contacts = {} if HELP in catalog.failing else catalog.help
    sources = {} if SOURCES in catalog.failing else catalog.sources
    return " ".join((digest_of_pages(courses, contacts, sources), *catalog.broken, *catalog.failing))


def serving(settings: Settings) -> list[Serving]:
    """The processes that live and serve; what others left behind is removed."""
    found = []
    for file in sorted((settings.data_dir / FOLDER).glob("*")):
        one = _read(file)
        if one and one.began and one.began == beginning(one.pid):
            found.append(one)
        elif file.suffix != ".new":
            file.unlink(missing_ok=True)
    return found


def beginning(pid: int) -> str:
    """When a process began, or nothing where there is none: a number that another process of that id would not have."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    # the name of the program stands in brackets and may hold anything
    return stat.rpartition(")")[2].split()[19]


def tell(processes: list[Serving]) -> None:
    """Ask processes to read the content again."""
    for one in processes:
        with suppress(ProcessLookupError):
            os.kill(one.pid, SIGNAL)


def obey(app: Flask) -> Thread:
    """Read the content now, and again at each signal, in a thread of its own; requests go on meanwhile."""
    orders: SimpleQueue[str] = SimpleQueue()
    settings: Settings = app.config["SETTINGS"]
    # a queue of this kind may be filled by a handler that interrupts anything
    signal.signal(SIGNAL, lambda _number, _frame: orders.put("again"))
    announce(settings, standing(app))
    complain(standing(app))
    thread = Thread(target=_follow, args=(app, orders), daemon=True)
    thread.start()
    return thread


def _follow(app: Flask, orders: "SimpleQueue[str]") -> None:
    settings: Settings = app.config["SETTINGS"]
    while orders.get():
        try:
            catalog = swap(app)
        except Exception:
            log.exception("content_not_read")  # what stood before is still served
            continue
        announce(settings, catalog)
        log.info("content_read", courses=len(catalog.courses), broken=list(catalog.broken))
        complain(catalog)


def complain(catalog: Catalog) -> None:
    """Log what has errors: what is served instead, and since when; and what learners no longer see."""
    for name, kept in catalog.failing.items():
        faults = catalog.findings_of(name)
        log.error(
            "content_list_broken" if name != WHOLE_FOLDER else "content_holds_no_course",
            file=str(catalog.root / name),
            line=faults[0].line if faults else None,
            served="last good" if kept else "what can be read",
        )
    for key, since in catalog.withdrawn.courses.items():
        log.warning("content_withdrawn", course=key, since=since.isoformat())
    for place, since in catalog.withdrawn.parts.items():
        log.warning("content_part_withdrawn", part=place, since=since.isoformat())
    for slug in catalog.broken:
        course = catalog.standing_in(slug)
        older = catalog.older.get(course.slug) if course else None
        log.warning(
            "content_broken",
            course=slug,
            errors=sum(one.severity is Severity.ERROR for one in catalog.findings_of(slug)),
            served="last good" if course else "nothing",
            read=older.read.isoformat() if older else None,
            since=older.since.isoformat() if older else None,
        )


def _read(file: Path) -> Serving | None:
    try:
        return Serving(**json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
