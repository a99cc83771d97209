"""The promises of the database floor, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, OperationalError, StatementError

from courses.foundation import clock
from courses.foundation.database import (
    PRAGMAS,
    UtcDateTime,
    db,
    engine_faults,
    insert_last,
    insert_once,
    transaction,
)
from courses.foundation.errors import AlreadyThere, CodeConflict
from courses.foundation.turns import HERE
from courses.models.evidence import AuditEvent, Job, Outbox
from courses.models.units import Unit, UnitPlace
from tests.browsing import Browser

THREADS, ROUNDS = 8, 25


def unit(name: str = "Unit") -> Unit:
    return Unit(name=name, kind="class")


def names() -> list[str]:
    db.session.remove()
    return list(db.session.scalars(select(Unit.name).order_by(Unit.id)))


def test_a_write_outside_a_transaction_is_refused_by_the_database(app: Flask) -> None:
    with pytest.raises((OperationalError, InternalError)) as refused:
        db.session.execute(insert(Unit).values(name="Unit", kind="class", code="", institution=False))
    assert ("readonly" in str(refused.value)) or ("read-only" in str(refused.value))
    db.session.rollback()
    assert names() == []


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


def test_what_is_inserted_last_is_written_at_the_end_after_what_it_stands_on(app: Flask) -> None:
    def written() -> list[str]:
        return list(db.session.execute(select(AuditEvent.action).order_by(AuditEvent.id)).scalars())

    with transaction():
        with transaction():
            insert_last(AuditEvent, at=clock.now(), actor=None, action="first", subject=None, unit=None, what="")
        one = unit()
        db.session.add(one)
        db.session.flush()
        insert_last(AuditEvent, at=clock.now(), actor=None, action="second", subject=None, unit=one.id, what="")
        assert written() == []
    assert written() == ["first", "second"]


def test_what_was_to_be_inserted_last_is_gone_with_its_transaction(app: Flask) -> None:
    with suppress(ZeroDivisionError), transaction():
        insert_last(AuditEvent, at=clock.now(), actor=None, action="lost", subject=None, unit=None, what="")
        raise ZeroDivisionError
    with transaction():
        pass
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 0
    with pytest.raises(RuntimeError, match="only written in transaction"):
        insert_last(AuditEvent, at=clock.now(), actor=None, action="outside", subject=None, unit=None, what="")


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
            insert_once(Outbox, id=1, kind="mail", body=body, created_at=clock.now(), tries=0)
    assert list(db.session.scalars(select(Outbox.body))) == ["first"]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 0, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=9))),
        datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=timezone(-timedelta(hours=11))),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_it_was_and_in_utc(app: Flask, moment: datetime) -> None:
    with transaction():
        db.session.add(Job(kind="a", key="a", run_at=moment))
    db.session.remove()
    found = db.session.scalars(select(Job.run_at)).one()
    assert (found, found.utcoffset()) == (moment, timedelta(0))
    assert list(db.session.scalars(select(Job.id).where(Job.run_at <= moment))) == [1]
    assert list(db.session.scalars(select(Job.id).where(Job.run_at < moment))) == []


def test_a_moment_without_a_zone_is_refused(app: Flask) -> None:
    naive = datetime(2026, 3, 1)  # noqa: DTZ001 - that is what is refused
    with pytest.raises(StatementError, match="a moment needs a time zone"), transaction():
        db.session.add(Job(kind="a", key="a", run_at=naive))


def test_no_moment_stays_no_moment(app: Flask) -> None:
    for dialect in (db.engine.dialect,):
        assert UtcDateTime().process_bind_param(None, dialect) is None
        assert UtcDateTime().process_result_value(None, dialect) is None


def test_every_connection_is_set_as_it_must_be(app: Flask, database: str) -> None:
    assert engine_faults() == []
    with db.engine.connect() as one, db.engine.connect() as other:
        for connection in (one, other):
            if database:
                shown = {
                    name: connection.exec_driver_sql(f"SHOW {name}").scalar_one()
                    for name in ("default_transaction_read_only", "fsync", "full_page_writes", "synchronous_commit")
                }
                assert shown == dict.fromkeys(shown, "on")
                assert connection.exec_driver_sql("SHOW timezone").scalar_one() == "UTC"
                assert connection.exec_driver_sql("SHOW transaction_isolation").scalar_one() == "read committed"
            else:
                read = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
                assert read == PRAGMAS
                assert connection.exec_driver_sql("PRAGMA query_only").scalar_one() == 1


def test_paths_are_compared_byte_by_byte(app: Flask) -> None:
    """'0' follows '/', and capital letters come before small ones, whatever the language of the machine."""
    paths = ["1/9/", "1/10/", "1/1", "1/1/", "1/10", "1/", "a/", "B/", "10/", "2/"]
    with transaction():
        for number, path in enumerate(paths, 1):
            db.session.add(Unit(id=number, name=path, kind="class"))
            db.session.flush()
            db.session.add(UnitPlace(unit=number, path=path, since=clock.now()))
    found = list(db.session.scalars(select(UnitPlace.path).order_by(UnitPlace.path)))
    assert found == ["1/", "1/1", "1/1/", "1/10", "1/10/", "1/9/", "10/", "2/", "B/", "a/"]
    below = select(UnitPlace.path).where(UnitPlace.path >= "1/1/", UnitPlace.path < "1/10")
    assert list(db.session.scalars(below)) == ["1/1/"]


def test_prepared_statements_survive_from_request_to_request(app: Flask, database: str, school: object) -> None:
    """Requests end their reading with COMMIT: on ROLLBACK psycopg would forget them. SQLite keeps none on a server."""
    db.engine.dispose()
    browser = Browser(app)
    browser.enter("first1")
    assert {browser.get("/learn").status_code for _ in range(8)} == {200}
    if database:
        count = db.session.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one()
        assert count > 0
    else:
        assert browser.get("/learn").status_code == 200


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
