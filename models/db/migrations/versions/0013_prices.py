"""Price plans in versions, of which those that are decided never change, who pays less, and how far sessions are charged."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("booking", sa.Column("concession", sa.Boolean(), nullable=True))
    _version()
    op.create_table(
        "fees_reached",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("modified", sa.BigInteger(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("centre", name="pk_fees_reached"),
    )
    for statement in _KEEPING[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for table in ("fees_reached", "price_version"):
        op.drop_table(table)
    op.drop_column("booking", "concession")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION price_version_kept() CASCADE")


def _version() -> None:
    approved = sa.text("status = 'approved'")
    op.create_table(
        "price_version",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("centre", "plan")),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("what", "unit")),
        sa.Column("base_fen", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("bands", "concessions")),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("cap_fen", "cap_month_fen")),
        sa.Column("charged", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("decision", "status", "proposed_by")),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("centre", "plan", "number", name="pk_price_version"),
        sa.CheckConstraint("number > 0", name="counts_from_one"),
        sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name="ends_after_start"),
        sa.CheckConstraint("status <> 'approved' or decided_by <> proposed_by", name="two_persons"),
    )
    op.create_index(
        "ix_price_version_in_force",
        "price_version",
        ["centre", "plan", "valid_from"],
        unique=True,
        sqlite_where=approved,
        postgresql_where=approved,
    )


_KEEPING: Mapping[str, Sequence[str]] = {
    "sqlite": [
        (
            "CREATE TRIGGER price_version_no_update BEFORE UPDATE ON price_version WHEN OLD.status <> 'proposed' "
            "BEGIN SELECT RAISE(ABORT, 'a decided price_version never changes'); END"
        ),
        (
            "CREATE TRIGGER price_version_no_delete BEFORE DELETE ON price_version "
            "BEGIN SELECT RAISE(ABORT, 'a price_version is never deleted'); END"
        ),
    ],
    "postgresql": [
        (
            "CREATE FUNCTION price_version_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF TG_OP = 'UPDATE' AND OLD.status = 'proposed' THEN RETURN NEW; END IF; "
            "RAISE EXCEPTION 'a decided price_version never changes, and none is deleted'; END $$"
        ),
        (
            "CREATE TRIGGER price_version_kept BEFORE UPDATE OR DELETE ON price_version "
            "FOR EACH ROW EXECUTE FUNCTION price_version_kept()"
        ),
        (
            "CREATE TRIGGER price_version_whole BEFORE TRUNCATE ON price_version "
            "FOR EACH STATEMENT EXECUTE FUNCTION price_version_kept()"
        ),
    ],
}
