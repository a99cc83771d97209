"""What a reader of a board may see of small units, and in which order its lines stand."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from courses.rules.access import ACTIONS, Grant, allowed, covers
from courses.rules.disclosure import Cell, shown_cells


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people must, how many of them have, and how many of those only after the due date."""

    targets: int
    done: int
    late: int

    def less(self, others: Iterable["Figures"]) -> "Figures":
        """What is left when the others are taken away."""
        rest = list(others)
        return Figures(
            self.targets - sum(one.targets for one in rest),
            self.done - sum(one.done for one in rest),
            self.late - sum(one.late for one in rest),
        )


def sees_small_units(grants: Sequence[Grant], path: str, institutions: Collection[str]) -> bool:
    """Whether the figures of the unit of that path are shown to the holder of these grants however small it is.

    So it is for who may see the people of the unit one by one anyway, and for who reads boards by a grant that stands
    at an institution or inside one: what an institution knows of its own people is not hidden from it. Readers above
    institutions get figures of groups only. `institutions` holds the paths of the institutions at or above the unit.
    """
    if allowed(grants, "unit.matrix", path):
        return True
    readers = [one for one in grants if one.role in ACTIONS["unit.rates"] and covers(one, path)]
    return any(one.path.startswith(top) for one in readers for top in institutions)


def shown_parts(parts: Sequence[Figures], known: Sequence[bool]) -> tuple[bool, ...]:
    """For each of the parts of one shown total, whether it is shown; parts that the reader knows anyway always are.

    Known parts can be taken from the total, so the others must be safe among themselves.
    """
    closed = [Cell(part.targets, part.done) for part, open_ in zip(parts, known, strict=True) if not open_]
    verdicts = iter(shown_cells(closed))
    return tuple(open_ or next(verdicts) for open_ in known)
