"""What an attempt may tell its learner, by mode of feedback, and never while the same quiz is open again."""

from dataclasses import replace

import pytest

from courses.catalog.items import Quiz
from courses.foundation.vocabulary import FeedbackTime, ItemType
from courses.rules.feedback import Telling, feedback_may_be_shown, key_may_be_shown, none_left, uncounted

from .making import item, quiz

MODES = (FeedbackTime.IMMEDIATE, FeedbackTime.ON_SUBMIT, FeedbackTime.ON_PASS)


def asked(mode: FeedbackTime) -> Quiz:
    return replace(quiz((item(ItemType.SINGLE, "a", count=3),)), feedback=mode)


def told(
    mode: FeedbackTime, *, submitted: bool = True, passed: bool = False, left: bool = True, sits: bool = False
) -> Telling:
    return Telling(asked(mode), submitted=submitted, passed=passed, none_left=not left, sits=sits)


def shown(answered: bool, **how: bool) -> tuple[bool, ...]:
    return tuple(key_may_be_shown(told(mode, **how), answered=answered) for mode in MODES)


def test_before_handing_in_only_a_final_answer_with_immediate_feedback_has_its_key() -> None:
    assert shown(True, submitted=False) == (True, False, False)
    assert shown(False, submitted=False) == (False, False, False)


def test_a_failed_attempt_tells_its_key_when_none_is_left_but_never_with_feedback_on_passing() -> None:
    assert shown(True) == (True, False, False)
    assert shown(True, left=False) == (True, True, False)


def test_what_was_left_blank_tells_nothing_while_it_may_be_tried_again() -> None:
    assert shown(False) == (False, False, False)
    assert shown(False, left=False) == (True, True, False)


def test_what_passed_tells_everything() -> None:
    assert shown(True, passed=True) == shown(False, passed=True) == (True, True, True)


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("passed", [True, False])
@pytest.mark.parametrize("left", [True, False])
def test_nothing_tells_a_key_while_the_learner_sits_at_the_quiz_again(answered: bool, passed: bool, left: bool) -> None:
    assert shown(answered, passed=passed, left=left, sits=True) == (False, False, False)


def test_feedback_on_passing_says_nothing_of_the_answers_before() -> None:
    assert [feedback_may_be_shown(told(mode), "one") for mode in MODES] == [True, True, False]
    assert feedback_may_be_shown(told(FeedbackTime.ON_PASS, passed=True), "one")


@pytest.mark.parametrize("mode", MODES)
def test_of_an_item_that_is_asked_again_not_even_what_it_earned_is_told(mode: FeedbackTime) -> None:
    again = replace(told(mode, passed=True, sits=True), asked=frozenset({"one"}))
    assert [feedback_may_be_shown(again, item) for item in ("one", "two")] == [False, True]


def test_attempts_are_used_up_only_where_there_is_a_limit() -> None:
    assert [none_left(None, 99), none_left(2, 1), none_left(2, 2), none_left(1, 2)] == [False, False, True, True]


def test_a_sitting_that_counts_nowhere_tells_all() -> None:
    assert all(key_may_be_shown(uncounted(asked(mode)), answered=False) for mode in MODES)
    assert all(feedback_may_be_shown(uncounted(asked(mode)), "one") for mode in MODES)
