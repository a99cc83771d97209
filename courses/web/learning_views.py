"""The shapes of the learning pages."""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class DueMark:
    """A due date as a card shows it: the day, and how many days to it or since it."""

    state: str
    date: datetime | None
    days: int


@dataclass(frozen=True, slots=True)
class Card:
    """A module on the learner's home; `steps` are 'd' done, 'c' current, '' to do, the quiz last.

    `renewed` says that the completed module is to be taken again, '' where it is not; then there is no `due`.
    """

    title: str
    course_title: str
    url: str
    slug: str
    cover: Markup
    wide_cover: Markup
    lessons_total: int
    lessons_done: int
    steps: tuple[str, ...]
    steps_label: str
    minutes_left: int
    next_title: str | None
    due: DueMark | None
    completed_on: datetime | None
    late: bool
    record: int | None
    out_of_attempts: bool
    renewed: str


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One quiet line: what may be done beside the courses, and where."""

    text: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Home:
    """The learner's home; `has_results`: something was handed in, in whatever course and year."""

    greeting: str
    total: int
    finished: int
    resume: Card | None
    todo: tuple[Card, ...]
    done: tuple[Card, ...]
    face_to_face: tuple[str, ...]
    quilt: Markup
    offers: tuple[OfferLine, ...]
    more_offers: tuple[OfferLine, ...]
    has_results: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a module's contents: done, current, open or locked; a quiz also begun, tried or spent."""

    title: str
    url: str
    state: str
    minutes: int


@dataclass(frozen=True, slots=True)
class CoursePage:
    """A course with its modules; `law_as_of` is None where its own page says nothing of law."""

    title: str
    summary: str
    html: Markup
    modules: tuple[Card, ...]
    law_as_of: date | None


@dataclass(frozen=True, slots=True)
class ModulePage:
    """A module with its contents."""

    title: str
    summary: str
    html: Markup
    content_note: str
    minutes: int
    lessons: tuple[Entry, ...]
    quiz: Entry | None
    start_url: str
    start_label: str
    cover: Markup
    law_as_of: date | None
    renewed: str


@dataclass(frozen=True, slots=True)
class LessonPage:
    """One lesson; `in_turn`: it can be completed now, or was, and is not only there to be read."""

    course_title: str
    module_title: str
    title: str
    number: int
    total: int
    minutes: int
    html: Markup
    summary_html: Markup
    showing_summary: bool
    content_note: str
    sources: tuple[object, ...]
    law_as_of: date | None
    contents: ModulePage
    steps: tuple[str, ...]
    steps_label: str
    previous_url: str | None
    next_title: str | None
    next_url: str
    complete_url: str
    done: bool
    in_turn: bool
