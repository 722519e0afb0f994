"""What a second person agrees to: runs of the fund, rents of stalls, postings that no statement will show."""

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

    op.create_table(
        "statement_aside",
        *(_text(name) for name in ("centre", "id", "ref", "reason", "decision", "proposed_by")),
        sa.Column("proposed_at", Instant(), nullable=False),
        _text("approved_by"),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_statement_aside"),
        sa.UniqueConstraint("centre", "ref", name="uq_statement_aside_centre_ref"),
        sa.CheckConstraint("approved_by <> proposed_by", name="two_persons"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def downgrade() -> None:
    op.drop_table("statement_aside")
    op.drop_table("fund_ask")
    for table, name in reversed(_ADDED):
        op.drop_column(table, name)
