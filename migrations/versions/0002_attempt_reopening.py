"""attempts that were opened again"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    """Add the table; nothing that stands is touched."""
    op.create_table('attempt_reopening',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('attempt', NUMBER, nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', NUMBER, nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('score', NUMBER, nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['actor'], ['account.id'], name=op.f('fk_attempt_reopening_actor_account')),
    sa.ForeignKeyConstraint(['attempt'], ['attempt.id'], name=op.f('fk_attempt_reopening_attempt_attempt')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt_reopening'))
    )
    with op.batch_alter_table('attempt_reopening', schema=None) as batch_op:
        batch_op.create_index('ix_attempt_reopening_attempt', ['attempt'], unique=False)


def downgrade() -> None:
    """Back."""
    op.drop_table('attempt_reopening')
