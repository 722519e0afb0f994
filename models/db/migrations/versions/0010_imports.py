"""What was imported, row by row, so that a batch can be undone."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Its part fills this in."""


def downgrade() -> None:
    """Its part fills this in."""
