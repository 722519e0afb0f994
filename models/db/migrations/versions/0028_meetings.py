"""Meetings of the four parties, and the numbers of their decisions."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_meeting"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_table(
        "decision",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "year", "n", name="pk_decision"),
        sa.CheckConstraint("n > 0", name="counts_from_one"),
    )
    for statement in _SEAL[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for table in ("meeting", "decision"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION decision_sealed")


_WORDS = "the number of a decision is kept"

_SEAL: Mapping[str, Sequence[str]] = {
    "sqlite": [
        f"CREATE TRIGGER decision_no_{deed} BEFORE {deed} ON decision BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for deed in ("DELETE", "UPDATE")
    ],
    "postgresql": [
        (
            "CREATE FUNCTION decision_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{_WORDS}'; END $$"
        ),
        (
            "CREATE TRIGGER decision_no_change BEFORE DELETE OR UPDATE ON decision "
            "FOR EACH ROW EXECUTE FUNCTION decision_sealed()"
        ),
    ],
}
