"""Loading: a plan from the names of files, then every file by that plan; bad content costs a course, never a start."""

from datetime import date
from pathlib import Path
from types import MappingProxyType

from courses.catalog.course_loader import CourseLoader
from courses.catalog.directory import load_help, load_sources
from courses.catalog.plan import plan_courses
from courses.catalog.structure import Catalog, Course, Finding
from courses.catalog.versions import digest_of
from courses.foundation.vocabulary import Severity


def load_catalog(root: Path, cache: Path | None = None, *, today: date | None = None) -> Catalog:  # noqa: ARG001 - see below
    """Read the content folder `root`; a course with an error is left out and its findings say why.

    `cache` is a folder that may keep rendered pages between starts; nothing is kept in it yet, loading is fast without.
    `today` is needed to tell how old a statement of law is; without it the age is not looked at. Never raises for
    anything that stands in a file.
    """
    found: list[Finding] = []
    directory = load_help(root, found)
    sources = load_sources(root, found)
    facts = None if sources is None else frozenset(sources)
    courses: dict[str, Course] = {}
    for plan in plan_courses(root):
        loader = CourseLoader(root, plan, directory, facts, today)
        course = loader.load()
        found += loader.found
        if course and not any(one.severity is Severity.ERROR for one in loader.found):
            courses[course.slug] = course
    findings = tuple(dict.fromkeys(sorted(found)))
    parts = {slug: course.digest for slug, course in courses.items()}
    shown = [str(directory), str(sources)]
    return Catalog(
        courses=MappingProxyType(courses),
        help=directory,
        sources=sources or MappingProxyType({}),
        findings=findings,
        digest=digest_of([parts, shown]),
    )
