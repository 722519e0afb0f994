"""One door of a space: what it counted today, where the belief stood when it last spoke, what was guessed since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.balance import DoorBalance
from models.centre import Sensor, SensorId, SensorRole
from models.counter import CounterFlag, Crossing
from models.estimate.sight import Mark

CROWD_PER_MIN = 4.0
"""At this rate half of the people through a door count as a crowd: they hide each other."""

PATIENCE = 2
"""Report intervals after which a door counts as silent and what passes is guessed."""

_ODD = frozenset({CounterFlag.DIP, CounterFlag.IMPLAUSIBLE, CounterFlag.RECOVERED})


@dataclass(slots=True)
class Door:
    """silent: it has not spoken for its patience, and what passes is guessed; minutes: between its last two samples;
    made_up: persons put in today for what it never counted; bridged: whether anything was guessed for it today;
    totals: what it sends covers its silence too; still: so long its silence means that nobody passed."""

    sensor: SensorId
    patience: timedelta
    at: datetime | None = None
    minutes: float = 1.0
    mark: Mark | None = None
    silent: bool = False
    guessed_in: float = 0.0
    guessed_out: float = 0.0
    entries: int = 0
    exits: int = 0
    dense_entries: float = 0.0
    dense_exits: float = 0.0
    resets: int = 0
    odd: int = 0
    made_up: float = 0.0
    bridged: bool = False
    totals: bool = True
    still: timedelta = timedelta(0)

    @property
    def guessed(self) -> float:
        return self.guessed_in + self.guessed_out

    def take(self, crossing: Crossing) -> tuple[float, float]:
        """Note what it counted; how much of the entries and of the exits came in a crowd."""
        if self.at is not None and crossing.at > self.at:
            self.minutes = max((crossing.at - self.at).total_seconds() / 60.0, 0.25)
        crowd = dense(crossing.entries, self.minutes), dense(crossing.exits, self.minutes)
        self.entries += crossing.entries
        self.exits += crossing.exits
        self.dense_entries += crowd[0]
        self.dense_exits += crowd[1]
        self.resets += CounterFlag.RESET in crossing.flags
        self.odd += bool(_ODD & crossing.flags)
        return crowd

    def spoke(self, at: datetime, mark: Mark | None) -> None:
        self.at, self.mark, self.silent = at, mark, False
        self.guessed_in = self.guessed_out = 0.0

    def begin_day(self) -> None:
        self.entries = self.exits = self.resets = self.odd = 0
        self.dense_entries = self.dense_exits = self.made_up = 0.0
        self.bridged = self.silent and self.guessed > 0

    def balance(self, drift: float) -> DoorBalance:
        return DoorBalance(
            sensor=self.sensor,
            entries=self.entries,
            exits=self.exits,
            dense_entries=round(self.dense_entries, 2),
            dense_exits=round(self.dense_exits, 2),
            drift=round(drift, 2),
            resets=self.resets,
            odd=self.odd,
            guessed=round(self.made_up, 1),
        )


def door_of(sensor: Sensor) -> Door:
    """A door by what its sensor can tell: totals of all that ever passed, or each passage when it happens."""
    interval = timedelta(seconds=sensor.interval_s)
    if sensor.role is SensorRole.GATE:
        return Door(sensor.id, PATIENCE * interval, totals=False, still=interval)
    return Door(sensor.id, PATIENCE * interval)


def dense(people: float, minutes: float) -> float:
    """How many of so many persons in so many minutes passed in a crowd: more than half of them above CROWD_PER_MIN."""
    return people * people / (people + CROWD_PER_MIN * minutes) if people else 0.0
