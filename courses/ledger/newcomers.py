"""People who have just been registered get their home, their code and what is owed there, many at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from courses.foundation.database import db
from courses.ledger import audit, obligations
from courses.models.accounts import LocalCode
from courses.models.teaching import Assignment
from courses.models.units import Membership


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An account without a home so far, the unit that becomes it (with its path), and the code there."""

    account: int
    reporting_group: str
    unit: int
    path: str
    institution: int
    code: str


def settle_newcomers(newcomers: Sequence[Newcomer], now: datetime, *, actor: int | None) -> None:
    """Write memberships, codes and obligations: a fixed number of statements for each unit and assignment.

    Call inside `transaction(conflict=…)`: a code that is in force for somebody else is a uniqueness violation.
    """
    by_path: dict[str, list[obligations.Member]] = defaultdict(list)
    for one in newcomers:
        db.session.add(Membership(account=one.account, unit=one.unit, position=0, since=now))
        db.session.add(LocalCode(account=one.account, institution=one.institution, code=one.code, since=now))
        audit.note("learner.enrolled", now, actor=actor, subject=one.account, unit=one.unit)
        by_path[one.path].append(obligations.Member(one.account, one.unit, one.reporting_group))
    db.session.flush()
    for path, members in by_path.items():
        ids = [int(part) for part in path.strip("/").split("/")]
        standing = db.session.scalars(
            select(Assignment)
            .where(Assignment.unit.in_(ids), Assignment.due_at.is_(None) | (Assignment.due_at > now))
            .order_by(Assignment.id)
        ).all()
        for assignment in standing:
            obligations.owe(assignment, members)
            db.session.flush()
