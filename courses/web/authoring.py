"""Preview: what an author wrote, published or not, with everything the check says of it; nothing here is recorded."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from courses.catalog.structure import Course, Module
from courses.foundation.errors import NotHere
from courses.web import authoring_pages as pages
from courses.web.media import sent
from courses.web.policy import rule
from courses.web.presentation import page
from courses.web.shelf import workshop

blueprint = Blueprint("authoring", __name__, url_prefix="/author")


@blueprint.get("")
@rule("content.preview")
def home() -> str:
    """Every course, those that nobody sees yet and those that cannot be served among them."""
    return page("authoring/home.html", courses=pages.courses(workshop()))


@blueprint.get("/<course>")
@rule("content.preview")
def course(course: str) -> str:
    """What a course holds and what is wrong where; with `file`, one of its files with the findings beside it."""
    if name := request.args.get("file", ""):
        if (source := pages.source(workshop(), course, name)) is None:
            raise NotHere
        return page("authoring/source.html", source=source)
    if (found := pages.outline(workshop(), course)) is None:
        raise NotHere
    return page("authoring/course.html", course=found)


@blueprint.get("/<course>/<module>")
@rule("content.preview")
def module(course: str, module: str) -> str:
    """A module's own page and its items; with `item`, one of them to try out."""
    found = module_in_work(course, module)
    item = request.args.get("item", "")
    if not item:
        return page("authoring/module.html", module=pages.module(*found))
    if (trial := pages.trial(*found, item, request.args)) is None:
        raise NotHere
    return page("authoring/item.html", trial=trial)


@blueprint.get("/<course>/<module>/<lesson>")
@rule("content.preview")
def lesson(course: str, module: str, lesson: str) -> str:
    """A lesson in all its languages side by side."""
    found_course, found_module = module_in_work(course, module)
    if (found := found_module.lesson(lesson)) is None:
        raise NotHere
    return page("authoring/lesson.html", lesson=pages.lesson(found_course, found_module, found))


@blueprint.get("/<course>/<module>/media/<filename>")
@rule("content.preview")
def media(course: str, module: str, filename: str) -> Response:
    """A file that a page of the module shows."""
    return sent(module_in_work(course, module)[1].media.get(filename))


def module_in_work(course_slug: str, module_slug: str) -> tuple[Course, Module]:
    """The course and the module of these slugs, published or not. Raises NotHere."""
    course = workshop().course(course_slug)
    module = course.module(module_slug) if course else None
    if course is None or module is None:
        raise NotHere
    return course, module
