"""Loading: a plan from the names of files, then every file by that plan; bad content costs a course, never a start."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from courses.catalog.cache import Cache
from courses.catalog.course_loader import assemble, beside_each_other, bound, jobs_of
from courses.catalog.directory import read_lists
from courses.catalog.engine import help_digest, job_digest, setting_digest
from courses.catalog.evidence_keys import NO_KEYS, note_keys, served_keys
from courses.catalog.ordinary_files import readable
from courses.catalog.pages import finding
from courses.catalog.parts import Job, Part
from courses.catalog.plan import CoursePlan, misnamed, plan_courses
from courses.catalog.standing import noted, standing
from courses.catalog.stored import UNREADABLE, from_kept, to_kept
from courses.catalog.structure import (
    WHOLE_FOLDER,
    Catalog,
    Course,
    Finding,
    HelpEntry,
    Source,
    Withdrawal,
    unsettled_names,
)
from courses.catalog.versions import digest_of
from courses.catalog.withdrawal import withdrawal

Builder = Callable[[Sequence[Job]], Iterable[tuple[int, Part]]]
"""Builds the part of each job and gives them, in any order, with the index of the job."""
Progress = Callable[[int, int], None]
"""Is told how many of how many parts are there, each time one had to be rendered."""


def build_here(jobs: Sequence[Job]) -> Iterator[tuple[int, Part]]:
    """Build in this process, without limits of time: for texts that are known."""
    from courses.catalog.building import build  # noqa: PLC0415 - the Markdown engine; who serves never renders here

    for index, job in enumerate(jobs):
        yield index, build(job)


def load_catalog(
    root: Path,
    cache: Cache | None = None,
    *,
    today: date | None = None,
    builder: Builder = build_here,
    progress: Progress | None = None,
    last_good: bool = False,
    now: datetime | None = None,
    beside: Path | None = None,
    needs_help: bool = False,
) -> Catalog:
    """Read the content folder `root`; a course with an error is left out and its findings say why.

    `cache` keeps what was rendered between starts, and the help directory and the sources as they were when they were
    last in service and in order: these stand in for files with errors. `today` is needed to tell how old a statement of
    law is; without it the age is not looked at. With `last_good` a course that has errors now is there as it was when
    it was last put in service, be it under a name it had before, if the cache still knows; and so are all courses when
    the folder holds none at all. With `now`, the time, as well, this load puts in service: what is in order is kept for
    later, and since when the rest has errors is noted and told. `beside` is a content folder whose help directory and
    sources are taken where `root` has none; with `needs_help` there must be a directory. Never raises for anything that
    stands in a file.
    """
    serves = last_good and now is not None
    lists = read_lists(root, cache, beside, needs_help=needs_help, keep=serves)
    plans = list(plan_courses(root))
    found: list[Finding] = misnamed(root)
    jobs = [jobs_of(root, plan, lists.help, lists.facts) for plan in plans]
    shelf = PartStore(cache, builder, progress)
    names = shelf.fetch([job for of_course in jobs for job in of_course])
    courses: dict[str, Course] = {}
    former: dict[str, tuple[str, ...]] = {}
    by_course = list(_by_course(names, jobs))
    served = served_keys(root, cache) if cache else NO_KEYS
    others = beside_each_other(plans, [shelf.parts[mine[0]] for mine in by_course], served)
    for plan, mine in zip(plans, by_course, strict=True):
        front, *modules = [shelf.parts[name] for name in mine]
        course, said = assemble(root, plan, front, modules, today, others=others)
        found += said
        if course and serves:
            shelf.remember(root, course.slug, mine)
        if not course:
            former[plan.slug] = others.former[plan.slug]
            course = shelf.last_good(root, plan.slug, *reversed(former[plan.slug])) if last_good else None
        if course:
            courses[course.slug] = course
    found, failing = lists.sifted(found)
    if lost := _holds_no_course(plans):
        found.append(finding(readable(root.name), 1, 1, "C030"))
        before = noted(root, cache) if last_good and cache else []
        kept = [one for slug in before if slug not in courses and (one := shelf.last_good(root, slug))]
        courses |= {one.slug: one for one in kept}
        failing = MappingProxyType({**failing, WHOLE_FOLDER: bool(courses)})
    unsettled = unsettled_names(former)
    spared = [*unsettled, *courses] if lost else unsettled
    if cache and now:
        note_keys(root, cache, courses.values())
    return Catalog(
        courses=MappingProxyType(courses),
        help=lists.help,
        sources=lists.sources,
        findings=tuple(dict.fromkeys(sorted(found))),
        digest=digest_of_pages(courses, lists.help, lists.sources),
        broken=tuple(former),
        former=MappingProxyType(former),
        root=root,
        older=standing(root, courses, spared, cache, now) if cache and now else MappingProxyType({}),
        failing=failing,
        borrowed=lists.borrowed,
        withdrawn=withdrawal(root, courses, unsettled, cache, now, note=True) if cache and now else Withdrawal(),
    )


def _by_course(names: Sequence[str], jobs: Iterable[Sequence[Job]]) -> Iterator[Sequence[str]]:
    """The names of each course's parts."""
    for of_course in jobs:
        yield names[: len(of_course)]
        names = names[len(of_course) :]


def _holds_no_course(plans: Iterable[CoursePlan]) -> bool:
    """Whether no folder has a course's page: then it is the wrong folder, or it was taken away."""
    return all(any(one.code == "C001" for one in plan.found) for plan in plans)


class PartStore:
    """The parts by the digest of their jobs: those that are kept, and those that had to be built."""

    def __init__(self, cache: Cache | None, builder: Builder, progress: Progress | None) -> None:
        self.cache = cache
        self.builder = builder
        self.progress = progress
        self.parts: dict[str, Part] = {}

    def fetch(self, jobs: Sequence[Job]) -> list[str]:
        """See that the part of every job is there; the name of each."""
        settings: dict[int, str] = {}
        names = []
        helps = help_digest(jobs[0].setting) if jobs else ""
        for job in jobs:
            if id(job.setting) not in settings:
                settings[id(job.setting)] = setting_digest(job.setting, helps)
            names.append(job_digest(job, settings[id(job.setting)]))
        wanted = dict(zip(names, jobs, strict=True))
        self.read(wanted)
        if self.cache and wanted.keys() - self.parts.keys():
            with self.cache.alone():
                self.read(wanted)
                self.build({name: job for name, job in wanted.items() if name not in self.parts}, len(wanted))
            self.cache.tidy(len(wanted))
        elif not self.cache:
            self.build(wanted, len(wanted))
        return names

    def read(self, names: Iterable[str]) -> None:
        """Take what the cache has."""
        # a hundred thousand values are made and none is let go: looking for some to collect would take half the time
        collects = gc.isenabled()
        gc.disable()
        try:
            for name in names:
                if name not in self.parts and (part := self.kept(name)):
                    self.parts[name] = part
        finally:
            if collects:
                gc.enable()

    def kept(self, name: str) -> Part | None:
        """The part of that name as it was kept."""
        content = self.cache.get(name) if self.cache else None
        try:
            return from_kept(Part, content) if content else None
        except UNREADABLE:
            return None

    def build(self, wanted: Mapping[str, Job], total: int) -> None:
        """Build what is missing, and keep it."""
        names = list(wanted)
        for done, (index, part) in enumerate(self.builder(list(wanted.values())), total - len(names) + 1):
            self.parts[names[index]] = part
            if self.cache:
                self.cache.put(names[index], to_kept(Part, part))
            if self.progress:
                self.progress(done, total)

    def remember(self, root: Path, slug: str, names: Sequence[str]) -> None:
        """Keep the names of a course's parts, now that it is served."""
        if self.cache and self.recipe(root, slug) != list(names):
            self.cache.put(_recipe_name(root, slug), json.dumps(list(names)).encode())

    def recipe(self, root: Path, slug: str) -> list[str]:
        """The names that were remembered last."""
        content = self.cache.get(_recipe_name(root, slug)) if self.cache else None
        return [str(one) for one in json.loads(content)] if content else []

    def last_good(self, root: Path, *slugs: str) -> Course | None:
        """A course as it was when it was put in service last, under the first of its names that is still known."""
        return next((one for slug in slugs if (one := self.last_good_as(root, slug))), None)

    def last_good_as(self, root: Path, slug: str) -> Course | None:
        """The same under that name alone."""
        parts = [self.parts.get(name) or self.kept(name) for name in self.recipe(root, slug)]
        if not parts or not parts[0] or not parts[0].course:
            return None
        modules = [one.module for one in parts[1:] if one]
        served = tuple(one for one in modules if one)
        return bound(parts[0].course, served) if len(served) == len(parts) - 1 else None


def _recipe_name(root: Path, slug: str) -> str:
    return f"last good {root.resolve()} {slug}"


def digest_of_pages(
    courses: Mapping[str, Course], directory: Mapping[str, HelpEntry], sources: Mapping[str, Source]
) -> str:
    """The digest of a catalog: everything that its pages show."""
    shown = {}
    for slug, course in courses.items():
        sheets = (course.session, course.letter, course.survey)
        shown[slug] = [course.digest, *(one.digest if one else "" for one in sheets)]
    return digest_of([shown, str(directory), str(sources)])
