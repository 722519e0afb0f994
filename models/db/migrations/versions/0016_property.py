"""Property service and meal subsidies."""

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Filled in by its part."""


def downgrade() -> None:
    """Nothing yet."""
