"""The ten kinds of change that the house can be advised to try (domain.md 5.2)."""

from enum import StrEnum


class Action(StrEnum):
    """In the order of their numbers A1 to A10."""

    MOVE_SESSION = "move_session"
    ADD_CLASS = "add_class"
    GRANT_SLOT = "grant_slot"
    PRICE_BAND = "price_band"
    MEAL_BAND = "meal_band"
    RELEASE_GHOST = "release_ghost"
    RIGHT_SIZE = "right_size"
    DUAL_USE = "dual_use"
    OPENING_HOURS = "opening_hours"
    REMINDER = "reminder"

    @property
    def number(self) -> str:
        """A1 to A10."""
        return f"A{list(Action).index(self) + 1}"
