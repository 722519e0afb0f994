"""The rules, runs and orders of the fund. Runs are added and never changed; a rule that was decided never changes either."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0014"
down_revision = "0013"

_DECIDED = "OLD.status <> 'proposed'"

SEALING: Mapping[str, Sequence[str]] = {
    "sqlite": [
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table, deed, when in (
            ("fund_run", "UPDATE", ""),
            ("fund_run", "DELETE", ""),
            ("fund_rule", "UPDATE", f"WHEN {_DECIDED}"),
            ("fund_rule", "DELETE", ""),
        )
    ],
    "postgresql": [
        (
            "CREATE FUNCTION fund_sealed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        ),
        *(
            f"CREATE TRIGGER {table}_{name} BEFORE {deed} ON {table} FOR EACH {each} EXECUTE FUNCTION fund_sealed()"
            for table, name, deed, each in (
                ("fund_run", "sealed", "UPDATE OR DELETE OR TRUNCATE", "STATEMENT"),
                ("fund_rule", "kept", "DELETE OR TRUNCATE", "STATEMENT"),
                ("fund_rule", "decided", "UPDATE", f"ROW WHEN ({_DECIDED})"),
            )
        ),
    ],
}


def upgrade() -> None:
    _rule()
    _run()
    _order()
    for statement in SEALING[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for table in ("fund_order", "fund_run", "fund_rule"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION fund_sealed() CASCADE")


def _rule() -> None:
    op.create_table(
        "fund_rule",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("accounts", "buckets")),
        sa.Column("valid_from", sa.Date(), nullable=False),
        *(_text(name) for name in ("decision", "payoff")),
        *_decided(),
        sa.PrimaryKeyConstraint("centre", "version", name="pk_fund_rule"),
        sa.CheckConstraint("version > 0", name="counts_from_one"),
    )


def _run() -> None:
    op.create_table(
        "fund_run",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("first", "month")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("through", "version")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("base", "released")),
        sa.Column("parts", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("carried", "whole", "moved")),
        _text("key"),
        sa.Column("takes_back", sa.Integer(), nullable=True),
        _text("by"),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "number", name="pk_fund_run"),
        sa.UniqueConstraint("centre", "takes_back", name="uq_fund_run_centre_takes_back"),
        sa.CheckConstraint("number > 0", name="counts_from_one"),
        sa.CheckConstraint("carried <= 0", name="carries_no_gain"),
    )


def _order() -> None:
    op.create_table(
        "fund_order",
        *(_text(name) for name in ("centre", "id", "kind", "bucket", "purpose")),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(_text(name) for name in ("memo", "building")),
        *_decided(),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_fund_order"),
        sa.CheckConstraint("fen > 0", name="moves_something"),
    )
    op.create_index("ix_fund_order_centre_proposed_at", "fund_order", ["centre", "proposed_at"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _decided() -> tuple[sa.Column[str], ...]:
    """Who proposed something, who decided it, and how that came out."""
    return (
        *(_text(name) for name in ("status", "proposed_by")),
        sa.Column("proposed_at", Instant(), nullable=False),
        _text("decided_by"),
        sa.Column("decided_at", Instant(), nullable=True),
    )
