"""Looking for words in the lessons one may read."""

from dataclasses import dataclass

from flask import Blueprint, current_app, g, request

from courses.catalog.search import Excerpt, Hit, Page, pages, search
from courses.queries.progress import facts
from courses.rules.facts import Facts
from courses.rules.standing import current_cycle, may_read, standing
from courses.web.addresses import address
from courses.web.identity import known_identity
from courses.web.languages import language
from courses.web.policy import SIGNED_IN, rule
from courses.web.presentation import page
from courses.web.shelf import shelf
from courses.web.wording import local

blueprint = Blueprint("searching", __name__)
SHOWN = 50
"""Lessons named at most; who finds more is asked for another word."""


@dataclass(frozen=True, slots=True)
class Found:
    """A lesson that was found; `url` is '' while it is not open yet."""

    course_title: str
    module_title: str
    title: str
    url: str
    excerpt: Excerpt | None
    language: str


@blueprint.get("/search")
@rule(SIGNED_IN)
def results() -> str:
    """Lessons with every word of the question, and where in them; nothing of it is kept."""
    question = request.args.get("q", "").strip()
    identity = known_identity()
    hits = search(_index(), question, language())
    found = [_found(hit, opens=True) for hit in hits]
    if not identity.is_staff:
        known = facts(identity.account)
        theirs = {due.course for due in known.dues} | {one.course for one in known.completions}
        found = [_found(hit, opens=_may_open(hit, known)) for hit in hits if hit.course.key in theirs]
    return page(
        "learning/search.html", question=question, found=found[:SHOWN], total=len(found), more=len(found) > SHOWN
    )


def _index() -> tuple[Page, ...]:
    """What is searched, made once a catalog."""
    kept: dict[str, tuple[Page, ...]] = current_app.extensions.setdefault("search_pages", {})
    catalog = shelf()
    if catalog.digest not in kept:
        kept.clear()
        kept[catalog.digest] = pages(catalog)
    return kept[catalog.digest]


def _may_open(hit: Hit, known: Facts) -> bool:
    zone = current_app.config["SETTINGS"].zone
    stands = standing(hit.course, hit.module, known, current_cycle(g.now, zone))
    return may_read(stands, hit.lesson.slug, g.now)


def _found(hit: Hit, *, opens: bool) -> Found:
    where = address("learning.lesson", course=hit.course.slug, module=hit.module.slug, lesson=hit.lesson.slug)
    return Found(
        course_title=local(hit.course.title),
        module_title=local(hit.module.title),
        title=local(hit.lesson.title),
        url=where if opens else "",
        excerpt=hit.excerpt if opens else None,
        language=hit.language,
    )
