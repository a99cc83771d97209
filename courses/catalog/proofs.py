"""A course as its files stand now, published or not and whatever is wrong with it: what its author previews."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from courses.catalog.cache import Cache
from courses.catalog.course_loader import assemble, jobs_of
from courses.catalog.directory import read_lists
from courses.catalog.loader import Builder, PartStore
from courses.catalog.ordinary_files import readable
from courses.catalog.parts import ITEM, LESSON, Job, Part, Spot
from courses.catalog.plan import SLUG, CoursePlan, ModulePlan, Texts, plan_courses
from courses.catalog.structure import Course, Finding, Module


@dataclass(frozen=True, slots=True)
class Where:
    """The page of a preview on which a finding is told; all empty: that of the course."""

    module: str = ""
    lesson: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class CourseProof:
    """A course; `course` has no modules and line numbers in its text, `published` are the modules as they are served.

    `places` tell where items begin, `found` is all that the check says of the course. `broken`: it cannot be served.
    """

    root: Path
    plan: CoursePlan
    jobs: tuple[Job, ...]
    course: Course
    places: tuple[Spot, ...]
    published: tuple[Module | None, ...]
    found: tuple[Finding, ...]
    broken: bool

    def module_plan(self, slug: str) -> ModulePlan | None:
        """The files of the module of that slug; None for one that no address can name."""
        return next((one for one in self.plan.modules if one.slug == slug), None) if SLUG.fullmatch(slug) else None

    def file(self, one: Finding) -> str:
        """The file of a finding, below the content folder."""
        return one.path.removeprefix(f"{readable(self.root.name)}/")

    def where(self, one: Finding) -> Where:
        """The page on which a finding is told; for a lesson of the short form, its module."""
        file = self.file(one)
        for sheet, texts in self.plan.sheets.items():
            if file in texts.files:
                return Where(sheet=sheet)
        for module in self.plan.modules:
            if self.module_plan(module.slug) is module and _holds(module, file):
                lesson = next((texts.slug for texts in lesson_texts(module) if file in texts.files), "")
                return Where(module.slug, lesson)
        return Where()

    def findings(self, where: Where) -> list[Finding]:
        """All that is told on a page."""
        return [one for one in self.found if self.where(one) == where]


@dataclass(frozen=True, slots=True)
class ModuleProof:
    """A module with line numbers in its text; `places` tell where things begin in its files."""

    plan: ModulePlan
    module: Module
    places: tuple[Spot, ...]

    def sections(self, path: str) -> list[Spot]:
        """Where the lessons and the quiz of a short form begin in a file, in order."""
        return sorted((one for one in self.places if one.path == path and one.text != ITEM), key=lambda one: one.line)

    def spans(self, path: str) -> dict[str, tuple[int, int]]:
        """The lines of each lesson of a short form that has an address, by slug: first, and first behind it."""
        found: dict[str, tuple[int, int]] = {}
        for slug, span in self._lessons(path):
            if SLUG.fullmatch(slug):
                found.setdefault(slug, span)
        return found

    def without_address(self, path: str) -> list[tuple[int, int]]:
        """The lines of each lesson of a short form that has none."""
        known = self.spans(path).values()
        return [span for _, span in self._lessons(path) if span not in known]

    def _lessons(self, path: str) -> list[tuple[str, tuple[int, int]]]:
        sections = self.sections(path)
        ends = [*(one.line for one in sections[1:]), LAST]
        named = [(*one.text.partition(" "), (one.line, end)) for one, end in zip(sections, ends, strict=False)]
        return [(slug, span) for kind, _, slug, span in named if kind == LESSON]


LAST = 1 << 30
"""Behind the last line of any file."""


class Proofs:
    """Makes proofs of what stands in a content folder; what was rendered before is taken from the cache."""

    def __init__(self, root: Path, cache: Cache | None, builder: Builder, today: date) -> None:
        self.root = root
        self.today = today
        self.store = PartStore(cache, builder, None)

    def course(self, slug: str) -> CourseProof | None:
        """The course of that folder, or None."""
        plan = next((one for one in plan_courses(self.root) if one.slug == slug), None)
        if plan is None:
            return None
        lists = read_lists(self.root, self.store.cache)
        jobs = jobs_of(self.root, plan, lists.help, lists.facts)
        front, *modules = self.parts(jobs)
        served, found = assemble(self.root, plan, front, modules, self.today)
        found, _ = lists.sifted(found)
        [numbered] = self.parts([replace(jobs[0], numbered=True)])
        return CourseProof(
            root=self.root,
            plan=plan,
            jobs=tuple(jobs),
            course=cast("Course", numbered.course),
            places=numbered.ids,
            published=tuple(one.module for one in modules),
            # what all courses share is no fault of this one
            found=tuple(dict.fromkeys(sorted(one for one in found if one.path.count("/") > 1))),
            broken=served is None,
        )

    def module(self, proof: CourseProof, slug: str) -> ModuleProof | None:
        """A module of the course, or None."""
        plan = proof.module_plan(slug)
        if plan is None:
            return None
        [job] = [one for one in proof.jobs if one.module is plan]
        [part] = self.parts([replace(job, numbered=True)])
        # a numbered part has always a module, whatever is wrong with it
        return ModuleProof(plan, cast("Module", part.module), part.ids)

    def parts(self, jobs: Sequence[Job]) -> list[Part]:
        """What comes of these jobs."""
        return [self.store.parts[name] for name in self.store.fetch(jobs)]


def lesson_texts(module: ModulePlan) -> list[Texts]:
    """The files of the lessons that have an address; none in the short form."""
    found: dict[str, Texts] = {}
    for texts in module.lessons:
        if SLUG.fullmatch(texts.slug):
            found.setdefault(texts.slug, texts)
    return list(found.values())


def _holds(module: ModulePlan, file: str) -> bool:
    return file in module.files if module.short else file.startswith(f"{module.folder}/")
