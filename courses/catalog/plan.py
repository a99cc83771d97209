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
MEDIA = "media"


@dataclass(slots=True)
class Texts:
    """One text and its translations: the original's file, and by language the files beside it.

    Files are named by their path below the content folder.
    """

    slug: str
    number: int
    file: str
    translations: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        """The original and its translations."""
        return [self.file, *self.translations.values()]


@dataclass(slots=True)
class ModulePlan:
    """The files of one module; in the short form `texts` is all there is and `folder` is that of the course."""

    slug: str
    number: int
    folder: str
    texts: Texts
    lessons: list[Texts] = field(default_factory=list)
    quiz: Texts | None = None
    media: list[str] = field(default_factory=list)
    short: bool = False

    @property
    def files(self) -> list[str]:
        """Every text of the module."""
        texts = [self.texts, *self.lessons, *([self.quiz] if self.quiz else [])]
        return [file for one in texts for file in one.files]


@dataclass(slots=True)
class CoursePlan:
    """The files of one course."""

    slug: str
    texts: Texts
    modules: list[ModulePlan] = field(default_factory=list)
    sheets: dict[str, Texts] = field(default_factory=dict)
    media: list[str] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)

    @property
    def files(self) -> list[str]:
        """The course's own page and its sheets."""
        return [file for one in (self.texts, *self.sheets.values()) for file in one.files]


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
        faults = Faults(f"{self.root.name}/{self.path(file)}")
        faults.add(code, 1, 1, **values)
        self.found += faults.found

    def path(self, file: Path) -> str:
        return file.relative_to(self.root).as_posix()

    def course(self, folder: Path) -> CoursePlan:
        plan = CoursePlan(folder.name, Texts(folder.name, 0, ""), found=self.found)
        self.check_slug(folder.name, folder)
        names = self.names(folder)
        plan.texts = self.texts(names, "course", folder, folder.name, missing="C001")
        for sheet in SHEETS:
            if f"{sheet}.md" in names:
                plan.sheets[sheet] = self.texts(names, sheet, folder, sheet)
        plan.media = self.media(names)
        for one in sorted(names.values()):
            if one.is_dir():
                del names[one.name]
                if place := self.numbered(one):
                    plan.modules.append(self.module(one, *place))
            elif one.suffix == ".md" and (m := NUMBERED.fullmatch(one.stem)) and not LANGUAGE.fullmatch(one.name):
                self.check_slug(m[2], one)
                texts = self.texts(names, one.stem, folder, m[2], int(m[1]))
                plan.modules.append(ModulePlan(m[2], int(m[1]), self.path(folder), texts, short=True))
        self.leftovers(names)
        plan.modules.sort(key=lambda module: (module.number, module.slug))
        for module in plan.modules:
            if module.short:
                module.media = plan.media
        named = [(module.slug, module.texts.file if module.short else module.folder) for module in plan.modules]
        self.check_twice(named)
        if not plan.modules:
            self.tell("C014", folder / "course.md")
        return plan

    def module(self, folder: Path, number: int, slug: str) -> ModulePlan:
        names = self.names(folder)
        texts = self.texts(names, "module", folder, slug, number, missing="C015")
        plan = ModulePlan(slug, number, self.path(folder), texts)
        if "quiz.md" in names:
            plan.quiz = self.texts(names, "quiz", folder, "quiz")
        plan.media = self.media(names)
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

    def media(self, names: dict[str, Path]) -> list[str]:
        """Take the media folder out of `names`: the paths of what stands in it, but for folders."""
        folder = names.get(MEDIA)
        if not folder or not folder.is_dir():
            return []
        del names[MEDIA]
        inside = self.names(folder)
        self.leftovers({name: one for name, one in inside.items() if not one.is_file()})
        return [self.path(one) for one in inside.values() if one.is_file()]

    def texts(
        self, names: dict[str, Path], stem: str, folder: Path, slug: str, number: int = 0, *, missing: str = ""
    ) -> Texts:
        """Take a text and its translations out of `names`."""
        file = names.pop(f"{stem}.md", None)
        if missing and file is None:
            self.tell(missing, folder / f"{stem}.md")
        texts = Texts(slug, number, self.path(file or folder / f"{stem}.md"))
        for language in LANGUAGES:
            if translation := names.pop(f"{stem}.{language}.md", None):
                texts.translations[language] = self.path(translation)
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

    def check_twice(self, slugs: list[tuple[str, str]]) -> None:
        first: dict[str, str] = {}
        for slug, file in slugs:
            if slug in first:
                self.tell("C004", self.root / file, slug=slug, other=first[slug].rpartition("/")[2])
            first.setdefault(slug, file)

    def leftovers(self, names: dict[str, Path]) -> None:
        """Warn of files that no rule takes up."""
        for file in names.values():
            self.tell("W509", file, name=file.name)
