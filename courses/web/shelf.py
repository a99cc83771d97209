"""The catalog in service: swapped whole when the content was read again; a request sees one and the same to its end."""

from dataclasses import replace
from threading import Lock
from types import MappingProxyType

from flask import Flask, current_app, g, has_request_context

from courses.catalog.directory import HELP, SOURCES
from courses.catalog.loader import digest_of_pages
from courses.catalog.structure import WHOLE_FOLDER, Catalog, Course, Lesson, Module
from courses.foundation.errors import NotHere
from courses.foundation.settings import Settings
from courses.foundation.vocabulary import Publishing
from courses.web.reading import read_content

OPENING = Lock()


def shelf(*, aloud: bool = False) -> Catalog:
    """The catalog that is being served, read when it is asked for first: commands that need no content do not wait.

    `aloud` shows progress where it has to be rendered.
    """
    if not has_request_context():
        return without_drafts(standing(current_app, aloud=aloud))
    if "catalog" not in g:
        g.catalog = without_drafts(standing(current_app))
    kept: Catalog = g.catalog
    return kept


def workshop() -> Catalog:
    """The same with the courses that only their authors see yet."""
    return standing(current_app)


def without_drafts(catalog: Catalog) -> Catalog:
    """The courses that are published, and those that are retired: who has one keeps it."""
    shown = {slug: one for slug, one in catalog.courses.items() if one.state is not Publishing.DRAFT}
    return catalog if len(shown) == len(catalog.courses) else replace(catalog, courses=MappingProxyType(shown))


def standing(app: Flask, *, aloud: bool = False) -> Catalog:
    """The newest catalog of the application."""
    with OPENING:
        if "catalog" not in app.extensions:
            settings: Settings = app.config["SETTINGS"]
            app.extensions["catalog"] = read_content(settings, last_good=True, aloud=aloud)
    catalog: Catalog = app.extensions["catalog"]
    return catalog


def swap(app: Flask) -> Catalog:
    """Read the content again and serve it from the next request on; what all courses need is never given up."""
    settings: Settings = app.config["SETTINGS"]
    catalog = read_content(settings, last_good=True)
    if (before := app.extensions.get("catalog")) is not None:
        catalog = holding(catalog, before)
    app.extensions["catalog"] = catalog
    return catalog


def holding(catalog: Catalog, before: Catalog) -> Catalog:
    """The catalog with what was served before in place of all that has errors now, even if the disk kept nothing."""
    failing, courses = dict(catalog.failing), dict(catalog.courses)
    directory, sources = catalog.help, catalog.sources
    if stays(HELP, catalog, before, whole=bool(before.help)):
        failing[HELP], directory = True, before.help
    if stays(SOURCES, catalog, before, whole=bool(before.sources)):
        failing[SOURCES], sources = True, before.sources
    if WHOLE_FOLDER in failing and not courses:
        failing[WHOLE_FOLDER], courses = bool(before.courses), dict(before.courses)
    for slug in catalog.broken:
        if held := catalog.standing_in(slug, before.courses):
            if (kept := catalog.standing_in(slug)) and kept.slug != held.slug:
                del courses[kept.slug]
            courses[held.slug] = held
    return replace(
        catalog,
        courses=MappingProxyType(courses),
        help=directory,
        sources=sources,
        failing=MappingProxyType(failing),
        digest=digest_of_pages(courses, directory, sources),
    )


def stays(name: str, catalog: Catalog, before: Catalog, *, whole: bool) -> bool:
    """Whether a list that has errors now stays as it was served before, which was no mere rest of one with errors."""
    return name in catalog.failing and whole and before.failing.get(name, True)


def course_or_404(slug: str, among: Catalog | None = None) -> Course:
    """The course of that slug, of those that are served where no others are given. Raises NotHere."""
    if (course := (among or shelf()).course(slug)) is None:
        raise NotHere
    return course


def module_or_404(course_slug: str, module_slug: str, among: Catalog | None = None) -> tuple[Course, Module]:
    """The course and the module of these slugs, of those that are served where no others are given. Raises NotHere."""
    course = course_or_404(course_slug, among)
    if (module := course.module(module_slug)) is None:
        raise NotHere
    return course, module


def lesson_or_404(course_slug: str, module_slug: str, lesson_slug: str) -> tuple[Course, Module, Lesson]:
    """The course, the module and the lesson of these slugs. Raises NotHere."""
    course, module = module_or_404(course_slug, module_slug)
    if (lesson := module.lesson(lesson_slug)) is None:
        raise NotHere
    return course, module, lesson
