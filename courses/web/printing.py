"""A whole course on one page to be printed: every lesson that the one who asks may open, and no question of a quiz."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, current_app, g
from markupsafe import Markup

from courses.catalog.structure import Course, Lesson, Module
from courses.rules.standing import Standing, current_cycle, may_read, standing
from courses.web.identity import known_identity
from courses.web.learning import taken_course
from courses.web.navigation import help_audience
from courses.web.paper import unfolded
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.shelf import shelf
from courses.web.wording import SourceLine, holds_law, local, source_lines

blueprint = Blueprint("printing", __name__)


@dataclass(frozen=True, slots=True)
class PrintedLesson:
    """A lesson as it stands in the booklet."""

    number: int
    title: str
    minutes: int
    content_note: str
    html: Markup
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class PrintedModule:
    """A module with the lessons that may be read; `missing` is how many may not yet."""

    title: str
    summary: str
    html: Markup
    content_note: str
    minutes: int
    lessons: tuple[PrintedLesson, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Booklet:
    """A course on paper; `law_as_of` is the oldest date of what it says about law."""

    title: str
    slug: str
    summary: str
    minutes: int
    html: Markup
    modules: tuple[PrintedModule, ...]
    law_as_of: date | None


@blueprint.get("/print/<course>")
@rule(SIGNED_IN)
def booklet(course: str) -> str:
    """The course as one page; staff get all of it."""
    found, known = taken_course(course)
    g.audience = help_audience(found)
    cycle = current_cycle(g.now, current_app.config["SETTINGS"].zone)
    stands = [standing(found, module, known, cycle) for module in found.modules]
    return page("learning/booklet.html", booklet=bound(found, stands))


def bound(course: Course, stands: list[Standing]) -> Booklet:
    """The booklet of what may be read in these modules; a module of which nothing may be read is left out."""
    chosen = [(one.module, readable(one)) for one in stands]
    said = [course.law_as_of] if holds_law(local(course.html)) else []
    for module, lessons in chosen:
        said += [module.law_as_of, *(one.law_as_of for one in lessons)] if lessons else []
    return Booklet(
        title=local(course.title),
        slug=course.slug,
        summary=local(course.summary),
        minutes=course.minutes,
        html=unfolded(local(course.html), apart="course", deeper=1),
        modules=tuple(printed(number, *one) for number, one in enumerate(chosen, 1) if one[1]),
        law_as_of=min(filter(None, said), default=None),
    )


def readable(found: Standing) -> list[Lesson]:
    """The lessons that the one who asks may open now."""
    lessons = found.module.lessons
    if known_identity().is_staff:
        return list(lessons)
    return [one for one in lessons if may_read(found, one.slug, g.now)]


def printed(place: int, module: Module, lessons: list[Lesson]) -> PrintedModule:
    """A module, the one at that place of its course, with these of its lessons."""
    return PrintedModule(
        title=local(module.title),
        summary=local(module.summary),
        html=unfolded(local(module.html), apart=f"m{place}", deeper=1),
        content_note=local(module.content_note),
        minutes=module.minutes,
        lessons=tuple(
            PrintedLesson(
                number=number,
                title=local(one.title),
                minutes=one.minutes,
                content_note=local(one.content_note),
                html=unfolded(local(one.html), apart=f"m{place}-{number}", deeper=2),
                sources=source_lines(one.sources, shelf().sources),
            )
            for number, one in enumerate(module.lessons, 1)
            if one in lessons
        ),
        missing=len(module.lessons) - len(lessons),
    )
