"""Amounts of people that passed gates -> crossings, each told passage counted once, however often and late it is told."""

from dataclasses import dataclass, field
from datetime import datetime

from models.centre import SensorId
from models.counter import Crossing
from models.reading import Reading


@dataclass(slots=True)
class Passages:
    """The gates of one space. An amount is known by its gate, measure and instant: told again, it is the same people."""

    _told: dict[tuple[SensorId, str, str, datetime], int] = field(default_factory=dict)
    _since: datetime | None = None
    _newest: datetime | None = None

    def begin(self, since: datetime | None) -> None:
        """What is before `since` is settled."""
        self._told.clear()
        self._since = since

    def feed(self, gate: SensorId, base: str, channel: str, reading: Reading) -> Crossing | None:
        """Who passed, perhaps nobody (the gate still spoke). None for what was settled already.

        A late amount counts from now on: nothing can be put into the past of a screen. An amount that is told again and
        larger adds the rest; one that became smaller takes nobody back until the day is counted anew from the store.
        """
        at = reading.at
        if self._since is not None and at < self._since:
            return None
        key = (gate, base, channel, at)
        known = self._told.get(key, 0)
        people = max(int(reading.value), known)
        self._told[key] = people
        self._newest = at if self._newest is None else max(self._newest, at)
        fresh = people - known
        return (
            Crossing(self._newest, fresh, 0)
            if base == "people_in_period"
            else Crossing(self._newest, 0, fresh)
        )
