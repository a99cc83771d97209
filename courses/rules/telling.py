"""Which tens a share is told of: blocks of them that say nothing of each single person, never taken apart again.

Two shares that are told lead to a third: that of the people in whom they differ, later less earlier, the unit above
less the one below. So each share only ever grows by *blocks* that could be told alone. In each unit and month the tens
are taken one after another into a block until its share is neither near none nor near all (`is_told`); then the block
stays as it is and the next one begins. Tens that still wait when their month has ended go on in the unit above, as
people who are left over do (`rules/tens.py`). A unit is told the share of all the blocks that came about in it and
below, so whatever is taken from one another is made of whole blocks; and what several blocks have together is as far
from the ends as each of them.

Shares that make one whole (of a single choice, its letters and blank) follow from one another, so they stand on the
same blocks: in none of these are nearly all right or wrong, and in none did nearly all choose the same.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.rules.tens import Look, PlacedTen, above, upwards

ALMOST = 0.10
"""A share this near to none or to all is only told as "almost none" or "almost all"."""

Block = tuple[PlacedTen, ...]
Parts = Mapping[int, Fraction]
"""What each attempt adds to a share, 0 to 1, by the id of its submission."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mean of shares, 0 to 1, and the ids of those whose mean it is.

    Where no block is whole yet, they are all, and the share is there only to be told in words: near none or near all.
    """

    share: Fraction | None
    people: tuple[int, ...]


def is_told(share: Fraction | float | None) -> bool:
    """Whether a share says nothing of each single person: not at the ends, where it may be none or all of them.

    Of ten people 0 % or 100 % tells what everybody did, and a tenth still does of all but one. What would lead back to
    such a share (its discrimination, which is not defined where all did the same, and the flag that tells its sign) is
    not told either.
    """
    return share is not None and ALMOST < float(share) < 1 - ALMOST


def told(tens: Sequence[PlacedTen], parts: Parts, look: Look, beside: Sequence[Parts] = ()) -> Told:
    """What is told of these tens; `parts` is what each of their people adds to the mean, 0 to 1, by id.

    `beside` are shares that are told of the same people and make one whole, so that one follows from the others. Raises
    ZeroDivisionError without any ten.
    """
    ids = tuple(one for block in blocks(tens, parts, look, beside) for one in _ids(block))
    if ids:
        return Told(mean(ids, parts), ids)
    everybody = _ids(tens)
    share = mean(everybody, parts)
    return Told(None if is_told(share) else share, everybody)


def told_with(other: Told, parts: Parts) -> Told:
    """What is told of the same people as another share; where that one is not in numbers, this is neither."""
    share = mean(other.people, parts)
    return Told(share if is_told(other.share) or not is_told(share) else None, other.people)


def blocks(tens: Sequence[PlacedTen], parts: Parts, look: Look, beside: Sequence[Parts] = ()) -> list[Block]:
    """The whole blocks of these tens, which are those of the unit that is looked from and below."""

    def tells_of_nobody(growing: Sequence[PlacedTen]) -> bool:
        ids = _ids(growing)
        return is_told(mean(ids, parts)) and all(mean(ids, one) < 1 - ALMOST for one in beside)

    months: dict[int, dict[str, list[PlacedTen]]] = defaultdict(lambda: defaultdict(list))
    for ten in sorted(tens):
        months[ten.month][ten.place].append(ten)
    found: list[Block] = []
    for month, places in months.items():
        waiting: dict[str, list[PlacedTen]] = defaultdict(list)
        for place, here in places.items():
            whole, rest = _whole([ten for ten in here if not ten.late], tells_of_nobody)
            found += whole
            waiting[place] += rest + [ten for ten in here if ten.late]
        for place in upwards(places, look.top):
            if look.ended(month, place):
                whole, rest = _whole(sorted(waiting[place]), tells_of_nobody)
                found += whole
                waiting[above(place)] += rest
    return found


def mean(ids: Sequence[int], parts: Parts) -> Fraction:
    """What these people have on average."""
    return sum((parts[one] for one in ids), Fraction(0)) / len(ids)


def _whole(
    tens: Sequence[PlacedTen], tells_of_nobody: Callable[[Sequence[PlacedTen]], bool]
) -> tuple[list[Block], list[PlacedTen]]:
    """These tens in their order as blocks, and those at the end that make none yet."""
    found: list[Block] = []
    growing: list[PlacedTen] = []
    for ten in tens:
        growing.append(ten)
        if tells_of_nobody(growing):
            found.append(tuple(growing))
            growing = []
    return found, growing


def _ids(tens: Sequence[PlacedTen]) -> tuple[int, ...]:
    return tuple(one.id for ten in tens for one in ten.people)
