"""One course: its plan becomes jobs, and the parts that come of them become a course."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from courses.catalog.ages import UNDER_19, old_law
from courses.catalog.front_matter import read_front
from courses.catalog.media_files import media_findings
from courses.catalog.ordinary_files import readable
from courses.catalog.pages import RawFile, finding, page_of, read_raw
from courses.catalog.parts import Job, Part, Setting, Spot, in_use, job_of_course, job_of_module
from courses.catalog.places import named_headings
from courses.catalog.plan import CoursePlan
from courses.catalog.schemas import CourseFront
from courses.catalog.structure import Course, Finding, HelpEntry, Module
from courses.catalog.surroundings import ADDRESS, TRANSCRIPTS
from courses.catalog.versions import digest_of
from courses.foundation.vocabulary import LANGUAGES, Severity


def jobs_of(root: Path, plan: CoursePlan, directory: Mapping[str, HelpEntry], facts: frozenset[str]) -> list[Job]:
    """Read the files of a course: a job for its own pages, then one for each module."""
    front = _read(root, [*plan.files, *_transcripts(plan.media)])
    modules = [_read(root, [*one.files, *_transcripts(one.media)]) for one in plan.modules]
    language = own_language(root, plan, front)
    setting = Setting(
        root=readable(root.name),
        slug=plan.slug,
        language=language,
        offered=(language, *(one for one in LANGUAGES if one != language and one in plan.texts.translations)),
        help=directory,
        facts=facts,
        addresses=_addresses(plan, modules),
    )
    jobs = [job_of_module(setting, one, files) for one, files in zip(plan.modules, modules, strict=True)]
    return [job_of_course(setting, plan, front), *jobs]


def own_language(root: Path, plan: CoursePlan, files: Mapping[str, RawFile]) -> str:
    """The language course.md names, read before anything else; Korean when it cannot be read."""
    file = plan.texts.file
    front, _, _ = read_front(page_of(files[file], f"{readable(root.name)}/{file}"), CourseFront)
    return front.language if front else LANGUAGES[0]


def assemble(
    root: Path, plan: CoursePlan, front: Part, modules: Sequence[Part], today: date | None
) -> tuple[Course | None, list[Finding]]:
    """The course of these parts, None where it cannot be served; and all that is to be said about it."""
    parts = [*modules, front]
    found = [*plan.found, *(one for part in parts for one in part.found)]
    found += _used_twice(one for part in parts for one in part.ids)
    found += in_use((one for part in modules for one in part.formerly), {one.slug for one in plan.modules})
    used = front.used.union(*(part.used for part in modules))
    found += media_findings(root, used)
    found += _unused(readable(root.name), plan, used)
    if today:
        laws = [one for part in parts for one in part.laws if old_law(one, today)]
        found += [finding(one.path, one.line, one.column, "W502", date=one.text) for one in laws]
    if not front.course:
        return None, found
    served = tuple(part.module for part in modules if part.module)
    if UNDER_19 & set(front.course.audience):
        found += _without_help(readable(root.name), plan, served)
    if any(one.severity is Severity.ERROR for one in found):
        return None, found
    return bound(front.course, served), found


def bound(course: Course, modules: tuple[Module, ...]) -> Course:
    """A course with its modules; its digest is taken over all of them."""
    return replace(course, modules=modules, digest=digest_of([course.digest, *(one.digest for one in modules)]))


def _read(root: Path, files: Iterable[str]) -> Mapping[str, RawFile]:
    # text is enough here: a path object for each of thousands of files takes as long as reading it
    return {file: read_raw(f"{root}/{file}") for file in files}


def _transcripts(media: Iterable[str]) -> list[str]:
    return [file for file in media if PurePosixPath(file).suffix.lower() in TRANSCRIPTS]


def _addresses(plan: CoursePlan, files: Sequence[Mapping[str, RawFile]]) -> Mapping[str, str]:
    """The address of each lesson by its file; those of a short form by `file#slug`."""
    addresses = {}
    for module, raws in zip(plan.modules, files, strict=True):
        where = f"{ADDRESS}/{plan.slug}/{module.slug}"
        for lesson in module.lessons:
            addresses[lesson.file] = f"{where}/{lesson.slug}"
        if module.short:
            file = module.texts.file
            addresses |= {f"{file}#{slug}": f"{where}/{slug}" for slug in named_headings(raws[file])} | {file: where}
    return addresses


def _used_twice(ids: Iterable[Spot]) -> list[Finding]:
    """A finding for each id that was used before in the course."""
    first: dict[str, Spot] = {}
    told = []
    for one in ids:
        if (used := first.setdefault(one.text, one)) is not one:
            place = one.path, one.line, one.column
            told.append(finding(*place, "I203", id=one.text, path=used.path, first=used.line))
    return told


def _unused(root: str, plan: CoursePlan, used: Set[str]) -> list[Finding]:
    """Warn of media files that no page names."""
    files = {*plan.media, *(file for one in plan.modules for file in one.media)} - used
    return [finding(f"{root}/{one}", 1, 1, "W509", name=PurePosixPath(one).name) for one in sorted(files)]


def _without_help(root: str, plan: CoursePlan, modules: Iterable[Module]) -> list[Finding]:
    """Young learners find help in every module."""
    files = {one.slug: one.texts.file for one in plan.modules}
    lacking = [one for one in modules if not any(lesson.has_help for lesson in one.lessons)]
    return [finding(f"{root}/{files[one.slug]}", 1, 1, "W508") for one in lacking]
