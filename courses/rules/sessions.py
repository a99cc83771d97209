"""When a log-in session is over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.foundation.vocabulary import Role

TOUCH_EVERY = timedelta(minutes=1)
CLOCK_SLACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts without a request (idle) and at all (absolute)."""

    idle: timedelta
    absolute: timedelta


LEARNER = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=8))
STAFF = Limits(idle=timedelta(minutes=15), absolute=timedelta(hours=8))
SHARED_DEVICE = Limits(idle=timedelta(minutes=10), absolute=timedelta(hours=8))


def limits_for(roles: Collection[Role], shared: bool) -> Limits:
    """The limits of a session: whoever holds any role but learner is staff; a shared device is shortest for all."""
    if shared:
        return SHARED_DEVICE
    return STAFF if any(role is not Role.LEARNER for role in roles) else LEARNER


def is_expired(opened_at: datetime, seen_at: datetime, now: datetime, limits: Limits) -> bool:
    """Whether the session is over: idle or absolute limit reached.

    `seen_at` is touched at most once a minute (`should_touch`), so it may lie up to a minute before the last request:
    a session ends never late and at most 60 seconds early. A clock set back by more than two minutes ends it too,
    since nobody can tell how long it has been idle.
    """
    return now - seen_at >= limits.idle or now - opened_at >= limits.absolute or seen_at - now > CLOCK_SLACK


def should_touch(seen_at: datetime, now: datetime) -> bool:
    """Whether a request is to be written down as the session's latest: at most once a minute."""
    return now - seen_at >= TOUCH_EVERY
