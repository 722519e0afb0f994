"""What a second person agrees to: runs of the fund, rents of stalls."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0021"
down_revision = "0020"

_ADDED = (("fund_run", "asked_by"), ("tenancy", "rent_set_by"), ("tenancy", "rent_agreed_by"))
"""What nobody asked before; "" in the rows of that time."""


def upgrade() -> None:
    for table, name in _ADDED:
        op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_table(
        "fund_ask",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("through", "version")),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", name="pk_fund_ask"),
    )


def downgrade() -> None:
    op.drop_table("fund_ask")
    for table, name in reversed(_ADDED):
        op.drop_column(table, name)
