"""Service projects with their evidence, and payments of the fund for one of them."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "project",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_project"),
        sa.UniqueConstraint("centre", "number", name="uq_project_centre_number"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_table(
        "project_evidence",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "digest", name="pk_project_evidence"),
    )
    op.add_column("fund_order", sa.Column("project", sa.String(), nullable=False, server_default=""))
    for statement in _SEAL[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_column("fund_order", "project")
    op.drop_table("project_evidence")
    op.drop_table("project")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION project_evidence_sealed")


_SEAL: Mapping[str, Sequence[str]] = {
    "sqlite": [
        f"CREATE TRIGGER project_evidence_no_{deed} BEFORE {deed} ON project_evidence "
        "BEGIN SELECT RAISE(ABORT, 'evidence is kept'); END"
        for deed in ("update", "delete")
    ],
    "postgresql": [
        (
            "CREATE FUNCTION project_evidence_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'evidence is kept'; END $$"
        ),
        (
            "CREATE TRIGGER project_evidence_kept BEFORE UPDATE OR DELETE ON project_evidence "
            "FOR EACH ROW EXECUTE FUNCTION project_evidence_sealed()"
        ),
    ],
}
