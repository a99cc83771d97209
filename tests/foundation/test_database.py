"""The promises of the database floor, on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import insert, select, text
from sqlalchemy.exc import InternalError, OperationalError, StatementError

from courses.foundation import clock
from courses.foundation.database import PRAGMAS, UtcDateTime, db, engine_faults, read
from courses.foundation.transactions import transaction
from courses.models.evidence import Job
from courses.models.units import Unit, UnitPlace
from tests.browsing import Browser
from tests.statements import sent


def test_a_write_outside_a_transaction_is_refused_by_the_database(app: Flask) -> None:
    with pytest.raises((OperationalError, InternalError)) as refused:
        db.session.execute(insert(Unit).values(name="Unit", kind="class", code="", institution=False))
    assert ("readonly" in str(refused.value)) or ("read-only" in str(refused.value))
    db.session.rollback()
    assert list(db.session.scalars(select(Unit.name))) == []


def test_a_single_read_is_refused_to_write_too_whatever_its_connection_did_before(app: Flask) -> None:
    """It runs without BEGIN, on a connection that may have written a moment ago."""
    refusals = []
    for number in range(30):  # more than the pool holds
        with transaction():
            db.session.add(Job(kind="a", key=f"a{number}", run_at=clock.now()))
        db.session.remove()
        planted = insert(Job).values(kind="b", key=f"b{number}", run_at=clock.now()).returning(Job.id)
        with app.test_request_context(), pytest.raises((OperationalError, InternalError)) as refused:
            read(planted, {})
        refusals.append("readonly" in str(refused.value) or "read-only" in str(refused.value))
    assert refusals == [True] * 30
    assert db.session.scalars(select(Job.kind).distinct()).all() == ["a"]


def test_a_single_read_sees_what_was_written_before_it_and_begins_nothing(app: Flask) -> None:
    with app.test_request_context():
        with transaction():
            db.session.add(Job(kind="a", key="first", run_at=clock.now()))
        read(select(Job.key), {})
        with sent() as said:
            found = [row.key for row in read(select(Job.key), {})]
        assert (found, [one.word for one in said], db.session().in_transaction()) == (["first"], ["SELECT"], False)


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
