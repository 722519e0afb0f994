"""Who rents which stall, and how the jobs of the house went."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "job_run",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "job")),
        sa.Column("started_at", Instant(), nullable=False),
        *(sa.Column(name, Instant(), nullable=True) for name in ("ended_at", "good_at", "held_until")),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "job"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tenancy",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "id", "stall", "tenant")),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_tenancy"),
        sa.CheckConstraint("last IS NULL OR last >= first", name="ends_after_start"),
    )
    op.create_index("ix_tenancy_centre_stall_first", "tenancy", ["centre", "stall", "first"])


def downgrade() -> None:
    op.drop_table("tenancy")
    op.drop_table("job_run")
