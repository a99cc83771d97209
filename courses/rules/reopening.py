"""Whether a learner's attempt may be opened again, and in which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from courses.catalog.items import Quiz
from courses.foundation.vocabulary import AttemptState, Reopening
from courses.rules.closing import time_is_over
from courses.rules.feedback import Telling, key_may_be_shown, none_left
from courses.rules.grading import passes


class Refused(StrEnum):
    """Why nothing can be opened again."""

    NOT_TRIED = "not-tried"
    PASSED = "passed"
    STILL_OPEN = "still-open"
    OPEN_ALREADY = "open-already"
    KEY_SHOWN = "key-shown"
    ALL_ANSWERED = "all-answered"


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt as this rule reads it: how many items it asked, and how many have an answer."""

    id: int
    number: int
    state: AttemptState
    closes_at: datetime | None
    score: int | None
    pass_mark: int
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Which ways are open, the gentlest first, and why a way is not; `refused` holds when none is."""

    ways: tuple[Reopening, ...]
    refused: Refused | None
    no_continuing: Refused | None = None


def offer(tries: Sequence[Tried], quiz: Quiz | None, now: datetime, limit: int | None = None) -> Offer:
    """What a teacher may do for a learner with these attempts, oldest first, voided ones among them.

    `quiz` is the stored version of the last one, `limit` how many attempts the module allows today. Only the last
    attempt is opened again, and only while nothing is passed: a completion is a fact and needs no second chance. To
    *continue* keeps what was answered and leaves the rest to be answered, so it is not offered once the key was shown,
    or where nothing is left to answer. *Anew* lets the learner begin another attempt with newly drawn items; the old
    one stays as evidence, which its learner still reads where it was handed in, and counts nowhere. Whether the key was
    shown is judged by all attempts there ever were, voided ones too, and by the limit of then or of today: what was
    seen stays known.
    """
    if not tries or quiz is None:
        return Offer((), Refused.NOT_TRIED)
    if (refused := _refused(tries, now)) is not None:
        return Offer((), refused)
    last = tries[-1]
    if last.state == AttemptState.OPEN:
        return Offer((Reopening.CONTINUE, Reopening.ANEW), None)
    none = none_left(quiz.attempts, len(tries)) or none_left(limit, len(tries))
    told = Telling(quiz, submitted=True, passed=False, none_left=none)
    if key_may_be_shown(told, answered=True):
        return Offer((Reopening.ANEW,), None, Refused.KEY_SHOWN)
    if last.answered >= last.asked:
        return Offer((Reopening.ANEW,), None, Refused.ALL_ANSWERED)
    return Offer((Reopening.CONTINUE, Reopening.ANEW), None)


def _refused(tries: Sequence[Tried], now: datetime) -> Refused | None:
    last = tries[-1]
    if any(one.state == AttemptState.SUBMITTED and passes(one.score or 0, one.pass_mark) for one in tries):
        return Refused.PASSED
    if last.state == AttemptState.VOID:
        return Refused.OPEN_ALREADY
    if last.state == AttemptState.OPEN and not time_is_over(last.closes_at, now):
        return Refused.STILL_OPEN
    return None
