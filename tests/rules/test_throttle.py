"""How guessing is slowed, and that people are not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.throttle import WINDOW, delay_after, may_try_at, needs_new_password

from .making import examples

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
agos = st.lists(st.integers(0, 2000), max_size=30)


def ago(*seconds: int) -> list[datetime]:
    return [START - timedelta(seconds=one) for one in seconds]


def guess_relentlessly(hours: int) -> list[datetime]:
    """Every try as early as the rule lets it, all in vain."""
    tries: list[datetime] = []
    now = START
    while now < START + timedelta(hours=hours):
        now = may_try_at(tries, now)
        tries.append(now)
    return tries


def test_the_delay_doubles_after_five_failures_up_to_a_minute() -> None:
    assert [delay_after(failures) for failures in range(15)] == [0] * 6 + [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_the_delay_stays_a_minute_however_many_failures_there_are() -> None:
    assert delay_after(10**9) == 60


def test_a_guesser_gets_ten_tries_in_any_fifteen_minutes() -> None:
    tries = guess_relentlessly(hours=24)
    assert max(sum(start <= one < start + WINDOW for one in tries) for start in tries) == 10


def test_the_delays_alone_would_let_a_guesser_try_more_often() -> None:
    tries = [START]
    while tries[-1] < START + WINDOW:
        tries.append(tries[-1] + timedelta(seconds=delay_after(len(tries))))
    assert len(tries) > 20


def test_a_hundred_guesses_take_more_than_two_hours() -> None:
    assert guess_relentlessly(hours=6)[99] - START >= timedelta(hours=2, minutes=15)


@pytest.mark.parametrize("failures", range(6))
def test_whoever_mistypes_up_to_five_times_waits_for_nothing(failures: int) -> None:
    assert may_try_at(ago(*[1] * failures), START) == START


def test_after_six_failures_the_next_try_waits_a_second() -> None:
    assert may_try_at(ago(0, 1, 2, 3, 4, 5), START) == START + timedelta(seconds=1)


def test_time_already_passed_is_not_waited_for_again() -> None:
    assert may_try_at(ago(20, 21, 22, 23, 24, 25, 26), START) == START


def test_after_ten_failures_the_oldest_of_them_has_to_grow_old() -> None:
    assert may_try_at(ago(800, *[300] * 9), START) == START + timedelta(seconds=100)


def test_failures_older_than_the_window_make_no_difference() -> None:
    assert may_try_at(ago(*[900] * 50), START) == START
    assert may_try_at(ago(*[900] * 50, 0), START) == START


def test_order_makes_no_difference() -> None:
    assert may_try_at(ago(5, 0, 3, 1, 4, 2), START) == may_try_at(ago(0, 1, 2, 3, 4, 5), START)


def test_failures_a_little_in_the_future_count_as_of_now() -> None:
    assert may_try_at(ago(*[-60] * 6), START) == START + timedelta(seconds=1)


def test_failures_far_in_the_future_shut_nobody_out() -> None:
    assert may_try_at(ago(*[-3600] * 20), START) == START


@given(agos)
@examples(150)
def test_nobody_waits_longer_than_fifteen_minutes(seconds: list[int]) -> None:
    assert START <= may_try_at(ago(*seconds), START) <= START + WINDOW


@given(agos)
@examples(150)
def test_at_the_moment_promised_the_try_is_allowed(seconds: list[int]) -> None:
    failures = ago(*seconds)
    promised = may_try_at(failures, START)
    assert may_try_at(failures, promised) == promised


@given(agos, st.integers(0, 2000))
@examples(150)
def test_one_more_failure_never_shortens_the_wait(seconds: list[int], more: int) -> None:
    assert may_try_at(ago(*seconds, more), START) >= may_try_at(ago(*seconds), START)


@pytest.mark.parametrize(("failures", "needed"), [(99, False), (100, True), (101, True)])
def test_a_hundred_failures_call_for_a_new_password(failures: int, needed: bool) -> None:
    assert needs_new_password(failures) is needed
