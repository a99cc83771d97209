"""The shapes of the quiz pages."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class StartPage:
    """Before an attempt."""

    module_title: str
    course_title: str
    intro: Markup
    items: int
    pass_mark: int
    attempts_left: int | None
    attempts_used: int
    record: int | None
    record_name: str
    passed: bool
    open_url: str
    open_attempt: bool
    previous: tuple[object, ...]
    back_url: str
    reopened: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A submitted attempt."""

    number: int
    score: int
    submitted_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as it is asked."""

    letter: str
    text: Markup
    checked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a matching item, or a step of an ordering one."""

    letter: str
    text: Markup
    chosen: str
    position: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """An item as it is asked: no key, no feedback."""

    id: str
    type: str
    situation: Markup
    question: Markup
    choices: tuple[Option, ...]
    targets: tuple[Option, ...]
    rows: tuple[Row, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item of an open attempt; `heading` is what the sitting is called."""

    module_title: str
    heading: str
    number: int
    total: int
    saved: int
    steps: tuple[str, ...]
    steps_label: str
    item: Question
    answer_url: str
    save_url: str
    submit_key: str
    seq: int
    mode: str
    problem: str
    notice: str
    previous_url: str | None
    closes_at: datetime | None
    minutes_left: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A choice after the answer; `right` is only meaningful where the key is shown."""

    letter: str
    text: Markup
    mine: bool
    right: bool
    feedback: Markup


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """What an answer earned, and why; `counted` whether it earned anything that lasts."""

    heading: str
    counted: bool
    number: int
    total: int
    steps: tuple[str, ...]
    steps_label: str
    question: Markup
    situation: Markup
    earned: str
    feedback: Markup
    item_feedback: Markup
    show_key: bool
    choices: tuple[Shown, ...]
    own_line: Markup | None
    key_line: Markup | None
    sources: tuple[object, ...]
    next_url: str
    next_label: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One item in the look over all before handing in."""

    number: int
    url: str
    answered: bool
    question: Markup


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Before handing in."""

    heading: str
    counted: bool
    items: tuple[ReviewLine, ...]
    submit_url: str
    submit_key: str
    unanswered: int
    problem: str
    mode: str
    closes_at: datetime | None
    over: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The result of a submitted attempt."""

    module_title: str
    passed: bool
    score: int
    pass_mark: int
    after: Markup
    items: tuple[FeedbackPage, ...]
    again_url: str | None
    again_cost: str
    continue_url: str
    continue_label: str
    attempt_number: int
    submitted_at: datetime | None
    module_completed: bool
    record: str
