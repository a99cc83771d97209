"""The courses that ship with the product: what stands in the content folder, loaded once a process."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog, Course, Module
from courses.foundation.settings import ROOT

CONTENT = ROOT / "content"
LANGUAGES = ("ko", "en")
LOOKED_AT = date(2026, 11, 22)
"""The day from which the age of a statement of law is counted, so that these tests say the same on every day."""


@cache
def starter_catalog() -> Catalog:
    """Every course of the content folder, with what the checker finds."""
    return load_catalog(CONTENT, today=LOOKED_AT)


def course_slugs() -> list[str]:
    """The slugs of all courses, by their folders: one that cannot be loaded is among them."""
    return sorted(path.parent.name for path in CONTENT.glob("*/course.md"))


def module_slugs() -> list[tuple[str, str]]:
    """Course and module of every module, by their folders and files."""
    numbered = CONTENT.glob("*/[0-9]*-*")
    return sorted({(path.parent.name, re.sub(r"^\d+-", "", path.name.partition(".")[0])) for path in numbered})


def course_of(slug: str) -> Course:
    """The course of that slug. Raises LookupError for one that could not be loaded."""
    if (found := starter_catalog().course(slug)) is None:
        raise LookupError(slug)
    return found


def module_of(course: str, slug: str) -> Module:
    """The module of that slug. Raises LookupError for one that could not be loaded."""
    if (found := course_of(course).module(slug)) is None:
        raise LookupError(f"{course}/{slug}")
    return found


def manuscript(course: str, module: str, lesson: str, language: str) -> str:
    """What the author wrote of a lesson, its front matter aside."""
    ending = ".md" if language == course_of(course).language else f".{language}.md"
    [path] = [
        path
        for path in CONTENT.glob(f"{course}/[0-9]*-{module}/[0-9]*-{lesson}{ending}")
        if re.fullmatch(rf"\d+-{lesson}{re.escape(ending)}", path.name)
    ]
    return body(path)


def body(path: Path) -> str:
    """What stands in a file below its front matter, if it has any."""
    text = path.read_text(encoding="utf-8")
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text
