"""Sessions and links of wall screens: a flag on each; what is there already is none."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = ("web_session", "sign_in_link")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("wall", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """A wall's session must not become one that may see everything."""
    for table in _TABLES:
        op.execute(sa.text(f"DELETE FROM {table} WHERE wall"))  # noqa: S608 -- the two names above
        op.drop_column(table, "wall")
