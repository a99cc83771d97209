"""The audit trail: plain rows, written in the transaction of what they tell."""

import json
from datetime import datetime

from courses.foundation.transactions import insert_last
from courses.models.evidence import AuditEvent


def note(
    action: str,
    now: datetime,
    *,
    actor: int | None,
    subject: int | None = None,
    unit: int | None = None,
    **what: str | int | bool | None,
) -> None:
    """Add one event to the open transaction, written when that ends.

    `what` holds ids, codes and counts, never names, answers or secrets.
    """
    insert_last(
        AuditEvent,
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        unit=unit,
        what=json.dumps(what, ensure_ascii=False, sort_keys=True) if what else "",
    )
