"""The last hour of a space: quarter-hour facts first, then what was seen minute by minute."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.calendar import SLOT
from models.centre import SpaceId
from models.live import SpaceState
from models.metric.rows.use import mean_people as mean_people_of
from models.slot import SlotFact
from models.utilisation import of_slot

HOUR = timedelta(hours=1)
STEP = timedelta(minutes=2)

Point = tuple[datetime, float | None]
"""When and how many people; None = no data."""


def _steps(size: int = int(HOUR / STEP) + 1) -> "defaultdict[SpaceId, deque[Point]]":
    return defaultdict(lambda: deque(maxlen=size))


@dataclass(frozen=True, slots=True)
class Trail:
    """What was seen of each space in the last hour, at most one entry every STEP. Filled by one writer."""

    seen: "defaultdict[SpaceId, deque[Point]]" = field(default_factory=_steps)

    def note(self, states: Mapping[SpaceId, SpaceState], at: datetime) -> None:
        """Remember the people of each space unless the newest entry is younger than STEP."""
        for space, state in states.items():
            entries = self.seen[space]
            if not entries or at - entries[-1][0] >= STEP:
                entries.append((at, state.people))

    def points(self, space: SpaceId, facts: Iterable[SlotFact], at: datetime) -> tuple[Point, ...]:
        """The hour before `at` and one quarter more, oldest first, so that a line can begin at the edge of the hour:
        facts until the first entry of the trail, then the trail."""
        seen = [entry for entry in self.seen.get(space, ()) if entry[0] > at - HOUR]
        first = seen[0][0] if seen else at
        older = ((fact.start + SLOT / 2, mean_people(fact)) for fact in facts if fact.start + SLOT <= first)
        return tuple(point for point in (*older, *seen) if at - HOUR - SLOT <= point[0] <= at)


def mean_people(fact: SlotFact) -> float | None:
    """Mean people over the measured part of a quarter hour; None when nothing was measured."""
    return mean_people_of(of_slot(fact))
