"""The quarter hours that a quarter of a year calls its peak, and the minutes of each slot above the capacity."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0008"
down_revision = "0007"

_LAW = "0 <= over_limit_min and over_limit_min <= overflow_min + 1e-5"


def upgrade() -> None:
    """Facts that were kept before hold 0 until they are worked out again: their calc_version says so."""
    law = sa.CheckConstraint(_LAW, name=op.f("ck_slot_fact_limit_within_overflow"))
    op.add_column(
        "slot_fact", sa.Column("over_limit_min", sa.Double(), law, nullable=False, server_default="0")
    )
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
    op.drop_column("slot_fact", "over_limit_min")
