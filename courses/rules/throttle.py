"""How long an account's next log-in has to wait after failures."""

from collections.abc import Sequence
from datetime import datetime, timedelta

FREE_FAILURES = 5
LONGEST_DELAY = 60
WINDOW = timedelta(minutes=15)
MOST_IN_WINDOW = 10
LOCK_STEP = 100


def delay_after(failures: int) -> int:
    """Seconds to wait after that many recent failures: none up to five, then 1, 2, 4 … and never more than 60."""
    if failures <= FREE_FAILURES:
        return 0
    return min(LONGEST_DELAY, 1 << min(failures - FREE_FAILURES - 1, LONGEST_DELAY.bit_length()))


def may_try_at(failures: Sequence[datetime], now: datetime) -> datetime:
    """The moment from which the account may be tried again: `now` itself, or later.

    `failures` are the moments at which the account was tried in vain, in any order; those outside the last 15 minutes
    make no difference. Two rules hold together, because the delays alone would let some twenty tries into 15 minutes:
    the delay after the last failure, and at most ten tries in any 15 minutes. So a guesser gets ten, and an account is
    never shut for more than 15 minutes. A successful log-in must not wipe the failures: whoever guesses could wait for
    the owner to sign in and begin anew. A clock set back leaves failures in the future: they count as of now when
    less than 15 minutes ahead, and not at all when further.
    """
    recent = sorted(min(at, now) for at in failures if abs(now - at) < WINDOW)
    if not recent:
        return now
    earliest = recent[-1] + timedelta(seconds=delay_after(len(recent)))
    if len(recent) >= MOST_IN_WINDOW:
        earliest = max(earliest, recent[-MOST_IN_WINDOW] + WINDOW)
    return max(now, earliest)


def needs_new_password(failures: int) -> bool:
    """Whether so many tries failed since the password was last set that only setting it anew opens the account.

    One account, never a class: at ten tries in 15 minutes it takes 2 hours 15 minutes of guessing to come here.
    """
    return failures >= LOCK_STEP
