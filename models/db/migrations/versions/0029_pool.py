"""Who can help: providers, matches, and by which rules they are put together."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "provider",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_provider"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_table(
        "provider_match",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("money_fen", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_provider_match"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
        sa.CheckConstraint("minutes >= 0 AND money_fen >= 0", name="takes_something_or_nothing"),
    )
    op.create_index(
        "ix_provider_match_centre_provider_month", "provider_match", ["centre", "provider", "month"]
    )
    op.create_index("ix_provider_match_centre_need", "provider_match", ["centre", "need"])
    op.create_table(
        "match_rule",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "key", name="pk_match_rule"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )


def downgrade() -> None:
    for table in ("match_rule", "provider_match", "provider"):
        op.drop_table(table)
