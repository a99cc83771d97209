"""Preview: what an author wrote, published or not, with everything the check says of it; nothing here is recorded."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, request
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from courses.catalog.children import ChildLost
from courses.catalog.proofs import CourseProof, ModuleProof
from courses.foundation.errors import NotHere
from courses.web import authoring_outline as outlines
from courses.web import authoring_pages as pages
from courses.web.authoring_leaves import proofs
from courses.web.media import sent
from courses.web.policy import rule
from courses.web.presentation import page
from courses.web.shelf import workshop

blueprint = Blueprint("authoring", __name__, url_prefix="/author")


@blueprint.get("")
@rule("content.preview")
def home() -> str:
    """Every course, those that nobody sees yet and those that cannot be served among them."""
    catalog = workshop()
    return page("authoring/home.html", courses=outlines.courses(catalog), said=outlines.of_no_course(catalog))


@blueprint.get("/<course>")
@rule("content.preview")
def course(course: str) -> str:
    """A course's own page; with `file` one of its files, with `sheet` a page of it that is no lesson."""
    proof = course_or_404(course)
    if name := request.args.get("file", ""):
        if (source := outlines.source(proof, name)) is None:
            raise NotHere
        return page("authoring/source.html", source=source)
    if name := request.args.get("sheet", ""):
        return of_sheet(proof, name)
    return page("authoring/course.html", course=outlines.outline(proof))


def of_sheet(proof: CourseProof, name: str) -> str:
    """A page of a course that is no lesson; with `item`, one of the survey's items to try out."""
    if item := request.args.get("item", ""):
        trial = pages.trial_in_survey(proof, item, request.args) if name == pages.SURVEY else None
        if trial is None:
            raise NotHere
        return page("authoring/item.html", trial=trial)
    if (found := pages.sheet(proof, name)) is None:
        raise NotHere
    return page("authoring/module.html" if name == pages.SURVEY else "authoring/lesson.html", text=found)


@blueprint.get("/<course>/<module>")
@rule("content.preview")
def module(course: str, module: str) -> str:
    """A module's own page and its items; with `item`, one of them to try out."""
    proof, of = module_or_404(course, module)
    if not (item := request.args.get("item", "")):
        return page("authoring/module.html", text=pages.module(proof, of))
    if (trial := pages.trial_in_module(proof, of, item, request.args)) is None:
        raise NotHere
    return page("authoring/item.html", trial=trial)


@blueprint.get("/<course>/<module>/<lesson>")
@rule("content.preview")
def lesson(course: str, module: str, lesson: str) -> str:
    """A lesson in all its languages side by side."""
    if (found := pages.lesson(*module_or_404(course, module), lesson)) is None:
        raise NotHere
    return page("authoring/lesson.html", text=found)


@blueprint.get("/<course>/<module>/media/<filename>")
@rule("content.preview")
def media(course: str, module: str, filename: str) -> Response:
    """A file that a page of the module shows."""
    return sent(module_or_404(course, module)[1].module.media.get(filename))


@blueprint.get("/<course>/-/media/<filename>")
@rule("content.preview")
def media_of_course(course: str, filename: str) -> Response:
    """A file that a page of the course shows which belongs to no module."""
    return sent(course_or_404(course).course.media.get(filename))


def course_or_404(slug: str) -> CourseProof:
    """The course as its files stand now. Raises NotHere, and ServiceUnavailable where nothing can be rendered."""
    with rendering():
        proof = proofs().course(slug)
    if proof is None:
        raise NotHere
    return proof


def module_or_404(course: str, module: str) -> tuple[CourseProof, ModuleProof]:
    """A course and one of its modules as their files stand now. Raises what `course_or_404` raises."""
    proof = course_or_404(course)
    with rendering():
        of = proofs().module(proof, module)
    if of is None:
        raise NotHere
    return proof, of


@contextmanager
def rendering() -> Iterator[None]:
    """Nothing is rendered between an update and the restart that follows it. Raises ServiceUnavailable."""
    try:
        yield
    except (ChildLost, OSError) as error:
        raise ServiceUnavailable from error
