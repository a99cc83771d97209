"""Evidence of looking: who opened a page about other people, who took a file away."""

from datetime import datetime

from courses.foundation.transactions import transaction
from courses.ledger import audit


def record_view(actor: int, unit: int, page: str, now: datetime) -> None:
    """Note that somebody looked at the people of a unit; `page` is the endpoint."""
    with transaction():
        audit.note("people.viewed", now, actor=actor, unit=unit, page=page)


def note_export(actor: int, unit: int, now: datetime, *, course: str, module: str, cycle: str, form: str) -> None:
    """Note that somebody took a board away as a file; `form` is csv or xlsx."""
    with transaction():
        audit.note("board.exported", now, actor=actor, unit=unit, course=course, module=module, cycle=cycle, form=form)
