"""Sensors that people accepted from quarantine."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "accepted_sensor",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("envelope", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("interval_s", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("accepted_by", sa.String(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_accepted_sensor"),
    )


def downgrade() -> None:
    op.drop_table("accepted_sensor")
