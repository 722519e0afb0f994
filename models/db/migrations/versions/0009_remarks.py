"""Remarks on the curve and views that people keep."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Its part fills this in."""


def downgrade() -> None:
    """Its part fills this in."""
