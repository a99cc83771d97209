"""Writing, whole or not at all: `transaction()`, and the rows that are inserted in it past what only objects need."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Table, bindparam, select, union_all
from sqlalchemy.exc import IntegrityError

from courses.foundation.database import Base, connection_of, db, give_back, table
from courses.foundation.database_errors import is_uniqueness
from courses.foundation.turns import turn

MOST_TOGETHER = 16
"""Up to so many rows, of whatever tables, are one statement on PostgreSQL; a longer one takes longer to plan."""
Shape = tuple[tuple[Table, tuple[str, ...], int], ...]
"""Tables, the columns that are given, and how many rows of each."""


@contextmanager
def transaction(conflict: Exception | type[Exception] | None = None) -> Iterator[None]:
    """Write, whole or not at all.

    Commits at the end of the outermost block, rolls back on any error; inner blocks join. A uniqueness violation
    becomes `conflict`, any other IntegrityError stays a bug. Raises RuntimeError when rows were changed outside.
    """
    session = db.session()
    if "last_rows" in session.info:
        yield
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside transaction()")
    if session.in_transaction():
        session.commit()
    session.expire_all()  # read again under the lock, else updates are lost
    give_back()  # before another connection is asked for: nobody holds two
    session.info["last_rows"] = {}
    with _turn(db.engine):
        try:
            session.info["writing"] = session.connection(execution_options={"writes": True})
            yield
            write_waiting()
            session.commit()
        except BaseException as error:
            session.rollback()
            if conflict is not None and isinstance(error, IntegrityError) and is_uniqueness(error):
                raise conflict from error
            raise
        finally:
            session.info.pop("writing", None)
            session.info.pop("last_rows", None)


def _turn(engine: Engine) -> AbstractContextManager[None]:
    """One's turn to write to an SQLite file; PostgreSQL lets many write."""
    file = engine.url.database
    return turn(Path(f"{file}-turn")) if engine.dialect.name == "sqlite" and file else nullcontext()


def writing() -> Connection:
    """The connection of the open transaction. Raises RuntimeError outside `transaction()`."""
    connection: Connection | None = db.session().info.get("writing")
    if connection is None:
        raise RuntimeError("rows are only written in transaction()")
    return connection


def insert_once(model: type[Base], **values: object) -> None:
    """Insert a row in the open transaction, unless one with that key stands already."""
    # the engine has loaded the package of its own dialect; that of the other one is not needed
    insert = import_module(f"sqlalchemy.dialects.{connection_of(db.session()).dialect.name}").insert
    db.session.execute(insert(model).values(**values).on_conflict_do_nothing())


def insert_last(model: type[Base], **values: object) -> None:
    """Insert a row when the open transaction ends, together with the others that wait: nothing in it reads them.

    What many transactions touch at once, such as the unit that a class belongs to, is so touched for a moment only.
    The rows of one table have the same columns, and come in the order in which they were given. Whoever must read them
    before the end calls `write_waiting`. Raises RuntimeError outside `transaction()`.
    """
    waiting: dict[Table, list[dict[str, object]]] | None = db.session().info.get("last_rows")
    if waiting is None:
        raise RuntimeError("rows are only written in transaction()")
    waiting.setdefault(table(model), []).append(values)


def write_waiting() -> None:
    """Insert now what waits for the end of the open transaction."""
    session = db.session()
    session.flush()
    waiting: dict[Table, list[dict[str, Any]]] = session.info["last_rows"]
    if not waiting:
        return
    session.info["last_rows"] = {}
    connection = writing()
    if connection.dialect.name == "postgresql" and sum(map(len, waiting.values())) <= MOST_TOGETHER:
        shape = tuple((place, tuple(rows[0]), len(rows)) for place, rows in waiting.items())
        values = {
            _named(place, number, name): value
            for place, rows in waiting.items()
            for number, row in enumerate(rows)
            for name, value in row.items()
        }
        connection.execute(_together(shape), values)
        return
    for place, rows in waiting.items():
        connection.execute(_alone(place), rows if len(rows) > 1 else rows[0])


@lru_cache(maxsize=64)
def _together(shape: Shape) -> Insert:
    """One statement for rows of several tables: each goes over the wire, there and back, and waits its turn."""
    *others, last = (_rows(place, names, count) for place, names, count in shape)
    return last.add_cte(*(one.cte(f"others_{number}") for number, one in enumerate(others)))


def _rows(place: Table, names: Sequence[str], count: int) -> Insert:
    """INSERT … SELECT: with several rows of VALUES SQLAlchemy would write the statement anew each time."""
    rows = [
        select(*(bindparam(_named(place, number, name), type_=place.c[name].type) for name in names))
        for number in range(count)
    ]
    return _alone(place).from_select(names, union_all(*rows) if count > 1 else rows[0])


@lru_cache(maxsize=64)
def _alone(place: Table) -> Insert:
    return place.insert().inline()


def _named(place: Table, number: int, name: str) -> str:
    return f"{place.name}_{number}_{name}"
