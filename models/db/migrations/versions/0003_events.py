"""What happened once: cards shown, meals sold, meals handed over."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("sensor", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "sensor", "kind", "id", name="pk_event"),
    )
    op.create_index(None, "event", ["centre", "at"])


def downgrade() -> None:
    op.drop_table("event")
