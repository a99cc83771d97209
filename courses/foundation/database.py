"""The database: every connection reads by default, and only `transaction()` (foundation/transactions.py) writes."""

import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from flask import Flask, current_app, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Executable,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    event,
)
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.pool import ConnectionPoolEntry

from courses.foundation.errors import UnsafeStart

PRAGMAS: dict[str, int | str] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 15000,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
}
"""What every SQLite connection is set to, and what it must read back."""
POSTGRESQL_OPTIONS = (
    "-c default_transaction_read_only=on -c statement_timeout=30000 -c lock_timeout=15000 -c timezone=UTC"
    " -c idle_in_transaction_session_timeout=60000"
)
IDLE_SECONDS = 1.0
"""How long a PostgreSQL connection may lie in the pool before it is asked whether it still stands."""
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
"""PostgreSQL settings without which an acknowledged answer could be lost."""


DatabaseBusy = OperationalError
"""What is raised when the database is away, locked for too long or full."""
DatabaseAway = DBAPIError
"""What is raised at start when the database cannot be reached or read; covers `DatabaseBusy`."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. A datetime without a zone is refused (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC, without a zone where the database has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: always in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The root of all tables, with one way to name constraints and to store types."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(
        metadata=metadata,
        type_annotation_map={
            int: BigInteger().with_variant(Integer, "sqlite"),
            str: String(200),
            datetime: UtcDateTime(),
        },
    )


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def init_app(app: Flask) -> None:
    """Bind the engine, and prepare every connection it opens."""
    db.init_app(app)
    app.teardown_appcontext(end_reading)  # registered after: runs before the session is removed
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", prepare_sqlite)
        else:
            event.listen(db.engine, "checkout", ping_idle)
            event.listen(db.engine, "checkin", note_use)
        event.listen(db.engine, "begin", begin)
        event.listen(db.session, "after_transaction_create", give_back)  # before it has a connection of its own
        alone = {"single": True} if db.engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        app.extensions["single_reads"] = db.engine.execution_options(**alone)


def engine_options(url: str) -> dict[str, Any]:
    """Options of the engine for that URL; what was bound to a statement stays out of messages and logs."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "pool_size": 10, "max_overflow": 10, "connect_args": {"timeout": 15}}
    return {
        "hide_parameters": True,
        "pool_size": 10,
        "connect_args": {"options": POSTGRESQL_OPTIONS, "connect_timeout": 5},
    }


def ping_idle(raw: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Ask a PostgreSQL connection that was idle whether it still stands; the pool replaces it when it does not.

    A round trip before each request would cost as much as a statement; a server that went away under load is noticed
    by the first statement that fails, and the pool then drops every connection.
    """
    if time.monotonic() - record.info.get("used_at", 0.0) < IDLE_SECONDS:
        return
    dialect = db.engine.dialect
    try:
        dialect.do_ping(raw)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def note_use(_raw: object, record: ConnectionPoolEntry) -> None:
    """Remember when a connection came back to the pool."""
    record.info["used_at"] = time.monotonic()


def prepare_sqlite(raw: sqlite3.Connection, _record: object) -> None:
    """Set the pragmas and read each back. Raises UnsafeStart when one does not hold."""
    raw.isolation_level = None  # the driver's own BEGIN comes too late
    for name, wanted in PRAGMAS.items():
        raw.execute(f"PRAGMA {name}={wanted}")
        if (got := raw.execute(f"PRAGMA {name}").fetchone()[0]) != wanted:
            raise UnsafeStart(f"SQLite says {name}={got}, not {wanted}")


def begin(connection: Connection) -> None:
    """Begin to read, unless the connection was asked to write; a single read of SQLite needs no BEGIN."""
    options = connection.get_execution_options()
    writes = options.get("writes", False)
    if connection.dialect.name == "sqlite":
        if connection.info.get("writes") is not writes:
            connection.exec_driver_sql(f"PRAGMA query_only={int(not writes)}")
            connection.info["writes"] = writes
        if "single" not in options:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif (raw := connection.connection.dbapi_connection) is not None:
        raw.read_only = False if writes else None  # said with BEGIN: no statement of its own


def end_reading(_error: BaseException | None) -> None:
    """End the request's reading with COMMIT: on ROLLBACK psycopg forgets its prepared statements."""
    give_back()
    if not db.session.registry.has():
        return
    session = db.session()
    if session.in_transaction() and not (session.new or session.dirty or session.deleted):
        session.commit()


def read(statement: Executable, values: Mapping[str, object]) -> Sequence[Any]:
    """The rows of one SELECT of tables, past what only objects need.

    Where nothing has been read in this request yet, it runs by itself: neither BEGIN nor COMMIT is said. Whoever needs
    several reads of one moment reads through the session.
    """
    if db.session.registry.has() and (session := db.session()).in_transaction():
        return connection_of(session).execute(statement, values).all()
    if "single_read" not in g:
        g.single_read = current_app.extensions["single_reads"].connect()
    rows: Sequence[Any] = g.single_read.execute(statement, values).all()
    return rows


@dataclass(slots=True)
class Writing:
    """An open `transaction()`: its connection, and the rows that wait for its end, by table."""

    connection: Connection
    waiting: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)


def open_writing(session: Session) -> Writing | None:
    """The session's open `transaction()`, or None."""
    found: Writing | None = session.info.get("writing")
    return found


def connection_of(session: Session) -> Connection:
    """The session's connection; in an open `transaction()` it is known, which saves asking for each statement."""
    found = open_writing(session)
    return found.connection if found else session.connection()


def give_back(*_event: object) -> None:
    """Return the connection of single reads to the pool: the session is about to take one, or the request is over."""
    if (connection := g.pop("single_read", None)) is not None:
        connection.close()


def table(model: type[Base]) -> Table:
    """The table behind a model: for plain statements where objects cost too much."""
    return cast("Table", model.__table__)


def weak_settings(connection: Connection) -> list[str]:
    """The durability settings of a PostgreSQL server that are off; SQLite's are set on each connection."""
    shown = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in DURABLE}
    return [f"{name}={value}" for name, value in shown.items() if value == "off"]


def engine_faults() -> list[str]:
    """What the engine's connection reads back that differs from what it must be, as `name=value`; none when all holds.

    Raises DatabaseAway when there is no connection.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return weak_settings(connection)
        shown = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
        return [f"{name}={value}" for name, value in shown.items() if value != PRAGMAS[name]]
