"""What is sent to the database while something goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import event

from courses.foundation.database import db


class Sent(NamedTuple):
    """A statement: its first word, its text, and whether SQLAlchemy knew it ('' where it is plain SQL)."""

    word: str
    text: str
    hit: str


@contextmanager
def sent() -> Iterator[list[Sent]]:
    """Every statement that is sent within the block."""
    seen: list[Sent] = []

    def note(_connection: object, _cursor: object, statement: str, _values: object, context: Any, _many: bool) -> None:
        hit = context.cache_hit.name if context and context.compiled is not None else ""
        seen.append(Sent(statement.split(maxsplit=1)[0], statement, hit))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def reads(seen: list[Sent]) -> int:
    """How many of these statements ask for rows."""
    return sum(one.word in {"SELECT", "WITH"} for one in seen)
