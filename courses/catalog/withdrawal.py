"""What learners could see before and cannot now: courses, and parts of courses that are still in service."""

import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from courses.catalog.cache import Cache
from courses.catalog.evidence_keys import Named, names_of, served_keys
from courses.catalog.structure import Course, Module, Withdrawal
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
    stood = {place for place, since in before.items() if since is None}
    gone: dict[str, datetime] = {}
    moved: dict[str, str] = {}
    for place, told in before.items():
        since, _, last = (told or "").partition(" ")
        above = place.rpartition("/")[0]
        if place in known or place.partition("/")[0] in spared:
            continue
        if above and above not in known:  # told of what it is part of; missed again when that comes back without it
            after |= {place: told} if above in after else {}
        elif not since or now - datetime.fromisoformat(since) < TOLD_FOR:
            since = since or now.isoformat()
            today = _today(place, bearers)
            gone[today] = datetime.fromisoformat(since)
            module = _moved_to(place, bearers[place.partition("/")[0]], stood, last) if above else None
            after[place] = f"{since} {module.key}" if module else since
            if module:
                moved[today] = f"{today.partition('/')[0]}/{module.slug}"
    if note and after != before:
        cache.put(name, json.dumps(after).encode())
    parts = {place: since for place, since in gone.items() if "/" in place}
    return Withdrawal({key: since for key, since in gone.items() if key not in parts}, parts, moved)


def moves(old: Course, new: Course) -> Iterator[tuple[str, str]]:
    """Where each lesson stood that the newer version has in another module, and that module; none of a draft."""
    known = set(_places(new, names_of))
    stood = list(_places(replace(old, slug=new.slug, formerly=new.formerly), _key_of))
    for place in stood if old.state is not Publishing.DRAFT else ():
        missed = place not in known and place.rpartition("/")[0] in known
        if missed and (module := _moved_to(place, new, stood)):
            yield _today(place, {new.key: new}), f"{new.slug}/{module.slug}"


def _moved_to(place: str, course: Course, stood: Container[str], last: str = "") -> Module | None:
    """The module of a course that has the lesson of that place now, not one with a lesson of that name that `stood`.

    `last` is the key of the module that it was found in before.
    """
    key, _, name = place.rpartition("/")
    key = key.partition("/")[0]
    for module in course.modules:
        for lesson in module.lessons:
            if name in names_of(lesson) and (module.key == last or f"{key}/{module.key}/{lesson.key}" not in stood):
                return module
    return None


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
