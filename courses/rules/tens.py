"""Whose answers stand behind figures: whole tens of people, put together once and never taken apart again.

A figure over ten people tells nothing about one of them, but two figures over sets that differ in one do. So every
figure about answers stands on a union of *tens* which never overlap: whatever pages are taken from one another, of a
unit and of one above or beside it, of today and of last month, what is left is made of whole tens. A ten is decided
by what cannot change any more: who handed in when, and where they were at home in that moment.

1. In each unit the people at home there are taken ten by ten, in the order in which they handed in, month by
   month (of UTC). That is enough for a class: it sees figures from its tenth learner on.
2. Who is left over when a month has ended (fewer than ten in each unit) is put together with those left over in the
   unit above, ten by ten, and so on upwards. Until then they count nowhere: in a month that is not over more of
   their unit may come, who would make a ten with them.

Source of the threshold: NCES 2011-603, see `rules/disclosure.py`; tens that are kept whole are what that report calls
complementary suppression, over time as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from courses.rules.disclosure import SMALLEST_SHOWN_SCORES

TEN = SMALLEST_SHOWN_SCORES
SETTLING = timedelta(minutes=2)
"""What was handed in within the last minutes does not count yet: a transaction that began earlier may end later, and
would take a place in a ten that somebody was shown already. Longer than any lock or statement waits."""


@dataclass(frozen=True, slots=True, order=True)
class FirstSubmission:
    """What was handed in, in the order of time: `path` is that of the home in that moment, `id` anybody's choice."""

    at: datetime
    id: int
    path: str


Ten = tuple[FirstSubmission, ...]


def whole_tens(submissions: Iterable[FirstSubmission], top: str, now: datetime) -> list[Ten]:
    """The tens of the unit of that path and below, in the order in which they came about.

    Later ones only ever come behind: who asks again sees the same tens and perhaps more. Raises ValueError for what was
    handed in elsewhere, or is not settled by now.
    """
    months: dict[int, dict[str, list[FirstSubmission]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(submissions):
        if not one.path.startswith(top) or one.at > settled_until(now):
            raise ValueError(f"{one} does not count here and now")
        months[month_of(one.at)][one.path].append(one)
    found: list[tuple[datetime, Ten]] = []
    for month, homes in months.items():
        for waiting in homes.values():
            found += [(ten[-1].at, ten) for ten in _taken(waiting)]
        if is_over(month, now):
            found += [(_end(month), ten) for ten in _left_over(homes, top)]
    return [ten for _, ten in sorted(found)]


def has_ten(counts: Mapping[int, Mapping[str, int]], now: datetime) -> bool:
    """Whether there is any ten, from how many handed in by month and path of their home."""
    return any(
        max(homes.values()) >= TEN or (is_over(month, now) and sum(homes.values()) >= TEN)
        for month, homes in counts.items()
    )


def month_number(year: int, month: int) -> int:
    """A month, 1 to 12, of a year, counted on from the year nought."""
    return year * 12 + month - 1


def month_of(at: datetime) -> int:
    """The number of the month of UTC."""
    utc = at.astimezone(UTC)
    return month_number(utc.year, utc.month)


def is_over(month: int, now: datetime) -> bool:
    """Whether nobody can hand in any more in that month."""
    return month_of(settled_until(now)) > month


def settled_until(now: datetime) -> datetime:
    """What was handed in up to then counts."""
    return now - SETTLING


def _end(month: int) -> datetime:
    year, number = divmod(month + 1, 12)
    return datetime(year, number + 1, 1, tzinfo=UTC)


def _taken(waiting: list[FirstSubmission]) -> list[Ten]:
    """Takes the whole tens out of those waiting, from the first on."""
    whole = len(waiting) // TEN * TEN
    tens = [tuple(waiting[start : start + TEN]) for start in range(0, whole, TEN)]
    del waiting[:whole]
    return tens


def _left_over(homes: Mapping[str, list[FirstSubmission]], top: str) -> list[Ten]:
    """The tens of those who are left in their homes, from the lowest units up to the top."""
    found: list[Ten] = []
    levels: dict[int, dict[str, list[FirstSubmission]]] = defaultdict(lambda: defaultdict(list))
    for path, waiting in homes.items():
        levels[path.count("/")][path] += waiting
    for level in range(max(levels), top.count("/") - 1, -1):
        for path, waiting in levels[level].items():
            waiting.sort()
            found += _taken(waiting)
            above = path[:-1].rpartition("/")[0] + "/"
            levels[level - 1][above] += waiting
    return found
