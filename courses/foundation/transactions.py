"""Writing, whole or not at all: `transaction()`, and the rows that are inserted in it past what only objects need."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, Engine, Insert, Table, bindparam, select, union_all
from sqlalchemy.exc import IntegrityError

from courses.foundation.database import Base, Writing, db, give_back, open_writing, table
from courses.foundation.database_errors import is_uniqueness
from courses.foundation.turns import turn

MOST_TOGETHER = 16
"""Up to so many rows are one statement on PostgreSQL; more go table by table, else each number has a statement."""
Shape = tuple[tuple[Table, tuple[str, ...], int], ...]
"""Tables, the columns that are given, and how many rows of each."""


@contextmanager
def transaction(conflict: Exception | type[Exception] | None = None) -> Iterator[None]:
    """Write, whole or not at all.

    Commits at the end of the outermost block, rolls back on any error; inner blocks join, and what they wrote is there
    for whoever goes on. A uniqueness violation becomes `conflict`, any other IntegrityError stays a bug. Raises
    RuntimeError when rows were changed outside.
    """
    session = db.session()
    if open_writing(session):
        yield
        write_waiting()
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside transaction()")
    if session.in_transaction():
        session.commit()
    session.expire_all()  # read again under the lock, else updates are lost
    give_back()  # before another connection is asked for: nobody holds two
    with _turn(db.engine):
        try:
            session.info["writing"] = Writing(session.connection(execution_options={"writes": True}))
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


def _turn(engine: Engine) -> AbstractContextManager[None]:
    """One's turn to write to an SQLite file; PostgreSQL lets many write."""
    file = engine.url.database
    return turn(Path(f"{file}-turn")) if engine.dialect.name == "sqlite" and file else nullcontext()


def _open() -> Writing:
    if (found := open_writing(db.session())) is None:
        raise RuntimeError("rows are only written in transaction()")
    return found


def writing() -> Connection:
    """The connection of the open transaction. Raises RuntimeError outside `transaction()`."""
    return _open().connection


def insert_once(model: type[Base], **values: object) -> None:
    """Insert a row in the open transaction, unless one with that key stands already."""
    # the engine has loaded the package of its own dialect; that of the other one is not needed
    insert = import_module(f"sqlalchemy.dialects.{writing().dialect.name}").insert
    db.session.execute(insert(model).values(**values).on_conflict_do_nothing())


def insert_last(model: type[Base], **values: object) -> None:
    """Insert a row when the open transaction ends, together with the others that wait: nothing in it reads them.

    What many transactions touch at once, such as the unit that a class belongs to, is so touched for a moment only.
    `values` names every column but a key that the database gives; the rows of a table come in the order in which they
    were given. They are written at the end of the block of `transaction()`, an inner one too; whoever must read them
    before that calls `write_waiting`. Raises RuntimeError outside `transaction()`, TypeError for other columns.
    """
    place = table(model)
    if values.keys() != _columns(place):
        raise TypeError(f"a row of {place.name} is {', '.join(sorted(_columns(place)))}")
    _open().waiting.setdefault(place, []).append(values)


@lru_cache(maxsize=64)
def _columns(place: Table) -> frozenset[str]:
    """What a row must name: defaults are not filled in where several rows are one statement."""
    return frozenset(column.name for column in place.columns if column is not place.autoincrement_column)


def write_waiting() -> None:
    """Insert now what waits for the end of the open transaction. Raises RuntimeError outside `transaction()`."""
    found = _open()
    db.session.flush()
    waiting, found.waiting = found.waiting, {}
    if not waiting:
        return
    connection = found.connection
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
