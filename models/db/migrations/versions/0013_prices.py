"""Price plans, versioned."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Filled in by its part."""


def downgrade() -> None:
    """Nothing yet."""
