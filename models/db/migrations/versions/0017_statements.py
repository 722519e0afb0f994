"""Statements of banks and payment services, and what they match."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "statement_line",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "source", "id")),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("fen", "fee_fen")),
        sa.Column("balance_fen", sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "reference", "party", "aside")),
        sa.PrimaryKeyConstraint("centre", "source", "id", name="pk_statement_line"),
    )
    op.create_index("ix_statement_line_centre_day", "statement_line", ["centre", "day"])
    op.create_table(
        "statement_match",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "id", "rule")),
        sa.Column("sure", sa.Integer(), nullable=False),
        sa.Column("fee_fen", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("entry", "made_by")),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_statement_match"),
    )
    op.create_table(
        "statement_tie",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("centre", "match", "side", "ref", "ended")
        ),
        sa.PrimaryKeyConstraint("centre", "match", "side", "ref", name="pk_statement_tie"),
        sa.UniqueConstraint("centre", "side", "ref", "ended", name="uq_statement_tie_centre_side_ref_ended"),
        sa.ForeignKeyConstraint(
            ["centre", "match"],
            ["statement_match.centre", "statement_match.id"],
            name="fk_statement_tie_statement_match",
        ),
    )


def downgrade() -> None:
    for table in ("statement_tie", "statement_match", "statement_line"):
        op.drop_table(table)
