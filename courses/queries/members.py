"""Members of units: who has their home where, and how far they are."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from courses.foundation.database import db
from courses.models.accounts import Account, LocalCode
from courses.models.units import Membership, UnitPlace
from courses.rules.access import subtree_bounds


@dataclass(frozen=True, slots=True)
class Member:
    """A learner with their home unit and the code their institution calls them by ('' when none)."""

    learner: int
    unit: int
    position: int
    display_name: str
    username: str
    reporting_group: str
    code: str
    has_signed_in: bool


def members_below(path: str, after: int = 0, limit: int = 100_000) -> list[Member]:
    """Members of the unit of that path and of all units below, by register number; pages by account id when limited."""
    low, high = subtree_bounds(path)
    statement = (
        select(
            Account.id,
            Membership.unit,
            Membership.position,
            Account.display_name,
            Account.username,
            Account.reporting_group,
            LocalCode.code,
            Account.has_signed_in,
        )
        .join(Membership, and_(Membership.account == Account.id, Membership.until.is_(None)))
        .join(UnitPlace, and_(UnitPlace.unit == Membership.unit, UnitPlace.until.is_(None)))
        .outerjoin(LocalCode, and_(LocalCode.account == Account.id, LocalCode.until.is_(None)))
        .where(UnitPlace.path >= low, UnitPlace.path < high, ~Account.disabled, Account.id > after)
        .order_by(Account.id)
        .limit(limit)
    )
    found = {
        row[0]: Member(row[0], row[1], row[2], row[3], row[4], row[5], row[6] or "", bool(row[7]))
        for row in db.session.execute(statement)
    }
    return list(found.values())


def home_path(learner: int) -> str | None:
    """The path of the learner's home unit, or None when they have none."""
    return db.session.scalar(
        select(UnitPlace.path)
        .join(Membership, Membership.unit == UnitPlace.unit)
        .where(Membership.account == learner, Membership.until.is_(None), UnitPlace.until.is_(None))
    )
