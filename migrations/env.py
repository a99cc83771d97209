"""Runs the migrations on the application's own engine, in one transaction where the database can."""

from alembic import context

from courses.foundation.database import Base, UtcDateTime, db
from courses.foundation.open_rows import tell_conditions

target_metadata = Base.metadata
tell_conditions(target_metadata)


def render(kind, item, _context):
    """Name plain types in migrations, so that they stand without the code of a later day."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Migrate with a connection that may write."""
    with db.engine.connect().execution_options(writes=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            render_as_batch=True,
            transactional_ddl=True,
            compare_type=True,
            render_item=render,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
