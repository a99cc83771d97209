"""Under which name the evidence of each part is kept: no rename may lose it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from courses.catalog.cache import Cache
from courses.catalog.structure import Course, Lesson, Module
from courses.foundation.vocabulary import Publishing

Keys = Mapping[str, Mapping[str, str]]
"""By scope ('' for courses, `course` for its modules, `course/module` for its lessons, all by key): name to key."""
NO_KEYS: Keys = MappingProxyType({})


Named = Course | Module | Lesson


@dataclass(frozen=True, slots=True)
class Lost:
    """A part that would begin anew: its evidence is kept under `key`, which its `formerly` does not begin with.

    `path` is that of the part below its course: () for the course, then the slugs of module and lesson.
    """

    path: tuple[str, ...]
    formerly: tuple[str, ...]
    key: str


def served_keys(root: Path, cache: Cache) -> Keys:
    """Every name under which something in that folder has ever been served, with the key of its evidence."""
    kept = cache.get(_name(root))
    found: Keys = json.loads(kept) if kept else NO_KEYS
    return found


def note_keys(root: Path, cache: Cache, courses: Iterable[Course]) -> None:
    """Keep the names of what is served now beside those of before."""
    before = served_keys(root, cache)
    after = keys_of(courses, before)
    if after != before:
        cache.put(_name(root), json.dumps(after).encode())


def keys_of(courses: Iterable[Course], before: Keys = NO_KEYS) -> Keys:
    """The names in these courses with their keys, beside those of before; drafts have no evidence."""
    keys = {scope: dict(names) for scope, names in before.items()}
    for course in courses:
        if course.state is not Publishing.DRAFT:
            for scope, _, part in _parts(course):
                keys.setdefault(scope, {}).update(dict.fromkeys(names_of(part), part.key))
    return keys


def names_of(part: Named) -> tuple[str, ...]:
    """The name of a part and those it had before."""
    return (part.slug, *part.formerly)


def lost_keys(course: Course, served: Keys) -> Iterator[Lost]:
    """The parts that were served under another key and would leave their evidence behind."""
    for scope, path, part in _parts(course):
        before = served.get(scope, {})
        if part.key in before.values():
            continue
        if key := next((before[name] for name in names_of(part) if name in before), ""):
            yield Lost(path, part.formerly, key)


def _parts(course: Course) -> Iterator[tuple[str, tuple[str, ...], Named]]:
    yield "", (), course
    for module in course.modules:
        yield course.key, (module.slug,), module
        for lesson in module.lessons:
            yield f"{course.key}/{module.key}", (module.slug, lesson.slug), lesson


def _name(root: Path) -> str:
    return f"evidence keys {root.resolve()}"
