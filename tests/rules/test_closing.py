"""When an attempt takes no more answers, and how it is told that its time ended it."""

from datetime import datetime, timedelta

import pytest

from courses.rules.closing import GRACE, ended_by_time, minutes_left, moment_of_end, seconds_left, time_is_over

CLOSES = datetime.fromisoformat("2026-11-22T09:20:00+00:00")
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("submitted_at", "by_time"),
    [(CLOSES - INSTANT, False), (CLOSES, True), (CLOSES + GRACE, True), (None, False)],
)
def test_an_attempt_that_ended_at_its_closing_time_or_in_the_grace_was_ended_by_time(
    submitted_at: datetime | None, by_time: bool
) -> None:
    assert ended_by_time(CLOSES, submitted_at) is by_time
    assert ended_by_time(None, submitted_at) is False


@pytest.mark.parametrize("late", [timedelta(0), GRACE, GRACE + INSTANT, timedelta(days=3)])
def test_what_is_closed_at_or_after_its_time_is_told_as_ended_by_time(late: timedelta) -> None:
    assert ended_by_time(CLOSES, moment_of_end(CLOSES, CLOSES + late)) is True
    assert time_is_over(CLOSES, CLOSES + late) is (late > GRACE)


@pytest.mark.parametrize(
    ("before", "seconds", "minutes"),
    [
        (timedelta(minutes=20), 1200.0, 20),
        (timedelta(seconds=61.26), 61.3, 2),
        (timedelta(0), 0.0, 0),
        (timedelta(seconds=-30), -30.0, 0),
    ],
)
def test_what_is_left_is_exact_for_a_script_and_in_begun_minutes_for_people(
    before: timedelta, seconds: float, minutes: int
) -> None:
    assert (seconds_left(CLOSES, CLOSES - before), minutes_left(CLOSES, CLOSES - before)) == (seconds, minutes)
