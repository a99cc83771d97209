"""The shapes of the preview pages."""

from dataclasses import dataclass

from markupsafe import Markup

from courses.web.assessment_views import Question


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in the language of the page."""

    line: int
    code: str
    error: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course in the list; `state` is '' for one whose files cannot be read."""

    title: str
    url: str
    state: str
    languages: str
    modules: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a course with how much was found in it."""

    name: str
    url: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson or a quiz in the outline: minutes as claimed and as measured, items of a quiz."""

    title: str
    url: str
    minutes: int
    measured: float
    items: int = 0


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module in the outline."""

    title: str
    url: str
    minutes: int
    lessons: tuple[LessonLine, ...]
    items: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A course as its author sees it; without modules where its files cannot be read."""

    title: str
    summary: str
    state: str
    html: Markup
    modules: tuple[ModuleLine, ...]
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a file with its findings."""

    line: int
    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is written."""

    title: str
    back_url: str
    name: str
    parts: tuple[Part, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Version:
    """A text in one language."""

    code: str
    name: str
    title: str
    note: str
    html: Markup
    summary: Markup


@dataclass(frozen=True, slots=True)
class LessonPreview:
    """A lesson in all its languages."""

    title: str
    course_title: str
    course_url: str
    module_title: str
    module_url: str
    minutes: int
    measured: float
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A choice with what it earns and what is said to who takes it, in every language."""

    letter: str
    texts: tuple[Markup, ...]
    feedback: tuple[Markup, ...]
    right: bool
    weight: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with its answers, in every language."""

    id: str
    type: str
    pool: str
    core: bool
    points: int
    scoring: str
    questions: tuple[Markup, ...]
    situations: tuple[Markup, ...]
    choices: tuple[ChoiceLine, ...]
    key: Markup
    feedback: tuple[Markup, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ModulePreview:
    """A module's own page and its items."""

    title: str
    course_title: str
    course_url: str
    draw: str
    pass_mark: int
    versions: tuple[Version, ...]
    items: tuple[ItemLine, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """One item to try out; `credit` is percent, None before anything was answered."""

    title: str
    back_url: str
    url: str
    item: ItemLine
    asked: Question
    credit: str | None
    own: Markup
    feedback: tuple[Markup, ...]
    problem: bool
