"""Whether the minutes that authors claim agree with those that were measured; nothing of how these are measured."""

from collections.abc import Iterable

from courses.catalog.structure import Module

TOLERANCE = 0.15
LEAST = 0.5
"""Whole minutes are not closer than half of one."""


def allowance(measured: float) -> float:
    """By how many minutes a claim may differ: 15 percent, or half a minute where that is more."""
    return max(TOLERANCE * measured, LEAST)


def holds(claimed: float, measured: float) -> bool:
    """Whether a page, which takes one minute at least, takes about as long as its author says."""
    measured = max(measured, 1.0)
    return abs(claimed - measured) <= allowance(measured)


def course_holds(claimed: float, modules: Iterable[Module]) -> bool:
    """Whether a course takes about as long as its author says, with its optional modules or without them.

    It may be off by what its modules may be off together, so that the sum of minutes that hold always holds.
    """
    lengths = [(max(one.measured, 1.0), one.optional) for one in modules]
    counted = [[length for length, _ in lengths], [length for length, optional in lengths if not optional]]
    return any(abs(claimed - sum(one)) <= sum(map(allowance, one)) for one in counted if one)
