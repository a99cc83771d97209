"""the time of a first submission is called by its name: handed_in_at becomes first_submitted_at"""

from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rename the column. Not in a batch: SQLite would make the table anew, and answers refer to it."""
    op.execute('ALTER TABLE attempt RENAME COLUMN handed_in_at TO first_submitted_at')


def downgrade() -> None:
    """Back to the earlier name."""
    op.execute('ALTER TABLE attempt RENAME COLUMN first_submitted_at TO handed_in_at')
