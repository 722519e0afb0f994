"""The weather of every hour, observed and foretold; the days on which a coach is away."""

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
    op.add_column("organiser", sa.Column("away", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("organiser", "away")
    op.drop_table("weather_hour")
