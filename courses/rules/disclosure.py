"""Which cells of a table of counts may be shown without showing single people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SMALLEST_SHOWN = 5
"""Fewest people a shown count of completions may stand for."""

SMALLEST_SHOWN_SCORES = 10
"""Fewest people behind a shown score, gain or survey answer."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The people one cell is about, and how many of them are done."""

    targets: int
    done: int = 0


def shown_cells(cells: Sequence[Cell], threshold: int = SMALLEST_SHOWN) -> tuple[bool, ...]:
    """For each of the cells that together make up one shown total, whether it may be shown.

    Cells of fewer people than the threshold are hidden. Taking what is shown from the total leaves the hidden cells
    together, so the next smallest are hidden as well until they stand for as many people as the threshold (which takes
    two cells at least), or until nothing is shown. A cell without people is no one's secret: it is shown, unless
    that would leave a single hidden cell. Zero cells and a single child therefore need no care by the caller; what
    does: the cells must add up to the total (a unit's own people are a cell beside its sub-units), and a unit hidden
    here must not show the same reader its total on a page of its own.

    Source: complementary suppression, NCES 2011-603 (Statistical Methods for Protecting Personally Identifiable
    Information in Aggregate Reporting).
    """
    hidden = {index for index, cell in enumerate(cells) if 0 < cell.targets < threshold}
    peopled = sorted(
        (index for index, cell in enumerate(cells) if cell.targets >= threshold), key=lambda index: cells[index].targets
    )
    empty = [index for index, cell in enumerate(cells) if cell.targets == 0]
    for index in (*peopled, *empty):
        if not hidden or sum(cells[one].targets for one in hidden) >= threshold:
            break
        hidden.add(index)
    return tuple(index not in hidden for index in range(len(cells)))


def shown_at(path: str, top: str, people: Mapping[str, int], threshold: int = SMALLEST_SHOWN_SCORES) -> bool:
    """Whether figures about the people at `path` and below may be shown to somebody who may ask anywhere below `top`.

    `people` counts them by the path of the unit they are in. At the top there must be as many as the threshold, and on
    the way down each step must be a cell that `shown_cells` shows among its neighbours (a unit's own people are one of
    them), so that no page can be taken from another to leave fewer. Raises ValueError for a path that is not below
    `top`.
    """
    if not path.startswith(top):
        raise ValueError(f"{path!r} is not below {top!r}")
    here = top
    inside = {one: count for one, count in people.items() if one.startswith(here)}
    while sum(inside.values()) >= threshold:
        if here == path:
            return True
        cells: Counter[str] = Counter()
        for one, count in inside.items():
            cells[here + one[len(here) :].partition("/")[0]] += count
        names = list(cells)
        verdicts = dict(zip(names, shown_cells([Cell(cells[name]) for name in names], threshold), strict=True))
        step = here + path[len(here) :].partition("/")[0]
        if not verdicts.get(step, False):
            return False
        here = f"{step}/"
        inside = {one: count for one, count in inside.items() if one.startswith(here)}
    return False
