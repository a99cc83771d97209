"""Unique indexes of rows that have not ended, said without loading a database's dialect that is not served."""

from sqlalchemy import Index, MetaData, text

OPEN = "until IS NULL"
"""What a row must say to stand in such an index."""
DIALECTS = ("sqlite", "postgresql")


def open_index(name: str, *columns: str) -> Index:
    """At most one open row with the same values in these columns.

    SQLAlchemy takes the condition as an option of each dialect, and loads both packages for it; so it is noted here and
    told where tables are compared or made (`tell_conditions`).
    """
    return Index(name, *columns, unique=True, info={"where": OPEN})


def tell_conditions(tables: MetaData) -> None:
    """Give the indexes of these tables their conditions, for each database they are served from."""
    for table in tables.tables.values():
        for index in table.indexes:
            if condition := index.info.get("where"):
                for dialect in DIALECTS:
                    index.dialect_options[dialect]["where"] = text(condition)
