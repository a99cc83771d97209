"""The shapes of the quiz pages."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Clock:
    """The closing time of an open attempt as the page was made, and the form that leads to the result at its end.

    `seconds_left` is exact to the tenth and negative in the minute of grace; `minutes_left` counts begun ones.
    """

    closes_at: datetime
    made_at: datetime
    seconds_left: float
    minutes_left: int
    submit_url: str
    submit_key: str
    over: bool


@dataclass(frozen=True, slots=True)
class StartPage:
    """Before an attempt; `clock`, `unlimited` and `open_attempt_url` are about one that is open already.

    `after` is the number of the last attempt there is as the page is made, 0 before the first.
    """

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
    open_attempt_url: str
    after: int
    previous: tuple[object, ...]
    back_url: str
    reopened: str
    minutes: int | None
    clock: Clock | None
    unlimited: bool
    out_of_attempts: bool
    renewed: str


@dataclass(frozen=True, slots=True)
class Line:
    """A submitted attempt."""

    number: int
    score: int
    submitted_at: datetime
    by_time: bool
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
    """An item as it is asked: no key, no feedback; `longest` is how many signs a typed answer may have."""

    id: str
    type: str
    situation: Markup
    question: Markup
    choices: tuple[Option, ...]
    targets: tuple[Option, ...]
    rows: tuple[Row, ...]
    text: str
    longest: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item of an open attempt; `heading` is what the sitting is called.

    `here_url` is the page's own address, which the browser need not be at after sending a form.
    `kept_url` shows the answer that is kept, where the fields hold another one; else ''.
    """

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
    here_url: str
    submit_key: str
    seq: int
    mode: str
    problem: str
    notice: str
    previous_url: str | None
    clock: Clock | None
    kept_url: str = ""


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
    """What an answer earned, and why; `counted` whether it earned anything that lasts; `written` that it was typed."""

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
    written: bool
    sources: tuple[object, ...]
    next_url: str
    next_label: str
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One item in the look over all before handing in.

    `state` is answered, part (something is open yet), unreadable (no number) or blank; `answer` is what counts.
    """

    number: int
    url: str
    state: str
    question: Markup
    answer: Markup


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
    clock: Clock | None
    over: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The result of an attempt that was handed in; `by_time`: its time was over, `set_aside`: it counts no more."""

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
    by_time: bool
    module_completed: bool
    record: str
    out_of_attempts: bool = False
    set_aside: bool = False
    asked_again: str = ""


@dataclass(frozen=True, slots=True)
class SetAsidePage:
    """An attempt that is not what its page was made for: why, how to go on, and the answer that was just sent to it.

    `later`: that answer can still be saved, only not now.
    """

    heading: str
    module_title: str
    lines: tuple[str, ...]
    question: Markup = NOTHING
    answer: Markup = NOTHING
    begin_url: str = ""
    start_url: str = ""
    go_on_url: str = ""
    result_url: str = ""
    after: int = 0
    later: bool = False
