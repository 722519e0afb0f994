"""A batch of messages on its way into the stores: what each store gets, and which messages have to wait for one."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from ingest.interpretation import Interpretation
from ingest.sender import Load, Refusals
from models.centre import CentreId


@dataclass(slots=True, kw_only=True)
class Batch:
    """Messages on their way into the stores. lane: whose parked messages they are, None = fresh ones.

    repeats: ids of those that came before; behind: id -> the lane behind whose messages it has to wait; waiting: stores that
    have not answered yet; away: those that took nothing; rejected: what they will never take, and why.
    """

    read: Sequence[Interpretation]
    repeats: Set[int] = frozenset()
    behind: Mapping[int, CentreId] = field(default_factory=dict)
    lane: CentreId | None = None
    waiting: set[CentreId] = field(default_factory=set)
    away: set[CentreId] = field(default_factory=set)
    rejected: Refusals = field(default_factory=dict)

    @property
    def last(self) -> int:
        """How far the cursor moves: parked messages are behind it already."""
        return 0 if self.lane or not self.read else self.read[-1].message.id

    @property
    def fresh(self) -> list[Interpretation]:
        if not self.repeats:
            return list(self.read)
        return [one for one in self.read if one.message.id not in self.repeats]

    @property
    def going(self) -> list[Interpretation]:
        """Those that need no store which is away."""
        if not (self.away or self.behind):
            return self.fresh
        return [one for one in self.fresh if self.stuck(one) is None]

    def stuck(self, one: Interpretation) -> CentreId | None:
        """The store for which a message has to wait."""
        if not (self.away or self.behind) or one.message.id in self.repeats:
            return None
        return self.behind.get(one.message.id) or min(self.away & centres([one]), default=None)

    def part(self, centre: CentreId) -> "Batch":
        """What this store has not answered for yet, as a batch of its lane."""
        read = [one for one in self.fresh if centre in centres([one])]
        return Batch(read=read, lane=centre, waiting={centre}, rejected=self.rejected)


def centres(read: Iterable[Interpretation]) -> Set[CentreId]:
    """The stores that messages need."""
    return {part.place.centre for one in read for part in one.parts if part.readings or part.events}


def loads(read: Iterable[Interpretation]) -> Mapping[CentreId, Load]:
    """What each store gets."""
    found: dict[CentreId, Load] = {}
    for one in read:
        for part in one.parts:
            if part.readings or part.events:
                load = found.setdefault(part.place.centre, Load())
                load.readings.extend(part.readings)
                load.events.extend(part.events)
    return found
