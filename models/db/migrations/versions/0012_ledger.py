"""The ledger: entries and their lines, which are added and never changed, and the months."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0012"
down_revision = "0011"

SEALED = ("ledger_entry", "ledger_line")


def upgrade() -> None:
    _entry()
    _line()
    _month()
    for table in SEALED:
        for statement in _sealing(table)[op.get_bind().dialect.name]:
            op.execute(statement)


def downgrade() -> None:
    for table in ("ledger_month", "ledger_line", "ledger_entry"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in SEALED:
            op.execute(f"DROP FUNCTION {table}_sealed() CASCADE")


def _entry() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "source")),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("day", "month")),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("document", "memo")),
        sa.Column("reverses", sa.String(), nullable=True),
        sa.Column("posted_by", sa.String(), nullable=False),
        sa.Column("posted_at", Instant(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "number", name="pk_ledger_entry"),
        sa.UniqueConstraint("centre", "key", name="uq_ledger_entry_centre_key"),
        sa.UniqueConstraint("centre", "reverses", name="uq_ledger_entry_centre_reverses"),
        sa.CheckConstraint("number > 0", name="counts_from_one"),
        sa.CheckConstraint("revision >= 0", name="revision_not_negative"),
    )
    op.create_index("ix_ledger_entry_centre_day", "ledger_entry", ["centre", "day"])
    op.create_index("ix_ledger_entry_centre_month", "ledger_entry", ["centre", "month"])


def _line() -> None:
    words = ("account", "space", "session", "series", "building", "party")
    op.create_table(
        "ledger_line",
        sa.Column("centre", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "place")),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in words[1:]),
        sa.PrimaryKeyConstraint("centre", "number", "place", name="pk_ledger_line"),
        sa.ForeignKeyConstraint(
            ["centre", "number"],
            ["ledger_entry.centre", "ledger_entry.number"],
            name="fk_ledger_line_ledger_entry",
        ),
        sa.CheckConstraint("fen <> 0", name="moves_something"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ledger_line_centre_account_number", "ledger_line", ["centre", "account", "number"])


def _month() -> None:
    words = ("asked_by", "closed_by", "digest", "reason")
    op.create_table(
        "ledger_month",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("revision", "through")),
        *(sa.Column(name, Instant(), nullable=True) for name in ("asked_at", "closed_at")),
        *(sa.Column(name, sa.String(), nullable=False) for name in words),
        sa.PrimaryKeyConstraint("centre", "month", name="pk_ledger_month"),
    )


def _sealing(table: str) -> Mapping[str, Sequence[str]]:
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for deed in ("UPDATE", "DELETE")
        ],
        "postgresql": [
            (
                f"CREATE FUNCTION {table}_sealed() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            ),
            (
                f"CREATE TRIGGER {table}_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_sealed()"
            ),
        ],
    }
