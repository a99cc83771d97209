"""The first phase of loading: which files make which course, read from names alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from courses.catalog.pages import Faults
from courses.catalog.structure import Finding
from courses.foundation.vocabulary import LANGUAGES

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBERED = re.compile(r"(\d{1,3})-(.+)")
RESERVED = frozenset({"quiz", "result", "media", "edit"})
LANGUAGE = re.compile(r"(.+)\.(" + "|".join(LANGUAGES) + r")\.md")
SHEETS = ("session", "letter", "survey")


@dataclass(slots=True)
class Texts:
    """One text and its translations: the original's file, and by language the files beside it."""

    slug: str
    number: int
    file: Path
    translations: dict[str, Path] = field(default_factory=dict)


@dataclass(slots=True)
class ModulePlan:
    """The files of one module."""

    slug: str
    number: int
    folder: Path
    texts: Texts
    lessons: list[Texts] = field(default_factory=list)
    quiz: Texts | None = None
    media: list[Path] = field(default_factory=list)


@dataclass(slots=True)
class CoursePlan:
    """The files of one course."""

    slug: str
    folder: Path
    texts: Texts
    modules: list[ModulePlan] = field(default_factory=list)
    sheets: dict[str, Texts] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)


def plan_courses(root: Path) -> Iterator[CoursePlan]:
    """A plan for each folder of the content root, in the order of their names."""
    for folder in sorted(one for one in entries(root) if one.is_dir()):
        yield _Planner(root).course(folder)


def entries(folder: Path) -> list[Path]:
    """What stands in a folder, hidden things aside, in the order of names."""
    return sorted(one for one in folder.iterdir() if not one.name.startswith((".", "_"))) if folder.is_dir() else []


class _Planner:
    """Sorts the names of one course's files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Finding] = []

    def tell(self, code: str, file: Path, **values: object) -> None:
        faults = Faults(self.path(file))
        faults.add(code, 1, 1, **values)
        self.found += faults.found

    def path(self, file: Path) -> str:
        return f"{self.root.name}/{file.relative_to(self.root).as_posix()}"

    def course(self, folder: Path) -> CoursePlan:
        plan = CoursePlan(folder.name, folder, Texts(folder.name, 0, folder / "course.md"), found=self.found)
        self.check_slug(folder.name, folder)
        names = self.names(folder)
        plan.texts = self.texts(names, "course", folder, folder.name, missing="C001")
        for sheet in SHEETS:
            if f"{sheet}.md" in names:
                plan.sheets[sheet] = self.texts(names, sheet, folder, sheet)
        for one in sorted(file for file in names.values() if file.is_dir()):
            del names[one.name]
            if slug := self.numbered(one):
                plan.modules.append(self.module(one, *slug))
        self.leftovers(names)
        plan.modules.sort(key=lambda module: (module.number, module.slug))
        self.check_twice([(module.slug, module.folder) for module in plan.modules])
        if not plan.modules:
            self.tell("C014", folder / "course.md")
        return plan

    def module(self, folder: Path, number: int, slug: str) -> ModulePlan:
        names = self.names(folder)
        plan = ModulePlan(slug, number, folder, self.texts(names, "module", folder, slug, number, missing="C015"))
        if "quiz.md" in names:
            plan.quiz = self.texts(names, "quiz", folder, "quiz")
        if (media := names.get("media")) and media.is_dir():
            del names["media"]
            plan.media = list(self.names(media).values())
        for file in sorted(names.values()):
            if file.suffix != ".md" or LANGUAGE.fullmatch(file.name) or file.is_dir():
                continue
            if place := self.numbered(file):
                plan.lessons.append(self.texts(names, file.stem, folder, place[1], place[0]))
            else:
                del names[file.name]
        self.leftovers(names)
        plan.lessons.sort(key=lambda lesson: (lesson.number, lesson.slug))
        self.check_twice([(lesson.slug, lesson.file) for lesson in plan.lessons])
        if not plan.lessons:
            self.tell("C013", folder / "module.md")
        return plan

    def names(self, folder: Path) -> dict[str, Path]:
        """The entries of a folder by name; links to elsewhere are refused."""
        kept = {}
        for one in entries(folder):
            if one.is_symlink():
                self.tell("C012", one)
            else:
                kept[one.name] = one
        return kept

    def texts(
        self, names: dict[str, Path], stem: str, folder: Path, slug: str, number: int = 0, *, missing: str = ""
    ) -> Texts:
        """Take a text and its translations out of `names`."""
        file = names.pop(f"{stem}.md", None)
        if missing and file is None:
            self.tell(missing, folder / f"{stem}.md")
        texts = Texts(slug, number, file or folder / f"{stem}.md")
        for language in LANGUAGES:
            if translation := names.pop(f"{stem}.{language}.md", None):
                texts.translations[language] = translation
        return texts

    def numbered(self, file: Path) -> tuple[int, str] | None:
        """Number and slug of `02-name`, or None and a finding."""
        m = NUMBERED.fullmatch(file.name.removesuffix(".md"))
        if not m:
            self.tell("C002", file, name=file.name)
            return None
        self.check_slug(m[2], file)
        return int(m[1]), m[2]

    def check_slug(self, slug: str, file: Path) -> None:
        if not SLUG.fullmatch(slug):
            self.tell("C002", file, name=file.name)
        elif slug in RESERVED:
            self.tell("C003", file, slug=slug)

    def check_twice(self, slugs: list[tuple[str, Path]]) -> None:
        first: dict[str, Path] = {}
        for slug, file in slugs:
            if slug in first:
                self.tell("C004", file, slug=slug, other=first[slug].name)
            first.setdefault(slug, file)

    def leftovers(self, names: dict[str, Path]) -> None:
        """Warn of files that no rule takes up."""
        for file in names.values():
            self.tell("W509", file, name=file.name)
