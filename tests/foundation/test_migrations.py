"""The tables that the migrations make are the tables of the models, and what stands in them survives each one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import Connection, inspect, select
from sqlalchemy.schema import CreateIndex

from courses.catalog.items import Quiz
from courses.commands.site import MIGRATIONS, migrate
from courses.foundation.database import Base, db
from courses.foundation.open_rows import OPEN, tell_conditions
from courses.foundation.schema import HEAD
from courses.foundation.settings import ROOT
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, Reopening, ReopenReason
from courses.models.assessment import Attempt, AttemptReopening
from courses.queries.health import schema_revision
from courses.web.shelf import shelf
from tests.answers import hand_in
from tests.builders import School, assign


def script() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
    return list(compare_metadata(context, Base.metadata))


def test_there_is_one_head_and_the_code_names_it(app: Flask) -> None:
    assert script().get_heads() == [HEAD]
    assert schema_revision() == HEAD


def test_the_models_are_what_the_migrations_make(app: Flask) -> None:
    with db.engine.connect() as connection:
        assert differences(connection) == []


def test_a_column_that_no_migration_makes_would_be_seen(app: Flask) -> None:
    """Else the comparison above would be blind."""
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("ALTER TABLE unit ADD COLUMN planted INTEGER")
        found = differences(connection)
        connection.rollback()
    assert [one[0] for one in found] == ["remove_column"]


def test_every_table_of_the_models_is_there_and_no_other(app: Flask) -> None:
    assert sorted(inspect(db.engine).get_table_names()) == sorted([*Base.metadata.tables, "alembic_version"])


def test_open_rows_are_unique_by_the_databases_own_promise(app: Flask) -> None:
    """Conditions of indexes are not compared above, so each is read from the database and made from the models here."""
    dialect, found = db.engine.dialect, inspect(db.engine)
    stands = {
        index["name"]: (index["column_names"], index["dialect_options"][f"{dialect.name}_where"])
        for table in found.get_table_names()
        for index in found.get_indexes(table)
        if f"{dialect.name}_where" in index.get("dialect_options", {})
    }
    tell_conditions(Base.metadata)
    made = {
        index: str(CreateIndex(index).compile(dialect=dialect))
        for one in Base.metadata.sorted_tables
        for index in one.indexes
    }
    assert {index.name: (index.columns.keys(), OPEN) for index, sql in made.items() if sql.endswith(OPEN)} == {
        name: (columns, str(condition).strip("()")) for name, (columns, condition) in stands.items()
    }
    assert len(stands) == 4
    assert all(index.unique for index in made if index.name in stands)


def rows(*but: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that stands in the tables of the models, without those named."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name not in but
        }


@contextmanager
def gone_back(revision: str) -> Iterator[None]:
    """With the tables as they were then; back at the head afterwards, whatever happens."""
    db.session.remove()
    migrate()  # nothing is missing yet
    downgrade(directory=str(MIGRATIONS), revision=revision)
    try:
        yield
    finally:
        db.session.remove()
        migrate()


@pytest.fixture
def answered(school: School) -> list[int]:
    """People, duties, and two attempts with their answers; their ids."""
    assign(school)
    quiz = shelf().courses["tiny"].modules[0].quiz
    assert isinstance(quiz, Quiz)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return [hand_in(school.people[learner], quiz, {"first-step": "b"}, at) for learner in ("first1", "first2")]


def test_the_table_of_reopenings_comes_to_a_full_database_and_changes_no_row_of_it(answered: list[int]) -> None:
    """From 0001 to the head, twice, with people, duties and attempts in the tables."""
    before = rows()
    assert (len(before["attempt"]), len(before["response"]), before["attempt_reopening"]) == (2, 2, [])
    with gone_back("0001"):
        assert schema_revision() == "0001"
        others = {"attempt", "attempt_reopening"}
        assert rows(*others) == {name: found for name, found in before.items() if name not in others}
    migrate()
    assert (schema_revision(), rows()) == (HEAD, before)
    with db.engine.connect() as connection:
        assert differences(connection) == []


def test_first_submissions_are_found_for_attempts_that_stand(school: School, answered: list[int]) -> None:
    """From 0002 to 0003: handed in once, opened again twice, set aside, and never handed in."""
    first, second = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
    quiz = shelf().courses["tiny"].modules[0].quiz
    assert isinstance(quiz, Quiz)
    again, aside, over = (hand_in(school.people[f"second{number}"], quiz, {}, first) for number in (1, 2, 3))
    begun = hand_in(school.people["first3"], quiz, {}, first, state=AttemptState.OPEN)

    def reopened(attempt: int, submitted_at: datetime | None) -> AttemptReopening:
        of = {"attempt": attempt, "actor": school.people["teacher"], "submitted_at": submitted_at}
        return AttemptReopening(kind=Reopening.CONTINUE, reason=ReopenReason.SUPPORT, at=second, **of)

    with transaction():
        db.session.add_all([reopened(again, first), reopened(over, None), reopened(aside, first)])
        db.session.flush()
        db.session.add(reopened(again, second))
        db.session.get_one(Attempt, again).submitted_at = None
        db.session.get_one(Attempt, aside).state = AttemptState.VOID
        db.session.get_one(Attempt, over).submitted_at = second
    with gone_back("0002"):
        assert schema_revision() == "0002"
    found = {one.id: one.first_submitted_at for one in db.session.scalars(select(Attempt))}
    assert found == {**dict.fromkeys([*answered, again, aside], first), over: second, begun: None}
