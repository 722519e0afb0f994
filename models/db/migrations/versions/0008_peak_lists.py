"""The quarter hours that a quarter of a year calls its peak, and the minutes of each slot above the capacity."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0008"
down_revision = "0007"

_FACTS = {"slot_fact": "1e-5", "day_fact": "1e-3", "month_fact": "1e-3"}
"""Tables of minutes -> how far sums of rounded minutes may be off."""


def upgrade() -> None:
    """Facts that were kept before hold 0 until they are worked out again: their calc_version says so."""
    for table, epsilon in _FACTS.items():
        law = sa.CheckConstraint(
            f"0 <= over_limit_min and over_limit_min <= overflow_min + {epsilon}",
            name=op.f(f"ck_{table}_limit_within_overflow"),
        )
        minutes: sa.Column[float] = sa.Column(
            "over_limit_min", sa.Double(), law, nullable=False, server_default="0"
        )
        op.add_column(table, minutes)
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
    for table in _FACTS:
        op.drop_column(table, "over_limit_min")
