"""What the doors of each space added up to on each business day: the next days learn from it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "space_balance",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "space", "day", name="pk_space_balance"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("space_balance")
