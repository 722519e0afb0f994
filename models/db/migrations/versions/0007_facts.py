"""Facts of whole days, the people of each day as steps, and what is to be worked out again."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Its part fills this in."""


def downgrade() -> None:
    """Its part fills this in."""
