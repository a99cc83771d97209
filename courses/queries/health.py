"""Whether the database answers, in the schema this version needs, and holds nothing that forbids serving it."""

from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from courses.foundation.database import db
from courses.models.accounts import Account
from courses.models.evidence import AuditEvent


def schema_revision() -> str | None:
    """The migration the tables stand at; None when the database is away or empty."""
    try:
        found: str | None = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    except SQLAlchemyError:
        db.session.rollback()
        return None
    return found


def demo_accounts() -> int:
    """How many accounts of the demo there are."""
    return db.session.execute(select(func.count()).select_from(Account).where(Account.demo)).scalar_one()


def last_event_at() -> datetime | None:
    """When the last event of the audit trail was written; None when there is none."""
    return db.session.scalar(select(AuditEvent.at).order_by(AuditEvent.id.desc()).limit(1))
