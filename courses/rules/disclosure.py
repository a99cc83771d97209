"""Which cells of a table of counts may be shown without showing single people."""

from collections.abc import Sequence
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
