"""Forecasts as they were made."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "forecast",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "space")),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("basis", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Double(), nullable=False),
        sa.Column("busy", sa.Double(), nullable=True),
        sa.Column("show", sa.Double(), nullable=False),
        *(sa.Column(name, sa.LargeBinary(), nullable=False) for name in ("point", "low", "high")),
        sa.PrimaryKeyConstraint("centre", "space", "day", name="pk_forecast"),
    )


def downgrade() -> None:
    op.drop_table("forecast")
