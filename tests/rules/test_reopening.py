"""An attempt is opened again only where that is fair, and in a way that gives no key away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from courses.catalog.items import Quiz
from courses.foundation.vocabulary import AttemptState, FeedbackTime, ItemType, Reopening
from courses.rules.closing import GRACE, closing_time, minutes_left, time_is_over
from courses.rules.reopening import Offer, Refused, Tried, offer
from tests.rules.making import item, quiz

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BOTH = Offer((Reopening.CONTINUE, Reopening.ANEW), None)


def tried(
    state: AttemptState = AttemptState.SUBMITTED,
    score: int | None = 3000,
    answered: int = 2,
    closes_at: datetime | None = None,
    number: int = 1,
) -> Tried:
    return Tried(number, number, state, closes_at, score, 70, 3, answered)


def with_feedback(feedback: FeedbackTime = FeedbackTime.ON_SUBMIT, attempts: int | None = None) -> Quiz:
    return replace(quiz((item(ItemType.SINGLE, "a", count=2),)), feedback=feedback, attempts=attempts)


def test_nothing_is_opened_again_where_nothing_was_tried() -> None:
    assert offer([], None, NOW) == Offer((), Refused.NOT_TRIED)


def test_an_unfinished_attempt_that_did_not_pass_goes_on_or_gives_way_to_another() -> None:
    assert offer([tried()], with_feedback(), NOW) == BOTH


@pytest.mark.parametrize("position", [0, 1])
def test_what_is_passed_needs_no_second_chance(position: int) -> None:
    tries = [tried(number=1), tried(number=2)]
    tries[position] = replace(tries[position], score=7000)
    assert offer(tries, with_feedback(), NOW) == Offer((), Refused.PASSED)


def test_a_voided_attempt_that_would_have_passed_counts_nowhere() -> None:
    tries = [tried(AttemptState.VOID, 10000), tried(number=2)]
    assert offer(tries, with_feedback(), NOW) == BOTH


def test_an_attempt_that_is_open_stays_open() -> None:
    for closes_at in (None, NOW, NOW - GRACE):
        one = tried(AttemptState.OPEN, None, closes_at=closes_at)
        assert offer([one], with_feedback(), NOW) == Offer((), Refused.STILL_OPEN)


def test_an_attempt_whose_time_is_over_goes_on_even_where_everything_is_answered() -> None:
    late = tried(AttemptState.OPEN, None, answered=3, closes_at=NOW - GRACE - timedelta(seconds=1))
    assert offer([late], with_feedback(FeedbackTime.IMMEDIATE), NOW) == BOTH


def test_what_waits_to_be_begun_anew_is_not_opened_twice() -> None:
    assert offer([tried(), tried(AttemptState.VOID, number=2)], with_feedback(), NOW) == Offer((), Refused.OPEN_ALREADY)


def test_an_attempt_whose_answers_are_all_given_is_not_continued() -> None:
    assert offer([tried(answered=3)], with_feedback(), NOW) == Offer((Reopening.ANEW,), None, Refused.ALL_ANSWERED)


@pytest.mark.parametrize(
    ("feedback", "attempts", "past", "shown"),
    [
        (FeedbackTime.IMMEDIATE, None, 1, True),
        (FeedbackTime.ON_SUBMIT, 2, 1, False),
        (FeedbackTime.ON_SUBMIT, 2, 2, True),
        (FeedbackTime.ON_PASS, 2, 2, False),
    ],
)
def test_an_attempt_whose_key_was_shown_is_not_continued(
    feedback: FeedbackTime, attempts: int | None, past: int, shown: bool
) -> None:
    tries = [tried(number=number) for number in range(1, past + 1)]
    expected = Offer((Reopening.ANEW,), None, Refused.KEY_SHOWN) if shown else BOTH
    assert offer(tries, with_feedback(feedback, attempts), NOW) == expected


def test_a_key_that_was_shown_before_an_attempt_was_voided_stays_known() -> None:
    """The second of two was voided: the first is not the last any more, and a third has shown the key again."""
    tries = [tried(number=1), tried(AttemptState.VOID, number=2), tried(number=3)]
    assert offer(tries, with_feedback(attempts=3), NOW).no_continuing is Refused.KEY_SHOWN


def test_a_key_that_the_modules_limit_of_today_has_shown_is_known() -> None:
    """Three were allowed when it was begun; one is allowed now, so that the result page has told everything."""
    asked = with_feedback(attempts=3)
    assert offer([tried(number=1)], asked, NOW, 1).no_continuing is Refused.KEY_SHOWN
    assert offer([tried(number=1)], asked, NOW, 3) == BOTH


def test_time_is_over_a_minute_after_it_closed_and_never_without_a_closing_time() -> None:
    assert [time_is_over(NOW, NOW + GRACE), time_is_over(NOW, NOW + GRACE * 1.01), time_is_over(None, NOW)] == [
        False,
        True,
        False,
    ]
    assert (closing_time(NOW, 20), closing_time(NOW, None)) == (NOW + timedelta(minutes=20), None)


@pytest.mark.parametrize(("seconds", "minutes"), [(61, 2), (60, 1), (1, 1), (0, 0), (-30, 0)])
def test_minutes_left_count_those_begun(seconds: int, minutes: int) -> None:
    assert minutes_left(NOW + timedelta(seconds=seconds), NOW) == minutes
