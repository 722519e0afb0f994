"""Who rents which stall, and how the jobs of the house went."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Its part fills this in."""


def downgrade() -> None:
    """Its part fills this in."""
