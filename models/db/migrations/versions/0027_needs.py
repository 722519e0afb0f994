"""What residents want: topics and needs."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "need_topic",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "key", name="pk_need_topic"),
    )
    op.create_table(
        "need",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_need"),
        sa.UniqueConstraint("centre", "number", name="uq_need_centre_number"),
        sa.UniqueConstraint("centre", "source", "external", name="uq_need_centre_source_external"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_index("ix_need_centre_received_at", "need", ["centre", "received_at"])
    op.create_index("ix_need_centre_said", "need", ["centre", "said"])


def downgrade() -> None:
    for table in ("need", "need_topic"):
        op.drop_table(table)
