"""Parties and bookings say as whom they pay, where they said whether less. A party without a tick was never asked: nothing is
known of it; a booking keeps what it was charged by."""

import sqlalchemy as sa
from alembic import op

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


def downgrade() -> None:
    op.add_column("party", sa.Column("concession", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("booking", sa.Column("concession", sa.Boolean(), nullable=True))
    op.execute("UPDATE party SET concession = true WHERE pays_as <> 'everybody'")
    op.execute("UPDATE booking SET concession = pays_as <> 'everybody' WHERE pays_as IS NOT NULL")
    for table in ("party", "booking"):
        op.drop_column(table, "pays_as")
