"""The rules, runs and debts of the fund."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Filled in by its part."""


def downgrade() -> None:
    """Nothing yet."""
