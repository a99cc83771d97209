"""Who asks: session, account and grants in one statement."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, select

from courses.foundation.database import read
from courses.foundation.vocabulary import Role
from courses.models.accounts import Account, LoginSession, RoleGrant
from courses.models.units import UnitPlace
from courses.rules.access import Grant


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account with an open log-in session, and what it may do where."""

    account: int
    username: str
    display_name: str
    locale: str
    session_hash: str
    opened_at: datetime
    seen_at: datetime
    shared: bool
    grants: tuple[Grant, ...]


_session, _account = LoginSession.__table__.c, Account.__table__.c
_grant, _place = RoleGrant.__table__.c, UnitPlace.__table__.c
WHO = (
    select(
        _session.hash,
        _session.opened_at,
        _session.seen_at,
        _session.shared,
        _account.id,
        _account.username,
        _account.display_name,
        _account.locale,
        _grant.role,
        _place.unit,
        _place.path,
    )
    .select_from(LoginSession.__table__)
    .join(Account.__table__, _account.id == _session.account)
    .outerjoin(
        RoleGrant.__table__,
        and_(
            _grant.account == _account.id,
            _grant.since <= bindparam("now"),
            or_(_grant.until.is_(None), _grant.until > bindparam("now")),
        ),
    )
    .outerjoin(UnitPlace.__table__, and_(_place.unit == _grant.unit, _place.until.is_(None)))
    .where(_session.hash == bindparam("hash"), _account.disabled.is_(False))
)


def signed_in(session_hash: str, now: datetime) -> SignedIn | None:
    """The account behind a session's hash, or None when there is none or it is disabled."""
    rows = read(WHO, {"hash": session_hash, "now": now})
    if not rows:
        return None
    first = rows[0]
    return SignedIn(
        account=first.id,
        username=first.username,
        display_name=first.display_name,
        locale=first.locale,
        session_hash=first.hash,
        opened_at=first.opened_at,
        seen_at=first.seen_at,
        shared=first.shared,
        grants=tuple(Grant(Role(row.role), row.unit, row.path) for row in rows if row.path is not None),
    )
