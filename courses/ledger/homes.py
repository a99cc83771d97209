"""Where a learner belongs, and what their institution calls them."""

from datetime import datetime

from sqlalchemy import select

from courses.foundation.database import db
from courses.foundation.errors import CodeConflict
from courses.ledger import audit, obligations
from courses.ledger.locks import lock_account
from courses.models.accounts import Account, LocalCode
from courses.models.teaching import Assignment
from courses.models.units import Membership
from courses.queries.units import standing_unit, units_above


def settle(learner: int, unit: int, position: int, now: datetime, *, actor: int | None) -> None:
    """Make the unit the learner's home; obligations that stand move along, the unit's assignments are owed."""
    lock_account(learner)
    home = db.session.scalar(select(Membership).where(Membership.account == learner, Membership.until.is_(None)))
    if home is not None and home.unit == unit:
        home.position = position or home.position
        return
    if home is not None:
        home.until = now
        db.session.flush()
        obligations.move(learner, unit)
    db.session.add(Membership(account=learner, unit=unit, position=position, since=now))
    db.session.flush()
    _owe_standing(learner, unit, now)
    audit.note("learner.enrolled", now, actor=actor, subject=learner, unit=unit)


def call(learner: int, unit: int, code: str, now: datetime) -> None:
    """Give the learner a code in the unit's institution. Raises CodeConflict when another person has it."""
    institution = institution_of(unit)
    row = db.session.scalar(
        select(LocalCode).where(LocalCode.institution == institution, LocalCode.code == code, LocalCode.until.is_(None))
    )
    if row is not None:
        if row.account != learner:
            raise CodeConflict(code=code)
        return
    old = db.session.scalars(
        select(LocalCode).where(
            LocalCode.account == learner, LocalCode.institution == institution, LocalCode.until.is_(None)
        )
    )
    for one in old:
        one.until = now
    db.session.add(LocalCode(account=learner, institution=institution, code=code, since=now))


def institution_of(unit: int) -> int:
    """The nearest unit at or above that is an institution, else the root above it."""
    place = standing_unit(unit)
    above = units_above(place.path) if place else []
    found = next((one for one in reversed(above) if one.institution), None)
    return found.id if found else above[0].id


def _owe_standing(learner: int, unit: int, now: datetime) -> None:
    place = standing_unit(unit)
    account = db.session.get_one(Account, learner)
    ids = [one.id for one in units_above(place.path)] if place else []
    rows = db.session.scalars(
        select(Assignment).where(Assignment.unit.in_(ids), (Assignment.due_at.is_(None)) | (Assignment.due_at > now))
    ).all()
    for row in rows:
        obligations.owe(row, [obligations.Member(learner, unit, account.reporting_group)])
