"""The property service and the meal subsidy."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    _houses()
    _tariff()
    _order()
    _subsidy()


def downgrade() -> None:
    for table in ("meal_claim", "subsidy_rule", "work_order", "tariff", "service_line", "building"):
        op.drop_table(table)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _assent() -> list[sa.schema.SchemaItem]:
    return [
        *_words("decision", "proposed_by"),
        sa.Column("proposed_at", Instant(), nullable=False),
        *_words("approved_by"),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.CheckConstraint("approved_by <> proposed_by", name="two_persons"),
    ]


def _fen(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _houses() -> None:
    op.create_table(
        "building",
        *_words("centre", "id"),
        sa.Column("name", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("flats", "area_m2")),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_building"),
        sa.CheckConstraint("flats >= 0 AND area_m2 >= 0", name="size_not_negative"),
    )
    op.create_table(
        "service_line",
        *_words("centre", "key"),
        sa.Column("name", sa.JSON(), nullable=False),
        *_words("unit"),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("guaranteed", "retired")),
        sa.PrimaryKeyConstraint("centre", "key", name="pk_service_line"),
    )


def _tariff() -> None:
    op.create_table(
        "tariff",
        *_words("centre", "id", "line"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        *_fen("cost_fen", "fee_fen"),
        *_assent(),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_tariff"),
        sa.UniqueConstraint("centre", "line", "valid_from", name="uq_tariff_centre_line_valid_from"),
        sa.CheckConstraint("cost_fen >= 0 AND fee_fen >= 0", name="fen_not_negative"),
    )


def _order() -> None:
    op.create_table(
        "work_order",
        *_words("centre", "id", "building", "line"),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("done", sa.Date(), nullable=True),
        *_fen("fee_fen", "cost_fen"),
        sa.Column("paid", sa.Date(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("void", sa.Boolean(), nullable=False),
        *_words("by"),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_work_order"),
        sa.CheckConstraint("units > 0", name="counts_something"),
        sa.CheckConstraint("cost_fen >= 0 AND fee_fen >= 0", name="fen_not_negative"),
        sa.CheckConstraint(
            "done IS NOT NULL OR (paid IS NULL AND satisfaction IS NULL)", name="done_before_paid"
        ),
    )
    op.create_index("ix_work_order_centre_day", "work_order", ["centre", "day"])


def _subsidy() -> None:
    op.create_table(
        "subsidy_rule",
        *_words("centre", "id"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("bands", sa.JSON(), nullable=False),
        *_assent(),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_subsidy_rule"),
        sa.UniqueConstraint("centre", "valid_from", name="uq_subsidy_rule_centre_valid_from"),
    )
    op.create_table(
        "meal_claim",
        *_words("centre"),
        sa.Column("month", sa.Date(), nullable=False),
        *_words("status"),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("bands", "weeks")),
        *_words("reason", "checked_by"),
        sa.Column("checked_at", Instant(), nullable=True),
        *_words("sent_by"),
        sa.Column("sent_at", Instant(), nullable=True),
        *_words("paid_by"),
        sa.Column("paid_on", sa.Date(), nullable=True),
        *_fen("paid_fen"),
        sa.PrimaryKeyConstraint("centre", "month", name="pk_meal_claim"),
        sa.CheckConstraint("sent_by <> checked_by", name="two_persons"),
        sa.CheckConstraint("paid_fen >= 0", name="paid_not_negative"),
    )
