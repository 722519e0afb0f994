"""Reports of one's own, and the papers that the house makes by itself."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "own_report",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_own_report"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_table(
        "made_paper",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("statement", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "key", name="pk_made_paper"),
    )


def downgrade() -> None:
    for table in ("made_paper", "own_report"):
        op.drop_table(table)
