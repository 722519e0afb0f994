"""The weather of every hour, observed and foretold."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "weather_hour",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("start_at", Instant(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("celsius", sa.Double(), nullable=False),
        sa.Column("rain_mm", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("centre", "start_at", "source", "said_at", name="pk_weather_hour"),
        sa.CheckConstraint("source in ('observed', 'forecast')", name="source_known"),
    )


def downgrade() -> None:
    op.drop_table("weather_hour")
