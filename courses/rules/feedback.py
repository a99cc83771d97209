"""When the key of an attempt's items, and what the author says of its answers, may be shown to its learner."""

from dataclasses import dataclass

from courses.catalog.items import Quiz
from courses.foundation.vocabulary import FeedbackTime


@dataclass(frozen=True, slots=True)
class Telling:
    """An attempt as this rule reads it.

    `quiz` is its stored version, `passed` whether it reached its pass mark, `none_left` whether its learner has had
    every attempt there is, `sits` whether another attempt at the same quiz is open now, and `asked` its items.
    """

    quiz: Quiz
    submitted: bool
    passed: bool
    none_left: bool
    sits: bool = False
    asked: frozenset[str] = frozenset()


def uncounted(quiz: Quiz) -> Telling:
    """A sitting that counts nowhere, over or with a final answer: all may be told."""
    return Telling(quiz, submitted=True, passed=True, none_left=True)


def none_left(limit: int | None, used: int) -> bool:
    """Whether all attempts are used; `used` are those that count, an open one among them, those set aside not."""
    return limit is not None and used >= limit


def key_may_be_shown(told: Telling, *, answered: bool) -> bool:
    """Whether the key of one item may be shown; `answered`: it has an answer that can no longer change.

    Never while the learner sits at the quiz again, since the same items may be asked there. Else what passed shows
    everything; with immediate feedback an answered item does; with feedback on submitting the key shows when no
    attempt is left, and with feedback on passing not even then.
    """
    if told.sits:
        return False
    if told.quiz.feedback is FeedbackTime.IMMEDIATE and answered:
        return True
    if not told.submitted:
        return False
    return told.passed or (told.none_left and told.quiz.feedback is not FeedbackTime.ON_PASS)


def feedback_may_be_shown(told: Telling, item: str) -> bool:
    """Whether what the answer to that item earned, and the feedback of what was chosen, may be shown.

    Never while the same item is being asked again: that an answer earned its points tells the key.
    """
    return item not in told.asked and (told.passed or told.quiz.feedback is not FeedbackTime.ON_PASS)
