"""What a class list may call a unit: its path below the one that the list is for, or any ending of its whole path."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from courses.rules.roster import unit_key


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit with the names on the way to it: `trail` from the root down, its own name last."""

    id: int
    trail: tuple[str, ...]


def unit_names(top: NamedUnit, below: Sequence[NamedUnit]) -> dict[str, int]:
    """The unit each name stands for; '' is the unit that the list is for, and only it and units below have names.

    `2반`, `1학년/2반` and `새솔고등학교/1학년/2반` all name the class, where only one unit ends so; the path seen from
    the unit that the list is for always counts.
    """
    ends: dict[str, set[int]] = defaultdict(set)
    for unit in (top, *below):
        for start in range(len(unit.trail)):
            ends[unit_key("/".join(unit.trail[start:]))].add(unit.id)
    names = {key: next(iter(ids)) for key, ids in ends.items() if len(ids) == 1}
    depth = len(top.trail)
    seen: dict[str, set[int]] = defaultdict(set)
    for unit in below:
        seen[unit_key("/".join(unit.trail[depth:]))].add(unit.id)
    for key, ids in seen.items():
        names.pop(key, None)
        if len(ids) == 1:
            names[key] = next(iter(ids))
    names[""] = top.id
    return names
