"""Remarks beside the figures, and pages kept under a name."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "remark",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=True),
        sa.Column("start_at", Instant(), nullable=False),
        sa.Column("end_at", Instant(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_remark"),
        sa.CheckConstraint("end_at > start_at", name="ends_after_start"),
    )
    op.create_index("ix_remark_centre_start_at", "remark", ["centre", "start_at"])
    op.create_table(
        "saved_view",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_saved_view"),
    )


def downgrade() -> None:
    op.drop_table("saved_view")
    op.drop_table("remark")
