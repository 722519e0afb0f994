"""The quarter hours that a quarter of a year calls its peak."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Its part fills this in."""


def downgrade() -> None:
    """Its part fills this in."""
