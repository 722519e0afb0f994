"""What people noted beside the figures: an event, a closure, the weather, a change that was made."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from models.calendar import Window
from models.centre import SpaceId

LONGEST_TEXT = 200
"""Characters."""


class RemarkKind(StrEnum):
    """What a remark is about."""

    EVENT = "event"
    CLOSURE = "closure"
    WEATHER = "weather"
    CHANGE = "change"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark. space: None = it is about the whole house; by: the account's name."""

    id: str
    space: SpaceId | None
    window: Window
    kind: RemarkKind
    text: str
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if not 0 < len(self.text) <= LONGEST_TEXT:
            raise ValueError(f"remark '{self.id}' has {len(self.text)} characters, not 1 to {LONGEST_TEXT}")

    def about(self, space: SpaceId | None) -> bool:
        """Whether somebody who looks at that space (None = at the house) should read it."""
        return space is None or self.space in (None, space)


class Remarks(Protocol):
    """What people noted beside the figures of one centre."""

    def put(self, remark: Remark) -> None:
        """Insert or replace by id. Raises StoreUnavailableError."""
        ...

    def within(self, window: Window) -> list[Remark]:
        """Remarks that overlap the window, by start and then id."""
        ...

    def remove(self, remark: str) -> bool:
        """Take it away; False when there was none of that id."""
        ...
