"""How much of the open time must be measured before a figure may be shown (domain.md 2.1)."""

FLAGGED_BELOW = 0.8
"""Coverage under which a figure is shown with a warning."""

HIDDEN_BELOW = 0.5
"""Coverage under which a figure is not shown at all."""
