"""How far foreign feeds were read, and the numbers that things of our own feeds were given."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "feed_place",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "address", "following")),
        sa.Column("read_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "address", name="pk_feed_place"),
    )
    op.create_table(
        "feed_item",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "feed", "id")),
        sa.Column("modified", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("centre", "feed", "id", name="pk_feed_item"),
    )


def downgrade() -> None:
    op.drop_table("feed_item")
    op.drop_table("feed_place")
