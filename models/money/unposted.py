"""Events about money that the book does not tell yet, in whatever order and however late they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.event import Event, EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Unposted:
    """An event that came, changed or went. event: None = it is no more; token: of this change, another with the next."""

    sensor: str
    kind: EventKind
    id: str
    token: int
    event: Event | None = None


class UnpostedEvents(Protocol):
    """The events of one centre that wait for the book. The database itself puts them there with whatever changes an event,
    so that a replay of old days is seen as surely as the sale of this minute, and nothing new costs one look at nothing."""

    def newest(self, limit: int) -> Sequence[Unposted]:
        """Those that happened last first: today's takings do not wait for a year that is being filled in."""
        ...

    def strike(self, posted: Sequence[Unposted]) -> None:
        """Take from the list; what changed once more since it was read stays."""
        ...

    def count(self) -> int:
        """How many wait."""
        ...
