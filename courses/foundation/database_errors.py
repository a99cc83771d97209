"""What an error of the database means, whichever of them it comes from."""

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError

PASSING = ("40001", "40P01", "57P01", "57P02", "57P03", "08")
"""SQLSTATEs, whole or their beginning: serialisation, deadlock, shutdown, crash, starting up, connection."""


def is_uniqueness(error: IntegrityError) -> bool:
    """Whether a constraint of uniqueness was hit, on either database."""
    origin = error.orig
    if getattr(origin, "sqlstate", None) == "23505":
        return True
    return getattr(origin, "sqlite_errorname", "") in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


def may_pass(error: DBAPIError) -> bool:
    """Whether the database was only busy, restarting or unreachable, so that another try may do."""
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        return str(getattr(origin, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
    state = getattr(origin, "sqlstate", None)
    return state is None or str(state).startswith(PASSING)
