"""Learning on the web: home, course, module, lesson."""

from collections.abc import Sequence

from flask import Blueprint, current_app, g, redirect, request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from courses.catalog.structure import Course, Module
from courses.foundation.errors import NotHere
from courses.ledger.completions import Taking
from courses.queries.progress import facts
from courses.queries.side_attempts import side_attempts
from courses.rules.facts import Facts
from courses.rules.offers import offers
from courses.rules.standing import Standing, current_cycle, is_open, may_read, standing, standings
from courses.services.learning import complete_lesson
from courses.web import learning_pages as pages
from courses.web.identity import known_identity
from courses.web.learning_views import OfferLine
from courses.web.navigation import help_audience
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.shared_pages import shared_page
from courses.web.shelf import course_or_404, lesson_or_404, module_or_404, shelf, workshop
from courses.web.side_pages import offer_lines

blueprint = Blueprint("learning", __name__)


def module_in_hand(course_slug: str, module_slug: str) -> tuple[Course, Module]:
    """The course and the module of these slugs; of a draft only for who has an attempt at its quiz open.

    A course may become a draft while its learners sit at a quiz: they finish that, and nothing else of it is there.
    Raises NotHere.
    """
    if shelf().course(course_slug) is not None:
        return module_or_404(course_slug, module_slug)
    course, module = module_or_404(course_slug, module_slug, workshop())
    tries = facts(known_identity().account, course.key).tries
    if not any(one.open and one.module == module.key for one in tries):
        raise NotHere
    return course, module


def stand(course_slug: str, module_slug: str, *, in_hand: bool = False, known: Facts | None = None) -> Standing:
    """Where the one who asks stands in the module; `in_hand`: it is asked for an attempt that may be open in a draft.

    `known` is what they must do and have done in the course, where that was read already.
    Raises NotHere for what is not in the catalog, Forbidden for what is not theirs to take or opens later; staff may
    read everything.
    """
    course, module = (module_in_hand if in_hand else module_or_404)(course_slug, module_slug)
    identity = known_identity()
    g.audience = help_audience(course)
    zone = current_app.config["SETTINGS"].zone
    known = facts(identity.account, course.key) if known is None else known
    found = standing(course, module, known, current_cycle(g.now, zone))
    if not identity.is_staff and not is_open(found, g.now):
        raise Forbidden
    return found


def taken_course(slug: str) -> tuple[Course, Facts]:
    """The course, and what the one who asks must do and has done in it.

    Raises NotHere for what is not in the catalog, Forbidden for one that is not theirs to take; staff may read it.
    """
    identity = known_identity()
    found = course_or_404(slug)
    known = facts(identity.account, found.key)
    if not identity.is_staff and not any(due.course == found.key for due in known.dues):
        raise Forbidden
    return found, known


def taking(found: Standing) -> Taking:
    """The standing as a service needs it. Raises Forbidden for someone who has no obligation and only reads."""
    if found.due is None and found.completion is None:
        raise Forbidden
    return Taking(known_identity().account, found.course, found.module, found.cycle)


@blueprint.get("/learn")
@rule(SIGNED_IN)
def home() -> str:
    """What is to be done, in order, and what is done."""
    identity = known_identity()
    zone = current_app.config["SETTINGS"].zone
    known = facts(identity.account)
    found = standings(shelf().courses, known, g.now, zone)
    shown = pages.home(identity.display_name, found, g.now, zone, offered(found, known), known=known)
    return page("learning/home.html", home=shown)


def offered(found: Sequence[Standing], known: Facts) -> tuple[tuple[OfferLine, ...], tuple[OfferLine, ...]]:
    """What the learner may answer beside, in the order of what is to be done, then of all courses."""
    if not (known.dues or known.completions):
        return (), ()
    settings = current_app.config["SETTINGS"]
    courses = {one.slug: one for one in (*(one.course for one in found), *shelf().courses.values())}
    taken = side_attempts(known_identity().account)
    return offer_lines(offers(courses.values(), known, taken, g.now, settings.zone, days=settings.follow_up_days))


@blueprint.get("/learn/<course>")
@rule(SIGNED_IN)
def course_page(course: str) -> str:
    """A course and its modules."""
    found, known = taken_course(course)
    zone = current_app.config["SETTINGS"].zone
    stands = [standing(found, module, known, current_cycle(g.now, zone)) for module in found.modules]
    return page("learning/course.html", slug=found.slug, course=pages.course(found, stands, g.now, zone))


@blueprint.get("/learn/<course>/<module>")
@rule(SIGNED_IN)
def module_page(course: str, module: str) -> str:
    """A module: its lessons and its quiz."""
    return page("learning/module.html", module=pages.module(stand(course, module)))


@blueprint.get("/learn/<course>/<module>/<lesson>")
@rule(SIGNED_IN)
def lesson(course: str, module: str, lesson: str) -> Response | str:
    """One lesson; reading it writes nothing."""
    found = stand(course, module)
    _, _, wanted = lesson_or_404(course, module, lesson)
    if (wanted.slug, found.module.slug, found.course.slug) != (lesson, module, course):
        return redirect(pages.lesson_url(found, wanted.slug), 301)
    if not known_identity().is_staff and not may_read(found, wanted.slug, g.now):
        return redirect(pages.place_url(found), 303)
    summary = request.args.get("part") == "summary"
    if request.query_string not in {b"", b"part=summary"}:
        return page("learning/lesson.html", page=pages.lesson(found, wanted, showing_summary=summary))
    return shared_page(
        "learning/lesson.html",
        (
            *(course, module, lesson, summary, found.place, found.lessons_done, found.passed),
            *(found.started, found.settled, found.completion is None, pages.quiz_state(found)),
        ),
        lambda: {"page": pages.lesson(found, wanted, showing_summary=summary)},
    )


@blueprint.post("/learn/<course>/<module>/<lesson>")
@rule(SIGNED_IN)
def complete(course: str, module: str, lesson: str) -> Response:
    """Complete and go on; pressing twice changes nothing."""
    found = stand(course, module)
    _, _, wanted = lesson_or_404(course, module, lesson)
    complete_lesson(taking(found), wanted, g.now)
    return redirect(pages.after_lesson_url(found, wanted), 303)
