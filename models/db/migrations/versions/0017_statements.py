"""Statements of banks and payment services, and what they match."""

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Filled in by its part."""


def downgrade() -> None:
    """Nothing yet."""
