"""What learners could see before and cannot now: courses, and parts of courses that are still in service."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from courses.catalog.cache import Cache
from courses.catalog.evidence_keys import Named, names_of, served_keys
from courses.catalog.structure import Course, Withdrawal
from courses.foundation.vocabulary import Publishing

TOLD_FOR = timedelta(days=14)
"""How long it is told that something was taken out of service."""


def withdrawal(
    root: Path, courses: Mapping[str, Course], broken: Iterable[str], cache: Cache, now: datetime, *, note: bool
) -> Withdrawal:
    """What was in service in that folder and is no longer; no part of what is gone as a whole.

    `broken` holds all names of the courses whose files have errors: nothing is known of these. `note` keeps what is in
    service now for the next time.
    """
    name = f"in service {root.resolve()}"
    kept = cache.get(name)
    before: dict[str, str | None] = json.loads(kept) if kept else {}
    keys = served_keys(root, cache).get("", {})
    spared = {key for one in broken for key in (one, keys.get(one, one))}
    serving = [one for one in courses.values() if one.state is not Publishing.DRAFT]
    after: dict[str, str | None] = {place: None for one in serving for place in _places(one, _key_of)}
    known = {place for one in serving for place in _places(one, names_of)}
    bearers = {name: one for one in courses.values() for name in names_of(one)}
    gone: dict[str, datetime] = {}
    for place, since in before.items():
        above = place.rpartition("/")[0]
        if place in known or place.partition("/")[0] in spared:
            continue
        if above and above not in known:  # told of what it is part of; missed again when that comes back without it
            after |= {place: since} if above in after else {}
        elif since is None or now - datetime.fromisoformat(since) < TOLD_FOR:
            after[place] = since or now.isoformat()
            gone[_today(place, bearers)] = datetime.fromisoformat(since) if since else now
    if note and after != before:
        cache.put(name, json.dumps(after).encode())
    parts = {place: since for place, since in gone.items() if "/" in place}
    return Withdrawal({key: since for key, since in gone.items() if key not in parts}, parts)


def _today(place: str, bearers: Mapping[str, Course]) -> str:
    """A place by what its course and module are called today, as far as there are any."""
    key, *below = place.split("/")
    if not (course := bearers.get(key)):
        return place
    module = course.module(below[0]) if below else None
    return "/".join([course.slug, *([module.slug, *below[1:]] if module else below)])


def _key_of(part: Named) -> tuple[str, ...]:
    return (part.key,)


def _places(course: Course, called: Callable[[Named], tuple[str, ...]]) -> Iterator[str]:
    """The places of a course by what its parts are called, each after what it is part of."""
    for name in called(course):
        yield name
        yield from (f"{name}/course.{one}.md" for one in course.languages)
        sheets = {"session": course.session, "letter": course.letter, "survey": course.survey}
        yield from (f"{name}/{sheet}.md" for sheet, there in sheets.items() if there)
        for module in course.modules:
            for within in (f"{name}/{one}" for one in called(module)):
                yield within
                yield from [f"{within}/quiz.md"] if module.quiz else []
                yield from (f"{within}/{one}" for lesson in module.lessons for one in called(lesson))
