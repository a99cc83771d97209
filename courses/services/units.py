"""Units: found one in the tree, make a learner a member, hand out a role."""

from datetime import datetime

from sqlalchemy import delete, select

from courses.foundation.database import db
from courses.foundation.errors import AlreadyThere, NotAllowed, NotHere
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import Role
from courses.ledger import audit, homes
from courses.ledger.locks import lock_account
from courses.models.accounts import LoginSession, RoleGrant
from courses.models.units import Unit, UnitPlace
from courses.queries.units import standing_unit
from courses.rules.access import Grant, may_grant


def found(name: str, kind: str, parent: int | None, now: datetime, *, institution: bool = False) -> int:
    """Make a unit below another (None: at the root) and return its id. Raises NotHere for an unknown parent."""
    with transaction():
        above = standing_unit(parent) if parent is not None else None
        if parent is not None and above is None:
            raise NotHere
        unit = Unit(name=name, kind=kind, institution=institution)
        db.session.add(unit)
        db.session.flush()
        path = f"{above.path if above else ''}{unit.id}/"
        db.session.add(UnitPlace(unit=unit.id, parent=parent, path=path, since=now))
        audit.note("unit.founded", now, actor=None, unit=unit.id)
        return unit.id


def enrol(learner: int, unit: int, now: datetime, *, actor: int | None, position: int = 0, code: str = "") -> None:
    """Make a unit the learner's home from now on; obligations follow. Raises NotHere, CodeConflict."""
    with transaction():
        if standing_unit(unit) is None:
            raise NotHere
        homes.settle(learner, unit, position, now, actor=actor)
        if code:
            homes.call(learner, unit, code, now)


def grant(account: int, role: Role, unit: int, now: datetime, *, actor: int | None, by: tuple[Grant, ...] = ()) -> None:
    """Give a role at a unit; the account's sessions end, so that its rights are read afresh.

    `actor` None is the command line. Raises NotAllowed when the actor's own grants do not reach so far, NotHere for
    an unknown unit, AlreadyThere when the grant stands.
    """
    with transaction(conflict=AlreadyThere):
        place = standing_unit(unit)
        if place is None:
            raise NotHere
        if actor is not None and not may_grant(by, role, place.path):
            raise NotAllowed
        lock_account(account)
        db.session.add(RoleGrant(account=account, role=role, unit=unit, since=now))
        db.session.execute(delete(LoginSession).where(LoginSession.account == account))
        audit.note("role.granted", now, actor=actor, subject=account, unit=unit, role=role)


def revoke(
    account: int, role: Role, unit: int, now: datetime, *, actor: int | None, by: tuple[Grant, ...] = ()
) -> None:
    """Take a role back; the account's sessions end. Raises NotHere, NotAllowed as `grant` does."""
    with transaction():
        place = standing_unit(unit)
        row = db.session.scalar(
            select(RoleGrant).where(
                RoleGrant.account == account,
                RoleGrant.role == role,
                RoleGrant.unit == unit,
                RoleGrant.until.is_(None),
            )
        )
        if place is None or row is None:
            raise NotHere
        if actor is not None and not may_grant(by, role, place.path):
            raise NotAllowed
        lock_account(account)
        row.until = now
        db.session.execute(delete(LoginSession).where(LoginSession.account == account))
        audit.note("role.revoked", now, actor=actor, subject=account, unit=unit, role=role)
