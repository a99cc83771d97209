"""Items and quizzes as frozen values; a quiz is what one attempt is drawn, shown and graded from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from courses.foundation.vocabulary import FeedbackTime, GradeOfRecord, ItemType, Order, Scoring

Html = Mapping[str, Markup]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice, row or step; `letter` is its position in the original (a, b, c …), `id` its own where it has one."""

    letter: str
    text: Html
    feedback: Html
    weight: Decimal | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedAnswer:
    """One line under a short-text or number item.

    `kind` is "exact" (`= text`), "near" (`~ text`, one edit over jamo), "wrong" (`!= text`) or "range" (low..high).
    `weight` is percent, 100 for an unmarked right answer and 0 for a wrong one.
    """

    kind: str
    text: str
    low: Decimal | None
    high: Decimal | None
    weight: Decimal
    feedback: Html


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    `key` is the canonical right answer, in the same form as a learner's answer:
    single and true/false: one letter (`b`); multiple: letters in order (`ac`); ordering: letters in the right order
    (always `abc…`, because letters are given in the original order); matching: for each row, in row order, the letter
    of its target (`abdc`); short text, number and scale: empty.
    True/false items written as `answer=true` get two choices: a = right ("맞습니다"), b = not right ("아닙니다").
    `targets` are the distinct right-hand cells of a matching item, lettered in order of first appearance.
    """

    id: str
    type: ItemType
    pool: str
    core: bool
    points: int
    scoring: Scoring
    question: Html
    situation: Html
    choices: tuple[Choice, ...]
    targets: tuple[Choice, ...]
    key: str
    answers: tuple[AcceptedAnswer, ...]
    feedback: Html
    sources: tuple[str, ...]
    key_digest: str
    points_on_scale: int = 0


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz: `draw` says how many items come from each pool; an empty `draw` takes all of them.

    `pass_mark` is percent 0–100; `attempts` None means no limit; `after` holds the closing texts under the keys
    "after", "after-pass" and "after-retry". `digest` is the version digest over all languages. `grade` says which
    attempts make the grade of record, `time` the minutes an attempt stays open (None: as long as it takes).
    """

    items: tuple[Item, ...]
    draw: Mapping[str, int]
    pass_mark: int
    attempts: int | None
    order: Order
    feedback: FeedbackTime
    intro: Html
    after: Mapping[str, Html]
    digest: str
    grade: GradeOfRecord = GradeOfRecord.BEST
    time: int | None = None

    def item(self, identifier: str) -> Item | None:
        """The item of that id, or None."""
        return next((one for one in self.items if one.id == identifier), None)
