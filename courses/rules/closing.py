"""When an attempt takes no more answers."""

from datetime import datetime, timedelta
from math import ceil

GRACE = timedelta(minutes=1)
"""How long after its closing time an attempt still takes answers: what was on its way arrives."""


def closing_time(opened_at: datetime, minutes: int | None) -> datetime | None:
    """When an attempt that was opened then closes; None where the module sets no time."""
    return None if minutes is None else opened_at + timedelta(minutes=minutes)


def time_is_over(closes_at: datetime | None, now: datetime) -> bool:
    """Whether an attempt takes no more answers: one minute after its closing time; without one, never."""
    return closes_at is not None and now > closes_at + GRACE


def moment_of_end(closes_at: datetime | None, now: datetime) -> datetime:
    """When an attempt that is closed now ended: now, or at its closing time where that is over."""
    return closes_at if closes_at is not None and time_is_over(closes_at, now) else now


def ended_by_time(closes_at: datetime | None, submitted_at: datetime | None) -> bool:
    """Whether an attempt that ended then was ended by its time: also what was handed in during the grace."""
    return closes_at is not None and submitted_at is not None and submitted_at >= closes_at


def seconds_left(closes_at: datetime, now: datetime) -> float:
    """Seconds until the closing time, to the tenth; negative after it."""
    return round((closes_at - now) / timedelta(seconds=1), 1)


def minutes_left(closes_at: datetime, now: datetime) -> int:
    """Whole minutes until the closing time, begun ones counted, never negative; the grace is not promised."""
    return max(0, ceil((closes_at - now) / timedelta(minutes=1)))
