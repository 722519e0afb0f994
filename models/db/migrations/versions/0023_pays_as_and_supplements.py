"""Parties and bookings say as whom they pay, where they said whether less. A party without a tick was never asked: nothing is
known of it; a booking keeps what it was charged by. A month may have supplements to its meal claim."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    for table in ("party", "booking"):
        op.add_column(table, sa.Column("pays_as", sa.String(), nullable=True))
    op.execute("UPDATE party SET pays_as = 'reduced' WHERE concession")
    op.execute("UPDATE booking SET pays_as = 'reduced' WHERE concession")
    op.execute("UPDATE booking SET pays_as = 'everybody' WHERE NOT concession")
    for table in ("party", "booking"):
        op.drop_column(table, "concession")
    _claims_by("month", "number")


def downgrade() -> None:
    op.execute("DELETE FROM meal_claim WHERE number > 0")
    _claims_by("month")
    op.add_column("party", sa.Column("concession", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("booking", sa.Column("concession", sa.Boolean(), nullable=True))
    op.execute("UPDATE party SET concession = true WHERE pays_as <> 'everybody'")
    op.execute("UPDATE booking SET concession = pays_as <> 'everybody' WHERE pays_as IS NOT NULL")
    for table in ("party", "booking"):
        op.drop_column(table, "pays_as")


def _claims_by(*key: str) -> None:
    """The table of claims anew, with another key: SQLite changes the key of no table that is there."""
    kept = sa.table("meal_claim", *(sa.column(one.name, one.type) for one in _claim_columns()))
    rows = [dict(row) for row in op.get_bind().execute(sa.select(kept)).mappings()]
    op.drop_table("meal_claim")
    numbers = [sa.Column("number", sa.Integer(), nullable=False)] if "number" in key else []
    made = op.create_table(
        "meal_claim",
        *_claim_columns(),
        *numbers,
        sa.PrimaryKeyConstraint("centre", *key, name="pk_meal_claim"),
        sa.CheckConstraint("sent_by <> checked_by", name="two_persons"),
        sa.CheckConstraint("paid_fen >= 0", name="paid_not_negative"),
    )
    op.bulk_insert(made, [row | ({"number": 0} if numbers else {}) for row in rows])


def _claim_columns() -> list[sa.Column[Any]]:
    types: dict[str, Any] = {
        "centre": sa.String(),
        "month": sa.Date(),
        "status": sa.String(),
        "bands": sa.JSON(),
        "weeks": sa.JSON(),
        "reason": sa.String(),
        "checked_by": sa.String(),
        "checked_at": Instant(),
        "sent_by": sa.String(),
        "sent_at": Instant(),
        "paid_by": sa.String(),
        "paid_on": sa.Date(),
        "paid_fen": sa.BigInteger(),
    }
    maybe = {"checked_at", "sent_at", "paid_on"}
    return [sa.Column(name, kind, nullable=name in maybe) for name, kind in types.items()]
