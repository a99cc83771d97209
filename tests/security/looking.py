"""What the security tests look at: every row there is, and how many."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from courses.foundation.database import Base, db


def every_row(leave_out: Iterable[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in order; `leave_out` names tables."""
    db.session.remove()
    tables = [table for table in Base.metadata.sorted_tables if table.name not in set(leave_out)]
    return {table.name: sorted((tuple(row) for row in db.session.execute(select(table))), key=repr) for table in tables}


def changed_tables(before: dict[str, list[tuple[Any, ...]]]) -> list[str]:
    """Names of the tables that are no longer what they were."""
    return [name for name, rows in every_row().items() if rows != before.get(name, rows)]
