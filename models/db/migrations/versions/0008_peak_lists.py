"""The quarter hours that a quarter of a year calls its peak."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "peak_list",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.Column("busy", sa.Double(), nullable=True),
        sa.Column("coverage", sa.Double(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.CheckConstraint("(\"by\" = '') = (why = '')", name="who_and_why"),
        sa.PrimaryKeyConstraint("centre", "space", "valid_from"),
    )


def downgrade() -> None:
    op.drop_table("peak_list")
