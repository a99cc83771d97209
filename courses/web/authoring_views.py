"""The shapes of the preview pages."""

from dataclasses import dataclass

from markupsafe import Markup

from courses.web.assessment_views import Question


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in the language of the page; `url` shows its line in the file, '' for what is no text."""

    line: int
    code: str
    error: bool
    sentence: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a file with its findings."""

    line: int
    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A file, or some lines of it, as it is written."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a text in one language; `written` in its place where it could not be rendered."""

    code: str
    html: Markup
    written: Written | None


@dataclass(frozen=True, slots=True)
class Tongue:
    """A link that shows a page in one language, or in all of them (`name` ''), and how much is said there."""

    name: str
    url: str
    here: bool
    count: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """What every preview page has: where it stands, what is said at its head, and files shown as they are written.

    `codes` are the languages shown, `count` how much is said on the page.
    """

    title: str
    crumbs: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    tongues: tuple[Tongue, ...]
    head: tuple[Said, ...]
    count: int
    files: tuple[Written, ...]


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
    """A lesson in the outline: minutes as claimed and as measured, 0 for one that cannot be served."""

    title: str
    url: str
    minutes: int
    measured: float
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module in the outline; what is counted are findings on its own page."""

    title: str
    url: str
    minutes: int
    lessons: tuple[LessonLine, ...]
    items: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A page of the course that is no lesson."""

    name: str
    url: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Version:
    """What a text says of itself, in one language."""

    code: str
    name: str
    title: str
    summary: str
    note: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A course as its author sees it."""

    leaf: Leaf
    state: str
    broken: bool
    versions: tuple[Version, ...]
    rows: tuple[tuple[Cell, ...], ...]
    modules: tuple[ModuleLine, ...]
    sheets: tuple[SheetLine, ...]
    lines: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is written."""

    title: str
    back_url: str
    written: Written
    count: int


@dataclass(frozen=True, slots=True)
class TextPreview:
    """A lesson, or a sheet without items; `summaries` are in the order of the languages shown, or none."""

    leaf: Leaf
    minutes: int
    measured: float
    versions: tuple[Version, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summaries: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in one language, and the remarks above it."""

    code: str
    remarks: Markup
    text: Markup


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A choice with what it earns and what is said to who takes it, in every language shown."""

    letter: str
    texts: tuple[Phrase, ...]
    feedback: tuple[Cell, ...]
    right: bool
    weight: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A line that a typed answer is compared with."""

    text: str
    kind: str
    weight: str
    feedback: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with its answers, in every language shown; `url` is where it can be tried out, '' for a scale."""

    id: str
    type: str
    pool: str
    core: bool
    points: int
    scoring: str
    marks: str
    questions: tuple[Phrase, ...]
    situations: tuple[Cell, ...]
    choices: tuple[ChoiceLine, ...]
    answers: tuple[AnswerLine, ...]
    key: Markup
    feedback: tuple[Cell, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a page with items: an item, else its lines as they are written, in each language."""

    item: ItemLine | None
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class ItemsPreview:
    """A page with items in the order written."""

    intro: tuple[tuple[Cell, ...], ...]
    entries: tuple[Entry, ...]
    after: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ModulePreview:
    """A module's own page, or a survey, and its items; `pass_mark` None where nothing is passed."""

    leaf: Leaf
    versions: tuple[Version, ...]
    rows: tuple[tuple[Cell, ...], ...]
    items: ItemsPreview | None
    draw: str
    pass_mark: int | None


@dataclass(frozen=True, slots=True)
class Trial:
    """One item to try out; `earned` is '' before anything was answered, else "full", "part" or "none".

    `points` are what the answer earns of what the item is worth, `credit` the same in percent. `hidden` are the names
    and values that say which item it is.
    """

    title: str
    back_url: str
    hidden: tuple[tuple[str, str], ...]
    item: ItemLine
    codes: tuple[str, ...]
    asked: Question
    earned: str
    points: str
    credit: str
    own: Markup
    feedback: tuple[Markup, ...]
    problem: bool
