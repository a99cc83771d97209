"""Units as class lists name them, whose codes are in force, and how many people have their home where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from courses.foundation.database import db
from courses.foundation.vocabulary import Role
from courses.models.accounts import Account, LocalCode, RoleGrant
from courses.models.units import Membership, Unit, UnitPlace
from courses.queries.units import StandingUnit
from courses.rules.access import subtree_bounds
from courses.rules.roster import Standing


@dataclass(frozen=True, slots=True)
class HomeUnit:
    """A unit and how many learners have their home there or below."""

    unit: StandingUnit
    learners: int


_place, _below = aliased(UnitPlace), aliased(UnitPlace)
_COUNTED = (
    select(Unit.id, Unit.name, Unit.kind, Unit.institution, _place.parent, _place.path, func.count(Account.id))
    .join(_place, and_(_place.unit == Unit.id, _place.until.is_(None)))
    .outerjoin(
        _below,
        # the same bounds as rules.access.subtree_bounds, so that the index on paths serves
        and_(
            _below.path >= _place.path,
            _below.path < func.rtrim(_place.path, "/").concat("0"),
            _below.until.is_(None),
        ),
    )
    .outerjoin(Membership, and_(Membership.unit == _below.unit, Membership.until.is_(None)))
    .outerjoin(Account, and_(Account.id == Membership.account, ~Account.disabled))
    .group_by(Unit.id, Unit.name, Unit.kind, Unit.institution, _place.parent, _place.path)
    .order_by(Unit.name, Unit.id)
)


def counted_units(ids: Iterable[int]) -> list[HomeUnit]:
    """The units of these ids by name, each with its learners."""
    return _counted(_COUNTED.where(Unit.id.in_(list(ids))))


def counted_below(parent: int) -> list[HomeUnit]:
    """The units right below, by name, each with its learners."""
    return _counted(_COUNTED.where(_place.parent == parent))


def codes_in_force(institution: int) -> list[Standing]:
    """Everybody whose code is in force in the institution today, with their home unit."""
    rows = db.session.execute(
        select(Account.id, Account.display_name, LocalCode.code, Membership.unit)
        .join(LocalCode, LocalCode.account == Account.id)
        .outerjoin(Membership, and_(Membership.account == Account.id, Membership.until.is_(None)))
        .where(LocalCode.institution == institution, LocalCode.until.is_(None))
        .order_by(Account.id)
    )
    return [Standing(account, name, code, unit) for account, name, code, unit in rows]


def taken_usernames(names: Iterable[str]) -> frozenset[str]:
    """Which of these user names belong to an account already."""
    return frozenset(db.session.scalars(select(Account.username).where(Account.username.in_(list(names)))))


def holders_of_roles(accounts: Iterable[int], now: datetime) -> frozenset[int]:
    """Which of these accounts hold a role over others anywhere at this moment."""
    rows = db.session.scalars(
        select(RoleGrant.account).where(
            RoleGrant.account.in_(list(accounts)),
            RoleGrant.role != Role.LEARNER,
            or_(RoleGrant.until.is_(None), RoleGrant.until > now),
        )
    )
    return frozenset(rows)


def without_password(accounts: Iterable[int]) -> frozenset[int]:
    """Which of these accounts never had a password: no slip of theirs can be in anybody's hands."""
    rows = db.session.scalars(select(Account.id).where(Account.id.in_(list(accounts)), Account.password_hash == ""))
    return frozenset(rows)


def has_institution_below(path: str) -> bool:
    """Whether a unit below the one of that path is an institution."""
    low, high = subtree_bounds(path)
    found = db.session.scalar(
        select(Unit.id)
        .join(UnitPlace, and_(UnitPlace.unit == Unit.id, UnitPlace.until.is_(None)))
        .where(UnitPlace.path > low, UnitPlace.path < high, Unit.institution)
        .limit(1)
    )
    return found is not None


def _counted(statement: object) -> list[HomeUnit]:
    rows = db.session.execute(statement)  # type: ignore[call-overload]  # any SELECT of these columns
    return [HomeUnit(StandingUnit(*row[:6]), int(row[6])) for row in rows]
