"""Parts of a course that were only renamed, as far as their texts tell: their evidence waits for `formerly`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from courses.catalog.changes import left_out, pairs, words_of
from courses.catalog.structure import Course, Lesson, Module

ALIKE = 0.6
"""The share of words from which on two texts are taken for one."""
Named = TypeVar("Named", Module, Lesson)


@dataclass(frozen=True, slots=True)
class Rename:
    """A part that looks like one that is gone: the path of each below the course."""

    place: str
    was: str
    slug: str


def renames(old: Course, new: Course) -> tuple[Rename, ...]:
    """Modules and lessons that are new and read much like one that is gone, though they do not name it as former."""
    return tuple(_renames(old, new))


def alike(one: str, other: str) -> bool:
    """Whether two texts are mostly the same."""
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def text_of(part: Course | Module | Lesson) -> str:
    """What a part says in its own language, its title left out: that is the first thing to change."""
    inside = part.modules if isinstance(part, Course) else part.lessons if isinstance(part, Module) else ()
    return " ".join([next(iter(words_of(part.html).values()), ""), *map(text_of, inside)])


def _renames(old: Course, new: Course) -> Iterator[Rename]:
    yield from _alike("", old.modules, new.modules)
    for one, other in pairs(old.modules, new.modules):
        if one:
            yield from _alike(f"{other.slug}/", one.lessons, other.lessons)


def _alike(place: str, old: Sequence[Named], new: Sequence[Named]) -> Iterator[Rename]:
    left = list(left_out(old, new))
    for one in left_out(new, old):
        before = next((was for was in left if alike(text_of(was), text_of(one))), None)
        if before:
            left.remove(before)
            yield Rename(f"{place}{one.slug}", f"{place}{before.slug}", before.slug)
