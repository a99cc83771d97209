"""What authors wrote, as frozen values: catalog, course, module, lesson, help directory, findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from courses.catalog.items import Item, Quiz
from courses.catalog.ordinary_files import readable
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

    `law_as_of`: of when its law is, here and on every page; the oldest date of its blocks on law where it says none.

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

    `media` holds what its pages show, by file name: the file's path below the content folder. `measured` is what it
    takes by the minutes rule: its lessons, at least one minute each, and its quiz.
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
    law_as_of: date | None = None
    measured: float = 0.0

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
class Older:
    """A course is served as it was: `read` is when that was read first, `since` when errors were first met."""

    read: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was in service and is no longer, each with the time when that was first met.

    `courses` that are drafts now, or gone. `parts` of courses in service, by place: `course/module` and
    `course/module/lesson`, or a file: `course/module/quiz.md`, `course/survey.md`, and `course/course.en.md` for
    a language that it is not written in any more, be it in `course.md`.
    All by slug, where it is gone by key. `moved` gives for lessons among the `parts` the place of the module that has
    them now.
    """

    courses: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    parts: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    moved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


WHOLE_FOLDER = "."
"""Stands for the content folder as a whole among what fails."""


def unsettled_names(former: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All names of the courses whose former names these are by slug."""
    return tuple(name for slug, names in former.items() for name in (slug, *names))


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that can be served, and what was found wrong with the rest.

    `root` is the folder it was read from. `broken` names the courses whose files have errors now, `former` the names
    each of them had before, the oldest first, as far as its front matter can be read. One that `standing_in` finds in
    `courses` all the same is served as it was when it last had none; `older` says of when that is, where it is known.
    `failing` names what has errors or is gone of all that courses share (the help directory, the list of sources, or
    WHOLE_FOLDER when no course is left in it), and says whether what was in order last stands in for it; `borrowed`
    those of the two lists that come from another content folder. `withdrawn` is what learners saw before and
    see no more.
    """

    courses: Mapping[str, Course]
    help: Mapping[str, HelpEntry]
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]
    digest: str
    broken: tuple[str, ...] = ()
    former: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    root: Path = field(default_factory=Path)
    older: Mapping[str, Older] = field(default_factory=lambda: MappingProxyType({}))
    failing: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    borrowed: tuple[str, ...] = ()
    withdrawn: Withdrawal = field(default_factory=Withdrawal)

    def course(self, slug: str) -> Course | None:
        """The course of that slug, or the one formerly called so, or None."""
        return self.courses.get(slug) or next((one for one in self.courses.values() if slug in one.formerly), None)

    def standing_in(self, slug: str, among: Mapping[str, Course] | None = None) -> Course | None:
        """The course of that folder; while its files have errors what is served for it, maybe under a former name.

        It is looked for in `among`, else in the courses of this catalog.
        """
        courses = self.courses if among is None else among
        names = (slug, *reversed(self.former.get(slug, ())))
        return next((courses[name] for name in names if name in courses), None)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The names, former ones too, of the courses whose files have errors: what lacks under them is not gone."""
        return unsettled_names(self.former)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def shared(self) -> tuple[Finding, ...]:
        """The errors in what belongs to no one course."""
        of_courses = {one for slug in self.broken for one in self.findings_of(slug)}
        return tuple(one for one in self.errors if one not in of_courses)

    @property
    def of_lists(self) -> tuple[Finding, ...]:
        """The errors in what all courses refer to."""
        return tuple(one for one in self.errors for name in self.failing if one in self.findings_of(name))

    def findings_of(self, slug: str) -> tuple[Finding, ...]:
        """What was found in the folder of that course."""
        below = f"{readable(self.root.name)}/{slug}/"
        return tuple(one for one in self.findings if f"{one.path}/".startswith(below))
