"""The people of a space by its doors: corrected crossings, silent doors bridged, absolute evidence taken in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import exp, sqrt

from models.centre import Sensor, SensorId
from models.counter import Crossing
from models.estimate.belief import GONE, LEAST_VARIANCE, STILL, Belief, Way
from models.estimate.door import Door, Mark, door_of
from models.estimate.learning import UNTAUGHT, Learned
from models.estimate.pace import HOUR_S, LONGEST_HOURS, Arrivals, Departures, cell, forgotten
from models.message import Value

ROUTES = 2.0
"""How much more than a coin for each person it scatters how many pass a silent door: families walk together."""

DEAD_SHARE, DEAD_FROM = 0.3, 8.0
"""A door that comes back with less than this share of what was to be expected (of so many at least) had not counted."""

EMPTY_VARIANCE = 0.02
"""How sure it is that a shut and quiet space is empty."""

FIRST_VARIANCE, FIRST_HOURS = 25.0, 3.0
"""Met while open, a space may hold others than those counted: so uncertain, and for about so long."""

SURPRISE = 3.0
"""Deviations beyond which evidence is a contradiction and wins alone."""

NINE_OF_TEN = 1.55
"""Deviations on either side that hold nine of ten. A whole number lies within when its own middle does (mid-P rule), so
nine of ten hold on the average, not at the least; of a normal variable it were 1.64, and variances are a little wide."""

Note = Callable[[str, Mapping[str, Value]], None]


def _unheard(_key: str, _values: Mapping[str, Value]) -> None:
    return None


@dataclass(slots=True)
class Flow:
    """The belief in the people of one space. Feed crossings in order of time.
    sum: what the doors say uncorrected since the space was last empty or counted; anchored: whether that ever happened;
    note: told of every correction, by key and values.
    """

    sensors: Sequence[Sensor]
    learned: Learned = UNTAUGHT
    recorded: bool = False
    note: Note = _unheard
    belief: Belief = field(default_factory=Belief)
    doors: dict[SensorId, Door] = field(default_factory=dict)
    sum: float = 0.0
    anchored: bool = False
    settled: bool = True
    """Whether nobody has passed since the space was last empty."""
    contradictions: int = 0
    moved: Way = STILL
    _entered: float = 0.0
    _left: float = 0.0
    _day: tuple[float, float] = (0.0, 0.0)
    _anchor: int = 0
    _met: float | None = None
    _clock: datetime | None = None
    _arrivals: Arrivals = field(default_factory=Arrivals)
    _departures: Departures = field(default_factory=Departures)

    def __post_init__(self) -> None:
        self.doors = {s.id: door_of(s) for s in self.sensors}
        self.belief.recorded = self.recorded
        self.teach(self.learned)

    def teach(self, learned: Learned) -> None:
        """What a new day knows from the past ones."""
        self.learned = learned
        self.belief.ll, self.belief.lean, self.belief.pl = learned.lean_variance, 0.0, 0.0

    @property
    def guessing(self) -> bool:
        """Whether a part of the people is guessed because a door is silent."""
        return any(door.silent and door.guessed > 0 for door in self.doors.values())

    def meet(self, at: datetime, known: bool) -> None:
        """First instant. known: whether the space is surely empty then."""
        self.anchored, self._met = known, None if known else at.timestamp()

    def interval(self, people: float, variance: float, at: float) -> tuple[float, float, float]:
        """Persons, and the bounds between which they lie nine times of ten.

        Counters that lose as many entering as leaving balance and still show too few: that doubt grows with the people.
        """
        hidden = self.learned.hidden * max(people, 0.0)
        doubt = variance + hidden * hidden
        if self._met is not None:
            doubt += FIRST_VARIANCE * exp(-(at - self._met) / (FIRST_HOURS * HOUR_S))
        reach = NINE_OF_TEN * sqrt(doubt)
        shown = max(0.0, float(round(people)))
        return shown, max(0.0, min(people - reach, shown)), max(people + reach, shown)

    def begin_day(self) -> None:
        """The day's own sums start anew."""
        self.contradictions = 0
        self._day = (self._entered, self._left)
        for door in self.doors.values():
            door.begin_day()

    @property
    def lifted_in(self) -> float:
        """Entries of the day after correction."""
        return self._entered - self._day[0]

    @property
    def lifted_out(self) -> float:
        """Exits of the day after correction."""
        return self._left - self._day[1]

    # Absolute evidence

    def empty(self, quiet_since: datetime | None = None) -> None:
        """Shut and quiet long enough. What the doors still claim was drift.

        quiet_since: doors that have not spoken since then were not quiet but silent, and prove nothing of the day.

        A claim that no miscounting explains (SURPRISE) corrects nothing backwards: people have left by another way.
        """
        people, variance = self.belief.people, self.belief.pp
        if abs(people) > SURPRISE * variance**0.5 + 0.5:
            self.contradictions += 1
        if self.sum or people:
            self.note("why.empty", {"people": round(people, 1), "sum": self.sum})
        if quiet_since is None or self.spoke_since(quiet_since):
            self.belief.see(0.0, max(EMPTY_VARIANCE, people * people - SURPRISE**2 * variance))
        self._anchored()
        self.belief.move(GONE)
        self.belief.set(0.0, LEAST_VARIANCE)
        self.sum, self.settled, self._met = 0.0, True, None

    def spoke_since(self, at: datetime) -> bool:
        """Whether every door has spoken since an instant, or is known to speak only of people."""
        return all(door.at is not None and door.at + door.still >= at for door in self.doors.values())

    def see(self, people: float, variance: float) -> None:
        """So many persons were seen, with a variance. A contradiction is decided against the doors."""
        off = people - self.belief.people
        if off * off > SURPRISE**2 * (self.belief.pp + variance):
            self.contradictions += 1
            self.note("why.contradiction", {"people": round(self.belief.people, 1), "seen": people})
            self.belief.pp = max(self.belief.pp, off * off)
        self.belief.see(people, variance)
        self.belief.cut()
        self._anchored()

    def at_least(self, people: float, variance: float) -> None:
        """Seats, machines or motion prove so many persons."""
        if self.belief.people < people - 0.5:
            self.contradictions += 1
            self.note("why.at_least", {"people": round(self.belief.people, 1), "seen": people})
            self.belief.pp = max(self.belief.pp, (people - self.belief.people) ** 2)
            self.belief.see(people, variance)

    def _anchored(self) -> None:
        self.anchored, self._anchor = True, self.belief.here

    # Doors

    def cross(self, sensor: SensorId, crossing: Crossing) -> None:
        """One sample of a door: how many passed since its last one, perhaps nobody."""
        door, at = self.doors[sensor], crossing.at
        self._wait(at)
        if door.silent and not door.totals:
            self._keep(door)
        crowd_in, crowd_out = door.take(crossing)
        if crossing.entries or crossing.exits or crossing.flags:
            self._count(door, crossing, crowd_in, crowd_out)
        elif door.silent:
            self._return(door, 0.0, 0.0, STILL, 0)
        # A door alone is never guessed, so nothing needs to be remembered for its return.
        mark = Mark(self.belief.here, self.belief.now(), self.moved) if len(self.doors) > 1 else None
        door.spoke(at, mark)

    def _count(self, door: Door, crossing: Crossing, crowd_in: float, crowd_out: float) -> None:
        lift = self.learned.door(door.sensor)
        count = crossing.entries + crossing.exits
        by_in = crossing.entries * lift.entry + self.learned.dense_entry * crowd_in
        by_out = crossing.exits * lift.exit + self.learned.dense_exit * crowd_out
        noise = self.learned.miscount * count + forgotten(self.learned, door, crossing, self.belief.people)
        way = Way(by_in - by_out, 0.5 * (by_in + by_out), noise)
        self.sum += crossing.entries - crossing.exits
        if self.learned.days and count and self.note is not _unheard:
            self.note("why.bias", {"counted": crossing.entries - crossing.exits, "taken": round(way.by, 2)})
        if door.silent:
            self._return(door, by_in, by_out, way, count)
        elif count or not self.settled:
            self._tell(by_in, by_out, way)
            self._arrivals.seen += by_in
            self._go(way)

    def _go(self, way: Way) -> None:
        self.settled = False
        self.belief.move(way)
        self._cut()

    def _cut(self) -> None:
        before = self.belief.people
        if self.belief.cut():
            self.contradictions += 1
            self.note("why.clamp", {"sum": round(before, 1)})

    def _tell(self, by_in: float, by_out: float, way: Way) -> None:
        self._entered += by_in
        self._left += by_out
        moved = self.moved
        self.moved = Way(moved.by + way.by, moved.traffic + way.traffic, moved.noise + way.noise)

    # Time and silence

    def _wait(self, at: datetime) -> None:
        last, self._clock = self._clock, at
        if not self.learned.comes or last is None or at <= last:
            return
        hours = min((at - last).total_seconds() / HOUR_S, LONGEST_HOURS)
        several = len(self.doors) > 1
        if several:
            self._find_silent(at)
        speaking_in, speaking_out = self._speaking() if several else (1.0, 1.0)
        if several:
            self._arrivals.wait(self.learned, at, hours, speaking_in)
            if speaking_in < 1.0 and not self.settled:
                for door in self.doors.values():
                    if door.silent:
                        self._guess(door, at, hours)
        self._departures.wait(self.learned, at, hours, self.belief.people)
        self._departures.tell(self.learned, at, self._left, speaking_out, self.belief)

    def _find_silent(self, at: datetime) -> None:
        for door in self.doors.values():
            if not door.silent and door.at is not None and at - door.at > door.patience:
                door.silent = True
                self.note("why.silent_door", {"sensor": door.sensor})
                if self.settled:
                    continue
                self._guess(door, at, min((at - door.at).total_seconds() / HOUR_S, LONGEST_HOURS))

    def _speaking(self) -> tuple[float, float]:
        """The share of entries and of exits that the speaking doors usually see."""
        speaking = [
            self.learned.door(key) for key, door in self.doors.items() if not (door.silent or door.at is None)
        ]
        return sum(d.entry_share for d in speaking), sum(d.exit_share for d in speaking)

    def _guess(self, door: Door, at: datetime, hours: float) -> None:
        """What a silent door lets through: its share of today's arrivals, and of those who leave at the usual rate."""
        lift, learned = self.learned.door(door.sensor), self.learned
        by_in = self._arrivals.an_hour(learned, at) * lift.entry_share * hours
        leave = min(learned.leaves[cell(at)] * lift.exit_share * hours, 1.0)
        by_out = leave * max(self.belief.people, 0.0)
        if by_in + by_out > 1e-9:
            door.bridged = True
            door.guessed_in += by_in
            door.guessed_out += by_out
            self.belief.move(Way(by_in, 0.0, ROUTES * (by_in + by_out), 1.0 - leave))
            self.belief.cut()

    def _keep(self, door: Door) -> None:
        """What was guessed for a door stays: what it says now does not cover its silence."""
        door.silent = False
        if door.guessed:
            door.made_up += door.guessed
            self.note("why.dead_door", {"sensor": door.sensor, "guessed": round(door.guessed)})

    def _return(self, door: Door, by_in: float, by_out: float, way: Way, count: int) -> None:
        """A silent door speaks again: its totals replace what was guessed, unless it had not counted meanwhile."""
        guessed, mark = door.guessed, door.mark
        if guessed >= DEAD_FROM and count < DEAD_SHARE * guessed:
            self._keep(door)
            return
        if guessed and mark is not None and self._anchor > mark.number:
            return
        self._tell(by_in, by_out, way)
        alone = not any(other.silent for other in self.doors.values() if other is not door)
        if guessed and alone and mark is not None and mark.number < self.belief.here:
            then = mark.moved
            self.belief.move(Way(0.0, 0.0, way.noise))
            self.belief.tie(
                mark.number,
                mark.step,
                Way(
                    self.moved.by - then.by, self.moved.traffic - then.traffic, self.moved.noise - then.noise
                ),
            )
            self.note("why.returned", {"sensor": door.sensor, "guessed": round(guessed), "counted": count})
            self.settled = False
            self._cut()
        else:
            self._go(Way(way.by - door.guessed_in + door.guessed_out, way.traffic, way.noise))
