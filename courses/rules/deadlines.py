"""How a due date stands at a moment, and the order in which dues are listed."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum


class DueState(StrEnum):
    """How an obligation's dates stand at a moment."""

    OVERDUE = "overdue"
    DUE = "due"
    UNDATED = "undated"
    NOT_OPEN = "not-open"


LISTED = (DueState.OVERDUE, DueState.DUE, DueState.UNDATED, DueState.NOT_OPEN)
FAR_OFF = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """A state with its whole calendar days, never negative, 0 meaning today.

    `days` counts to the due date (due), since it (overdue), to the opening (not-open), and is 0 when undated.
    """

    state: DueState
    days: int


def due_state(opens_at: datetime | None, due_at: datetime | None, now: datetime, zone: tzinfo) -> Due:
    """How the dates stand now; days turn at midnight in `zone`, all moments are aware.

    At its very due moment something is still due, see `is_late`; at its very opening moment it is open.
    """
    today = now.astimezone(zone).date()
    if opens_at is not None and opens_at > now:
        return Due(DueState.NOT_OPEN, (opens_at.astimezone(zone).date() - today).days)
    if due_at is None:
        return Due(DueState.UNDATED, 0)
    days = (due_at.astimezone(zone).date() - today).days
    return Due(DueState.OVERDUE, -days) if is_late(now, due_at) else Due(DueState.DUE, days)


def due_order(opens_at: datetime | None, due_at: datetime | None, now: datetime) -> tuple[int, datetime]:
    """A sort key: overdue (oldest first), due (nearest first), undated, and last what is not open yet (next first)."""
    state = due_state(opens_at, due_at, now, UTC).state
    moment = opens_at if state is DueState.NOT_OPEN else due_at
    return LISTED.index(state), moment or FAR_OFF


def is_late(at: datetime, due_at: datetime | None) -> bool:
    """Whether something done at that moment came after its due moment; without a due moment nothing is late."""
    return due_at is not None and at > due_at
