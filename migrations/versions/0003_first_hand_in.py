"""when an attempt was first handed in, and how its course and module were called"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns, and find out when attempts that stand were first handed in."""
    op.add_column('attempt', sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('attempt', sa.Column('titles', sa.Text(), nullable=True))
    # an attempt that was opened again has lost its time, which then stands with its first reopening
    op.execute(
        'UPDATE attempt SET handed_in_at = COALESCE('
        '(SELECT one.submitted_at FROM attempt_reopening AS one'
        ' WHERE one.attempt = attempt.id AND one.submitted_at IS NOT NULL ORDER BY one.id LIMIT 1), submitted_at)'
    )


def downgrade() -> None:
    """Back. Not in a batch: SQLite would make the table anew, and answers refer to it."""
    op.execute('ALTER TABLE attempt DROP COLUMN titles')
    op.execute('ALTER TABLE attempt DROP COLUMN handed_in_at')
