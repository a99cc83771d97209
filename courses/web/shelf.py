"""The catalog in service: swapped whole when good content was read again."""

from threading import Lock

from flask import current_app

from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog, Course, Lesson, Module
from courses.foundation.errors import NotHere
from courses.foundation.settings import Settings

OPENING = Lock()


def shelf() -> Catalog:
    """The catalog that is being served, read when it is asked for first: commands that need no content do not wait."""
    with OPENING:
        if "catalog" not in current_app.extensions:
            settings: Settings = current_app.config["SETTINGS"]
            current_app.extensions["catalog"] = load_catalog(settings.content_dir)
    catalog: Catalog = current_app.extensions["catalog"]
    return catalog


def course_or_404(slug: str) -> Course:
    """The course of that slug. Raises NotHere."""
    if (course := shelf().course(slug)) is None:
        raise NotHere
    return course


def module_or_404(course_slug: str, module_slug: str) -> tuple[Course, Module]:
    """The course and the module of these slugs. Raises NotHere."""
    course = course_or_404(course_slug)
    if (module := course.module(module_slug)) is None:
        raise NotHere
    return course, module


def lesson_or_404(course_slug: str, module_slug: str, lesson_slug: str) -> tuple[Course, Module, Lesson]:
    """The course, the module and the lesson of these slugs. Raises NotHere."""
    course, module = module_or_404(course_slug, module_slug)
    if (lesson := module.lesson(lesson_slug)) is None:
        raise NotHere
    return course, module, lesson
