"""What is promised about writing, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool

from courses.foundation import clock, transactions
from courses.foundation.database import db, read
from courses.foundation.errors import AlreadyThere, CodeConflict
from courses.foundation.transactions import (
    MOST_TOGETHER,
    insert_last,
    insert_once,
    transaction,
    write_waiting,
    writing,
)
from courses.foundation.turns import HERE
from courses.models.evidence import AuditEvent, Job, Outbox
from courses.models.units import Unit
from tests.statements import sent

THREADS, ROUNDS = 8, 25


def unit(name: str = "Unit") -> Unit:
    return Unit(name=name, kind="class")


def names() -> list[str]:
    db.session.remove()
    return list(db.session.scalars(select(Unit.name).order_by(Unit.id)))


def noted(action: str, of: int | None = None) -> None:
    insert_last(AuditEvent, at=clock.now(), actor=None, action=action, subject=None, unit=of, what="")


def test_rows_that_were_changed_outside_a_transaction_are_refused_by_the_next_one(app: Flask) -> None:
    db.session.add(unit())
    with pytest.raises(RuntimeError, match="outside transaction"), transaction():
        pass
    db.session.rollback()
    assert names() == []


def test_a_transaction_writes_at_the_end_of_its_outermost_block(app: Flask) -> None:
    def seen_by_others() -> int:
        with db.engine.connect() as other:
            return other.execute(select(func.count()).select_from(Unit)).scalar_one()

    with transaction():
        db.session.add(unit("outer"))
        with transaction():
            db.session.add(unit("inner"))
        db.session.flush()
        assert seen_by_others() == 0
    assert seen_by_others() == 2


def test_what_is_inserted_last_is_written_at_the_end_of_its_block_after_what_it_stands_on(app: Flask) -> None:
    def written() -> list[str]:
        return list(db.session.execute(select(AuditEvent.action).order_by(AuditEvent.id)).scalars())

    with transaction():
        with transaction():
            noted("first")
            assert written() == []
        assert written() == ["first"]
        one = unit()
        db.session.add(one)
        db.session.flush()
        noted("second", of=one.id)
        assert written() == ["first"]
    assert written() == ["first", "second"]


@pytest.mark.parametrize("count", [1, 2, MOST_TOGETHER // 2, MOST_TOGETHER // 2 + 1, 3 * MOST_TOGETHER])
def test_what_is_inserted_last_stands_in_the_order_in_which_it_was_given(app: Flask, count: int) -> None:
    """Rows of two tables by turns: together in one statement on PostgreSQL, by table elsewhere and where many."""
    at = clock.now()
    with transaction():
        for number in range(count):
            noted(f"action {number}")
            insert_last(Outbox, kind=f"kind {number}", body="", created_at=at, tries=number, sent_at=None)
    events = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert events == [f"action {number}" for number in range(count)]
    sent = db.session.execute(select(Outbox.kind, Outbox.tries, Outbox.created_at).order_by(Outbox.id)).all()
    assert sent == [(f"kind {number}", number, at) for number in range(count)]


def test_what_waits_for_the_end_can_be_written_before_it(app: Flask) -> None:
    written = select(AuditEvent.action).order_by(AuditEvent.id)
    with transaction():
        noted("first")
        write_waiting()
        assert db.session.scalars(written).all() == ["first"]
        noted("second")
    assert db.session.scalars(written).all() == ["first", "second"]
    with suppress(ZeroDivisionError), transaction():
        noted("lost")
        write_waiting()
        raise ZeroDivisionError
    assert db.session.scalars(written).all() == ["first", "second"]


def test_the_same_rows_are_the_same_statement_the_second_time(app: Flask) -> None:
    """SQLAlchemy writes anew whatever it cannot name, which costs more than all the rest."""

    def write() -> None:
        with transaction():
            noted("first")
            noted("second")
            insert_last(Outbox, kind="kind", body="", created_at=clock.now(), tries=0, sent_at=None)

    write()
    with sent() as said:
        write()
    assert {one.hit for one in said if one.word in {"INSERT", "WITH"}} == {"CACHE_HIT"}


def test_what_was_to_be_inserted_last_is_gone_with_its_transaction(app: Flask) -> None:
    with suppress(ZeroDivisionError), transaction():
        noted("lost")
        raise ZeroDivisionError
    with transaction():
        pass
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 0
    with pytest.raises(RuntimeError, match="only written in transaction"):
        noted("outside")
    for outside in (writing, write_waiting):
        with pytest.raises(RuntimeError, match="only written in transaction"):
            outside()


def test_a_row_that_is_inserted_last_names_every_column_but_its_key(app: Flask) -> None:
    """Else it would depend on the database and on how many rows there are whether a default is filled in."""
    whole = {"kind": "kind", "body": "", "created_at": clock.now(), "tries": 0, "sent_at": None}
    with transaction():
        for wrong in ({"kind": "kind"}, {**whole, "id": 1}, {**whole, "other": 1}):
            with pytest.raises(TypeError, match="a row of outbox is body, created_at, kind, sent_at, tries"):
                insert_last(Outbox, **wrong)
        insert_last(Outbox, **whole)
    assert db.session.scalars(select(Outbox.kind)).all() == ["kind"]


def test_who_cannot_wait_for_a_turn_leaves_nothing_behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written after it stands: the session does not take itself for one that writes."""

    def fail(_engine: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(transactions, "_turn", fail)
        with pytest.raises(MemoryError), transaction():
            noted("never")
    with transaction():
        noted("after")
    assert db.session.scalars(select(AuditEvent.action)).all() == ["after"]


def test_nobody_holds_two_connections(app: Flask) -> None:
    """Neither who reads singly and then through the session, nor who then writes: the pool has one for each thread."""
    pool = db.engine.pool
    assert isinstance(pool, QueuePool)
    with app.test_request_context():
        held = []
        for _ in range(2):
            read(select(Unit.id), {})
            held.append(pool.checkedout())
            db.session.execute(select(Unit.id))
            held.append(pool.checkedout())
            with transaction():
                db.session.add(unit())
                held.append(pool.checkedout())
            held.append(pool.checkedout())
        assert held == [1, 1, 1, 0] * 2


def test_an_error_undoes_everything_inner_blocks_too(app: Flask) -> None:
    with suppress(ZeroDivisionError), transaction():
        db.session.add(unit("outer"))
        with transaction():
            db.session.add(unit("inner"))
        raise ZeroDivisionError
    with suppress(ZeroDivisionError), transaction():
        db.session.add(unit("outer"))
        with transaction():
            db.session.add(unit("inner"))
            raise ZeroDivisionError
    assert names() == []


def test_a_conflict_becomes_the_named_refusal_and_undoes_everything(app: Flask) -> None:
    with transaction():
        db.session.add(Job(kind="a", key="taken", run_at=clock.now()))
    for conflict in (AlreadyThere, CodeConflict(code="7")):
        with pytest.raises(type(conflict) if isinstance(conflict, Exception) else conflict), transaction(conflict):
            db.session.add_all([unit(), Job(kind="a", key="taken", run_at=clock.now())])
    assert names() == []


def test_a_conflict_without_a_name_stays_a_bug(app: Flask) -> None:
    with transaction():
        db.session.add(Job(kind="a", key="taken", run_at=clock.now()))
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Job(kind="a", key="taken", run_at=clock.now()))


def test_other_violations_stay_bugs(app: Flask) -> None:
    with pytest.raises(IntegrityError), transaction(AlreadyThere):
        db.session.execute(insert(Unit).values(name=None, kind="class", code="", institution=False))
    with pytest.raises(IntegrityError), transaction(AlreadyThere):
        db.session.execute(
            text("INSERT INTO membership (account, unit, position, since) VALUES (9, 9, 0, :now)"),
            {"now": "2026-01-01 00:00:00+00"},
        )


def test_after_a_transaction_reading_is_all_there_is(app: Flask) -> None:
    with transaction():
        db.session.add(unit())
    with pytest.raises(DBAPIError):
        db.session.execute(update(Unit).values(name="Other"))
    db.session.rollback()
    assert names() == ["Unit"]


def test_a_transaction_reads_anew_what_was_read_before(app: Flask) -> None:
    with transaction():
        db.session.add(unit("old"))
    mine = db.session.scalars(select(Unit)).one()

    def rename() -> None:
        with app.app_context(), transaction():
            db.session.scalars(select(Unit)).one().name = "new"

    with ThreadPoolExecutor(1) as pool:
        pool.submit(rename).result()
    with transaction():
        assert mine.name == "new"


def test_no_update_is_lost_between_eight_threads(app: Flask) -> None:
    with transaction():
        db.session.add(Job(kind="count", key="count", run_at=clock.now(), progress=0))
    together = Barrier(THREADS, timeout=30)

    def count(_thread: int) -> None:
        with app.app_context():
            together.wait()
            for _ in range(ROUNDS):
                db.session.scalars(select(Job)).one()  # read before, as a page would
                with transaction():
                    job = db.session.scalars(select(Job).with_for_update()).one()
                    job.progress += 1
            db.session.remove()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(count, range(THREADS)))
    db.session.remove()
    assert db.session.scalars(select(Job.progress)).one() == THREADS * ROUNDS


def test_a_row_is_inserted_once_and_a_second_time_is_no_error(app: Flask) -> None:
    for body in ("first", "second"):
        with transaction():
            insert_once(Outbox, id=1, kind="mail", body=body, created_at=clock.now(), tries=0, sent_at=None)
    assert list(db.session.scalars(select(Outbox.body))) == ["first"]


def test_writers_of_a_process_take_turns_and_a_turn_ends_with_an_error_too(app: Flask) -> None:
    with app.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
        locked = []

        def fail() -> None:
            with transaction():
                locked.append(HERE.locked())
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert (locked, HERE.locked()) == ([sqlite], False)
        with transaction(), transaction():
            assert HERE.locked() is sqlite
        assert not HERE.locked()
