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
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True, order=True)
class PlacedTen:
    """A ten: since when there is one, who it is, and the path of the unit in which it was put together.

    `late` are those of people left over, which come about when their month has ended.
    """

    at: datetime
    people: Ten
    place: str
    late: bool

    @property
    def month(self) -> int:
        """The month in which all of them handed in."""
        return month_of(self.people[0].at)


@dataclass(frozen=True, slots=True)
class Look:
    """From which unit and when is looked; `unread` holds, by month, the units in or below which not all are read."""

    top: str
    now: datetime
    unread: Mapping[int, Collection[str]] = field(default_factory=dict)

    def ended(self, month: int, place: str) -> bool:
        """Whether those left over in that unit and month are put together there."""
        return is_over(month, self.now) and place not in self.unread.get(month, ())


def whole_tens(submissions: Iterable[FirstSubmission], top: str, now: datetime) -> list[Ten]:
    """The tens of the unit of that path and below, in the order in which they came about.

    Later ones only ever come behind: who asks again sees the same tens and perhaps more. Raises ValueError for what was
    handed in elsewhere, or is not settled by now.
    """
    return [ten.people for ten in placed_tens(submissions, Look(top, now))]


def placed_tens(submissions: Iterable[FirstSubmission], look: Look) -> list[PlacedTen]:
    """The same tens with their places.

    Of some of the submissions, picked by what never changes (those that asked an item), other tens come about, and
    these are as whole: any two looks at them differ in whole ones, too.
    """
    months: dict[int, dict[str, list[FirstSubmission]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(submissions):
        if not one.path.startswith(look.top) or one.at > settled_until(look.now):
            raise ValueError(f"{one} does not count here and now")
        months[month_of(one.at)][one.path].append(one)
    found: list[PlacedTen] = []
    for month, homes in months.items():
        for home, waiting in homes.items():
            found += [PlacedTen(ten[-1].at, ten, home, late=False) for ten in _taken(waiting)]
        for place, ten in _left_over(month, homes, look):
            found.append(PlacedTen(_end(month), ten, place, late=True))
    return sorted(found)


def newest(submissions: Iterable[FirstSubmission], most: int) -> tuple[list[FirstSubmission], Mapping[int, set[str]]]:
    """So many of the newest submissions; by month the units in or below which some were left out.

    Whole months, and of the next one whole homes, unit by unit, and of the last home its first people: what comes about
    in a month and a unit must not depend on what else is read.
    """
    found: list[FirstSubmission] = []
    left_out: dict[int, set[str]] = defaultdict(set)
    months: dict[int, list[FirstSubmission]] = defaultdict(list)
    for one in sorted(submissions):
        months[month_of(one.at)].append(one)
    for month, people in sorted(months.items(), reverse=True):
        in_units = sorted(people, key=lambda one: one.path, reverse=True)
        for one in in_units[most - len(found) :] if len(found) < most else ():
            left_out[month] |= _itself_and_above(one.path)
        found += in_units[: most - len(found)]
    return found, left_out


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


def _left_over(month: int, homes: Mapping[str, list[FirstSubmission]], look: Look) -> list[tuple[str, Ten]]:
    """The tens of those who are left in their homes, with their places, from the lowest units up to the top."""
    found: list[tuple[str, Ten]] = []
    waiting: dict[str, list[FirstSubmission]] = defaultdict(list, homes)
    for place in upwards(homes, look.top):
        if look.ended(month, place):
            waiting[place].sort()
            found += [(place, ten) for ten in _taken(waiting[place])]
            waiting[above(place)] = waiting[above(place)] + waiting[place]
    return found


def upwards(places: Iterable[str], top: str) -> list[str]:
    """The paths of these units and of all above them as far as the top, each behind those below it."""
    every = {one for place in places for one in _itself_and_above(place) if one.startswith(top)}
    return sorted(every, key=lambda one: (-one.count("/"), one))


def above(path: str) -> str:
    """The path of the unit above."""
    return path[:-1].rpartition("/")[0] + "/"


def _itself_and_above(path: str) -> set[str]:
    parts = path.split("/")[:-1]
    return {"/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1)}
