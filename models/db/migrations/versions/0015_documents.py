"""Vouchers that two persons sign."""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Filled in by its part."""


def downgrade() -> None:
    """Nothing yet."""
