"""Whether the database answers, in the schema this version needs."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from courses.foundation.database import db


def schema_revision() -> str | None:
    """The migration the tables stand at; None when the database is away or empty."""
    try:
        found: str | None = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    except SQLAlchemyError:
        db.session.rollback()
        return None
    return found
