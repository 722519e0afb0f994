"""What leaves the house: recipients, schedules, deliveries."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "report_recipient",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_report_recipient"),
    )
    op.create_table(
        "report_schedule",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "kind", name="pk_report_schedule"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_table(
        "report_delivery",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_report_delivery"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_index("ix_report_delivery_centre_next_at", "report_delivery", ["centre", "next_at"])


def downgrade() -> None:
    for table in ("report_delivery", "report_schedule", "report_recipient"):
        op.drop_table(table)
