"""What was served before: of when each course is, since when its files have had errors, and what is gone since."""

import json
from collections.abc import Container, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from courses.catalog.cache import Cache
from courses.catalog.evidence_keys import names_of
from courses.catalog.structure import Course, Older
from courses.foundation.vocabulary import Publishing

Note = tuple[str, str, str | None]
"""A course's digest, when that was read first, and since when its files have had errors, both in ISO form."""
TOLD_FOR = timedelta(days=14)
"""How long it is told that a course was taken out of service."""


def standing(
    root: Path, courses: Mapping[str, Course], broken: Container[str], cache: Cache, now: datetime
) -> Mapping[str, Older]:
    """The courses that are served as they were although their files have errors now, with the times; these are kept.

    `courses` are those that are served, `now` is when they were read.
    """
    name, before = _notes(root, cache)
    notes: dict[str, Note] = {}
    older = {}
    for slug, course in courses.items():
        digest, read, since = before.get(slug, (course.digest, now.isoformat(), None))
        if digest != course.digest:
            read = now.isoformat()
        if slug not in broken:
            notes[slug] = (course.digest, read, None)
        elif slug in before:
            notes[slug] = (course.digest, read, since or now.isoformat())
            older[slug] = Older(datetime.fromisoformat(read), datetime.fromisoformat(since or now.isoformat()))
    if notes != before:
        cache.put(name, json.dumps(notes).encode())
    return MappingProxyType(older)


def noted(root: Path, cache: Cache) -> list[str]:
    """The slugs of the courses that were served from that folder last."""
    return list(_notes(root, cache)[1])


def withdrawn(
    root: Path, courses: Mapping[str, Course], broken: Container[str], cache: Cache, now: datetime, *, note: bool
) -> Mapping[str, datetime]:
    """The courses, by key, that were in service and are drafts or gone now, each with the time when that was first met.

    `note` keeps what is in service now for the next time.
    """
    name = f"in service {root.resolve()}"
    kept = cache.get(name)
    before: dict[str, str | None] = json.loads(kept) if kept else {}
    serving = [one for one in courses.values() if one.state is not Publishing.DRAFT]
    after: dict[str, str | None] = {one.key: None for one in serving}
    known = {name for one in serving for name in names_of(one)}
    for key, since in before.items():
        if key not in known and key not in broken and (since is None or now - datetime.fromisoformat(since) < TOLD_FOR):
            after[key] = since or now.isoformat()
    if note and after != before:
        cache.put(name, json.dumps(after).encode())
    return MappingProxyType({key: datetime.fromisoformat(since) for key, since in after.items() if since})


def _notes(root: Path, cache: Cache) -> tuple[str, dict[str, Note]]:
    """What was noted of the courses of that folder, and the name it is kept under; notes are lists in JSON."""
    name = f"standing {root.resolve()}"
    kept = cache.get(name)
    return name, {slug: (one[0], one[1], one[2]) for slug, one in json.loads(kept).items()} if kept else {}
