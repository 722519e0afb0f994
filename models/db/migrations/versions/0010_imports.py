"""What was imported, row by row, so that a batch can be undone; and the secret addresses of calendars."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("faulty", sa.Integer(), nullable=False),
        sa.Column("undone_by", sa.String(), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_import_batch"),
    )
    op.create_table(
        "import_row",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "batch", "row", name="pk_import_row"),
    )
    op.create_index("ix_import_row_centre_kind_key", "import_row", ["centre", "kind", "key"])
    op.create_table(
        "feed_address",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "space", name="pk_feed_address"),
    )
    op.create_index("ix_feed_address_token_hash", "feed_address", ["token_hash"], unique=True)


def downgrade() -> None:
    op.drop_table("feed_address")
    op.drop_table("import_row")
    op.drop_table("import_batch")
