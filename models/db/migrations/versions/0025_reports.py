"""Reports of months: every version, and what it was made from."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

TABLES = ("report_version", "report_content")


def upgrade() -> None:
    op.create_table(
        "report_version",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "month", "number", name="pk_report_version"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
        sa.CheckConstraint("number >= 0", name="counts_from_nought"),
    )
    op.create_table(
        "report_content",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "digest", name="pk_report_content"),
    )
    for statement in _SEAL[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION report_sealed")


_SAME = " OR ".join(
    f"NEW.{column} <> OLD.{column}" for column in ("centre", "month", "number", "inputs", "statement")
)

_SEAL: Mapping[str, Sequence[str]] = {
    "sqlite": [
        *(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'what a report said is kept'); END"
            for table in TABLES
        ),
        (
            "CREATE TRIGGER report_content_no_update BEFORE UPDATE ON report_content "
            "BEGIN SELECT RAISE(ABORT, 'what a report said is kept'); END"
        ),
        (
            f"CREATE TRIGGER report_version_no_change BEFORE UPDATE ON report_version WHEN {_SAME} "
            "BEGIN SELECT RAISE(ABORT, 'what a report said is kept'); END"
        ),
    ],
    "postgresql": [
        (
            "CREATE FUNCTION report_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'what a report said is kept'; END $$"
        ),
        *(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION report_sealed()"
            for table in TABLES
        ),
        (
            "CREATE TRIGGER report_content_no_update BEFORE UPDATE ON report_content "
            "FOR EACH ROW EXECUTE FUNCTION report_sealed()"
        ),
        (
            f"CREATE TRIGGER report_version_no_change BEFORE UPDATE ON report_version FOR EACH ROW WHEN ({_SAME}) "
            "EXECUTE FUNCTION report_sealed()"
        ),
    ],
}
