"""What authors wrote, as frozen values: catalog, course, module, lesson, help directory, findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from courses.catalog.items import Item, Quiz
from courses.foundation.vocabulary import AttemptKind, FaceToFace, Publishing, Severity

Text = Mapping[str, str]
"""Plain text by language; always holds the course's own language."""
Html = Mapping[str, Markup]
"""Sanitised HTML by language; always holds the course's own language."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault in the content, at a place an editor can open (line and column count from 1)."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity = field(compare=False)
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered fact's source as readers see it: a title, and where it can be looked up."""

    number: str
    title: Text
    where: str = ""


@dataclass(frozen=True, slots=True)
class HelpEntry:
    """One line of the help directory (content/help.yaml).

    `contact` is how to reach it as the Korean page says it, `reach` the same in every language, `tel` a number to dial.
    """

    key: str
    name: Text
    contact: str
    tel: str
    url: str
    hours: Text
    who: Text
    audience: tuple[str, ...]
    languages: tuple[str, ...]
    checked: date
    reach: Text = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson; `html` and `summary` (empty when the author wrote none) are ready to print.

    `sensitive`: there is a content note or a folded passage. `measured` is the reading time by the minutes rule.
    """

    slug: str
    number: int
    title: Text
    minutes: int
    html: Html
    summary: Html
    content_note: Text
    sources: tuple[str, ...]
    law_as_of: date | None
    sensitive: bool
    has_help: bool
    digest: str
    measured: float = 0.0
    formerly: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The first slug it ever had: what obligations, attempts and completions are kept under."""
        return self.formerly[0] if self.formerly else self.slug


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its lessons in order and, at most, one quiz at the end.

    `media` holds what its pages show, by file name: the file's path below the content folder.
    """

    slug: str
    number: int
    title: Text
    summary: Text
    html: Html
    minutes: int
    content_note: Text
    optional: bool
    lessons: tuple[Lesson, ...]
    quiz: Quiz | None
    digest: str
    formerly: tuple[str, ...] = ()
    media: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def key(self) -> str:
        """The first slug it ever had: what obligations, attempts and completions are kept under."""
        return self.formerly[0] if self.formerly else self.slug

    def lesson(self, slug: str) -> Lesson | None:
        """The lesson of that slug, or the one formerly called so, or None."""
        return next((one for one in self.lessons if slug == one.slug), None) or next(
            (one for one in self.lessons if slug in one.formerly), None
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a course that is no lesson: the plan of a face-to-face session, or a letter; `minutes` 0 = not said."""

    title: Text
    minutes: int
    html: Html
    sources: tuple[str, ...]
    law_as_of: date | None
    digest: str


@dataclass(frozen=True, slots=True)
class Survey:
    """survey.md: items on knowledge, asked before, after and later, and attitude scales.

    `quizzes` holds for each kind that an item is marked with (pre, post, follow-up) one quiz of the items so marked, in
    the order written: all of them drawn, no pass mark, one attempt. The same item has the same id and key digest in
    each. What is shown after an attempt depends on its kind, so nobody reads `feedback` there. `scales` are parsed and
    kept; nobody is asked them yet.
    """

    title: Text
    intro: Html
    quizzes: Mapping[AttemptKind, Quiz]
    scales: tuple[Item, ...]
    digest: str

    def quiz(self, kind: AttemptKind) -> Quiz | None:
        """The items on knowledge of that kind as a quiz, or None where no item is marked so."""
        return self.quizzes.get(kind)


@dataclass(frozen=True, slots=True)
class Course:
    """A course: its modules in order; `media` is what the session plan and the letter show, as in a module."""

    slug: str
    language: str
    languages: tuple[str, ...]
    title: Text
    summary: Text
    html: Html
    audience: tuple[str, ...]
    minutes: int
    duties: tuple[str, ...]
    face_to_face: FaceToFace
    law_as_of: date | None
    reviewed: date | None
    licence: str
    revision: int
    modules: tuple[Module, ...]
    digest: str
    formerly: tuple[str, ...] = ()
    session: Sheet | None = None
    letter: Sheet | None = None
    survey: Survey | None = None
    media: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    state: Publishing = Publishing.PUBLISHED

    @property
    def key(self) -> str:
        """The first slug it ever had: what obligations, attempts and completions are kept under."""
        return self.formerly[0] if self.formerly else self.slug

    def module(self, slug: str) -> Module | None:
        """The module of that slug, or the one formerly called so, or None."""
        return next((one for one in self.modules if slug == one.slug), None) or next(
            (one for one in self.modules if slug in one.formerly), None
        )


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that can be served, and what was found wrong with the rest.

    `root` is the folder it was read from. `broken` names the courses whose files have errors now; one that is in
    `courses` all the same is served as it was when it last had none.
    """

    courses: Mapping[str, Course]
    help: Mapping[str, HelpEntry]
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]
    digest: str
    broken: tuple[str, ...] = ()
    root: Path = field(default_factory=Path)

    def course(self, slug: str) -> Course | None:
        """The course of that slug, or the one formerly called so, or None."""
        return self.courses.get(slug) or next((one for one in self.courses.values() if slug in one.formerly), None)
