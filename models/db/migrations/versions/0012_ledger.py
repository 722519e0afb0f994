"""The ledger: entries and their lines, which are added and never changed, and the months.

Lines are written before their entry, and the entry seals them: its row is taken only when it is the next one and its
lines leave nothing, and no line is taken once it is there. So both databases refuse an entry that does not balance and
a line that comes later, whoever asks them; that a line without an entry does not stay is the deferred foreign key's.
"""

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
    dialect = op.get_bind().dialect.name
    for table in SEALED:
        for statement in (*_sealing(table)[dialect], *_taking(table)[dialect]):
            op.execute(statement)


def downgrade() -> None:
    for table in ("ledger_month", "ledger_line", "ledger_entry"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in SEALED:
            op.execute(f"DROP FUNCTION {table}_sealed() CASCADE")
            op.execute(f"DROP FUNCTION {table}_taken() CASCADE")


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
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.CheckConstraint("fen <> 0", name="moves_something"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ledger_line_centre_account_number", "ledger_line", ["centre", "account", "number"])


def _month() -> None:
    words = ("asked_by", "closed_by", "digest", "reason", "unmet")
    op.create_table(
        "ledger_month",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("revision", "through", "seen")),
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


_BOTH = ("sqlite", "postgresql")

REFUSED: Mapping[str, Sequence[tuple[str, str, Sequence[str]]]] = {
    "ledger_line": (
        (
            "ledger_line cannot be added to an entry",
            "EXISTS (SELECT 1 FROM ledger_entry WHERE centre = NEW.centre AND number = NEW.number)",
            _BOTH,
        ),
    ),
    "ledger_entry": (
        (
            "ledger_entry does not balance",
            "(SELECT count(*) < 2 OR sum(fen) <> 0 FROM ledger_line WHERE centre = NEW.centre AND number = NEW.number)",
            _BOTH,
        ),
        (
            "ledger_entry is not the next",
            (
                "NEW.number > 1 AND NOT EXISTS "
                "(SELECT 1 FROM ledger_entry WHERE centre = NEW.centre AND number = NEW.number - 1)"
            ),
            _BOTH,
        ),
        # Constraints say so too, but INSERT OR REPLACE would take the other entry away, and ask no trigger.
        *(
            (
                "ledger_entry is there already",
                f"EXISTS (SELECT 1 FROM ledger_entry WHERE centre = NEW.centre AND {name} = NEW.{name})",  # noqa: S608 -- the three names below
                ("sqlite",),
            )
            for name in ("number", "key", "reverses")
        ),
    ),
}
"""What is not taken: what is said, when, and by which database."""

_ALONE = "PERFORM pg_advisory_xact_lock(hashtext(NEW.centre), hashtext('ledger'));"
"""Or somebody's line could come between the entry's own and the entry, unseen by both."""

_PLANNED_ANEW = "SET plan_cache_mode = force_custom_plan"
"""A plan made while the table was empty reads all of it; 5,000 entries in one transaction took it from 1 s to 33 s."""


def _taking(table: str) -> Mapping[str, Sequence[str]]:
    def refused(dialect: str) -> Sequence[tuple[str, str]]:
        return [(said, when) for said, when, dialects in REFUSED[table] if dialect in dialects]

    cases = " ".join(f"WHEN {when} THEN RAISE(ABORT, '{said}')" for said, when in refused("sqlite"))
    checks = " ".join(
        f"IF {when} THEN RAISE EXCEPTION '{said}' USING ERRCODE = '23000'; END IF;"
        for said, when in refused("postgresql")
    )
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_taken BEFORE INSERT ON {table} BEGIN SELECT CASE {cases} END; END"
        ],
        "postgresql": [
            (
                f"CREATE FUNCTION {table}_taken() RETURNS trigger LANGUAGE plpgsql {_PLANNED_ANEW} AS "
                f"$$ BEGIN {_ALONE} {checks} RETURN NEW; END $$"
            ),
            (
                f"CREATE TRIGGER {table}_taken BEFORE INSERT ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_taken()"
            ),
        ],
    }
