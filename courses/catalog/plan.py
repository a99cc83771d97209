"""The first phase of loading: which files make which course, read from names alone."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from courses.catalog.ordinary_files import readable
from courses.catalog.pages import Faults, finding
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
    def all_texts(self) -> list[Texts]:
        """Its own page, its lessons and its quiz."""
        return [self.texts, *self.lessons, *([self.quiz] if self.quiz else [])]

    @property
    def files(self) -> list[str]:
        """Every text of the module."""
        return [file for one in self.all_texts for file in one.files]


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
    for folder in entries(root):
        if folder.is_dir() and readable(folder.name) == folder.name:
            yield _Planner(root).course(folder.name)


def misnamed(root: Path) -> list[Finding]:
    """A finding for each folder of the content root whose name cannot be read; none of them has a plan."""
    names = [(one.name, readable(one.name)) for one in entries(root) if one.is_dir()]
    return [
        finding(f"{readable(root.name)}/{shown}", 1, 1, "C032", name=shown) for name, shown in names if name != shown
    ]


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """What stands in a folder, hidden things aside, in the order of names; each knows its kind without another look."""
    try:
        found = os.scandir(folder)
    except OSError:
        return []
    with found:
        return sorted((one for one in found if not one.name.startswith((".", "_"))), key=lambda one: one.name)


class _Planner:
    """Sorts the names of one course's files; folders and files go by their path below the content folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Finding] = []

    def tell(self, code: str, path: str, **values: object) -> None:
        faults = Faults(f"{readable(self.root.name)}/{path}")
        faults.add(code, 1, 1, **values)
        self.found += faults.found

    def course(self, folder: str) -> CoursePlan:
        plan = CoursePlan(folder, Texts(folder, 0, ""), found=self.found)
        self.check_slug(folder, folder)
        names = self.names(folder)
        plan.texts = self.texts(names, "course", folder, folder, missing="C001")
        for sheet in SHEETS:
            if f"{sheet}.md" in names:
                plan.sheets[sheet] = self.texts(names, sheet, folder, sheet)
        plan.media = self.media(names, folder)
        for name, one in sorted(names.items()):
            path = f"{folder}/{name}"
            if one.is_dir():
                del names[name]
                if place := self.numbered(path):
                    plan.modules.append(self.module(path, *place))
            elif (stem := _stem(name)) and (m := NUMBERED.fullmatch(stem)):
                self.check_slug(m[2], path)
                texts = self.texts(names, stem, folder, m[2], int(m[1]))
                plan.modules.append(ModulePlan(m[2], int(m[1]), folder, texts, short=True))
        self.leftovers(names, folder)
        plan.modules.sort(key=lambda module: (module.number, module.slug))
        for module in plan.modules:
            if module.short:
                module.media = plan.media
        named = [(module.slug, module.texts.file if module.short else module.folder) for module in plan.modules]
        self.check_twice(named)
        if not plan.modules:
            self.tell("C014", f"{folder}/course.md")
        return plan

    def module(self, folder: str, number: int, slug: str) -> ModulePlan:
        names = self.names(folder)
        texts = self.texts(names, "module", folder, slug, number, missing="C015")
        plan = ModulePlan(slug, number, folder, texts)
        if "quiz.md" in names:
            plan.quiz = self.texts(names, "quiz", folder, "quiz")
        plan.media = self.media(names, folder)
        for name, one in sorted(names.items()):
            if not (stem := _stem(name)) or one.is_dir():
                continue
            if place := self.numbered(f"{folder}/{name}"):
                plan.lessons.append(self.texts(names, stem, folder, place[1], place[0]))
            else:
                del names[name]
        self.leftovers(names, folder)
        plan.lessons.sort(key=lambda lesson: (lesson.number, lesson.slug))
        self.check_twice([(lesson.slug, lesson.file) for lesson in plan.lessons])
        if not plan.lessons:
            self.tell("C013", f"{folder}/module.md")
        return plan

    def names(self, folder: str) -> dict[str, os.DirEntry[str]]:
        """The entries of a folder by name; links to elsewhere are refused, and names that cannot be read."""
        kept = {}
        for one in entries(self.root / folder):
            if (shown := readable(one.name)) != one.name:
                self.tell("C032", f"{folder}/{shown}", name=shown)
            elif one.is_symlink():
                self.tell("C012", f"{folder}/{one.name}")
            else:
                kept[one.name] = one
        return kept

    def media(self, names: dict[str, os.DirEntry[str]], above: str) -> list[str]:
        """Take the media folder out of `names`: the paths of what stands in it, but for folders."""
        if MEDIA not in names or not names[MEDIA].is_dir():
            return []
        del names[MEDIA]
        folder = f"{above}/{MEDIA}"
        inside = self.names(folder)
        self.leftovers({name: one for name, one in inside.items() if not one.is_file()}, folder)
        return [f"{folder}/{name}" for name, one in inside.items() if one.is_file()]

    def texts(
        self,
        names: dict[str, os.DirEntry[str]],
        stem: str,
        folder: str,
        slug: str,
        number: int = 0,
        *,
        missing: str = "",
    ) -> Texts:
        """Take a text and its translations out of `names`."""
        texts = Texts(slug, number, f"{folder}/{stem}.md")
        if names.pop(f"{stem}.md", None) is None and missing:
            self.tell(missing, texts.file)
        for language in LANGUAGES:
            if names.pop(f"{stem}.{language}.md", None):
                texts.translations[language] = f"{folder}/{stem}.{language}.md"
        return texts

    def numbered(self, path: str) -> tuple[int, str] | None:
        """Number and slug of `02-name`, or None and a finding."""
        name = path.rpartition("/")[2]
        m = NUMBERED.fullmatch(name.removesuffix(".md"))
        if not m:
            self.tell("C002", path, name=name)
            return None
        self.check_slug(m[2], path)
        return int(m[1]), m[2]

    def check_slug(self, slug: str, path: str) -> None:
        if not SLUG.fullmatch(slug):
            self.tell("C002", path, name=path.rpartition("/")[2])
        elif slug in RESERVED:
            self.tell("C003", path, slug=slug)

    def check_twice(self, slugs: list[tuple[str, str]]) -> None:
        first: dict[str, str] = {}
        for slug, file in slugs:
            if slug in first:
                self.tell("C004", file, slug=slug, other=first[slug].rpartition("/")[2])
            first.setdefault(slug, file)

    def leftovers(self, names: Iterable[str], folder: str) -> None:
        """Tell of files that no rule takes up: translations whose original is gone, and what nothing uses."""
        for name in names:
            m = LANGUAGE.fullmatch(name)
            # an original that is there but cannot be used has its own finding
            if m and _translatable(m[1]) and not os.path.lexists(self.root / folder / f"{m[1]}.md"):
                self.tell("T405", f"{folder}/{name}", name=f"{m[1]}.md")
            else:
                self.tell("W509", f"{folder}/{name}", name=name)


def _translatable(stem: str) -> bool:
    """Whether a text of that name may have translations, as far as the name says."""
    return stem in {"quiz", *SHEETS} or bool(NUMBERED.fullmatch(stem))


def _stem(name: str) -> str:
    """What stands before `.md` in the name of an original; nothing for translations and other files."""
    stem = name.removesuffix(".md")
    return "" if stem == name or LANGUAGE.fullmatch(name) else stem
