"""What was served before: of when each course is, and since when its files have had errors."""

import json
from collections.abc import Container, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from courses.catalog.cache import Cache
from courses.catalog.structure import Course, Older

Note = tuple[str, str, str | None]
"""A course's digest, when that was read first, and since when its files have had errors, both in ISO form."""


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


def _notes(root: Path, cache: Cache) -> tuple[str, dict[str, Note]]:
    """What was noted of the courses of that folder, and the name it is kept under; notes are lists in JSON."""
    name = f"standing {root.resolve()}"
    kept = cache.get(name)
    return name, {slug: (one[0], one[1], one[2]) for slug, one in json.loads(kept).items()} if kept else {}
