"""The people of a space by its doors: corrected crossings, and silent doors bridged by the usual pace."""

from dataclasses import dataclass, field
from datetime import datetime

from models.centre import SensorId
from models.counter import Crossing
from models.estimate.belief import STILL, Way
from models.estimate.crowd import Crowd, between
from models.estimate.door import Door, door_of
from models.estimate.pace import HOUR_S, LONGEST_HOURS, Arrivals, Departures, cell, forgotten

ROUTES = 2.0
"""How much more than a coin for each person it scatters how many pass a silent door: families walk together, and today's
ways are not the usual ones."""

ROUTES_SEEN = 1.5
"""That where a camera looks: ways stay the same for hours, and what they were off by until a look, that look takes away (with
ROUTES, 90 % bounds held 93 to 94 % in a room with a camera and a dead door, with 1.3 they held 89; seeds 2 and 3 of the bench)."""

DEAD_SHARE, DEAD_FROM = 0.3, 8.0
"""A door that comes back with less than this share of what was to be expected (of so many at least) had not counted."""

CHURN = 4.0
"""Variance per hour and person, and of one person more, that an unwatched door adds while its usual pace is not known."""


@dataclass(slots=True)
class Flow(Crowd):
    """The belief in the people of one space with doors. Feed crossings in order of time.

    watched: whether anything else looks inside, so that the belief lives on while no door speaks.
    """

    watched: bool = False
    doors: dict[SensorId, Door] = field(default_factory=dict)
    _entered: float = 0.0
    _left: float = 0.0
    _day: tuple[float, float] = (0.0, 0.0)
    _clock: datetime | None = None
    _arrivals: Arrivals = field(default_factory=Arrivals)
    _departures: Departures = field(default_factory=Departures)

    def __post_init__(self) -> None:
        Crowd.__post_init__(self)
        self.doors = {s.id: door_of(s) for s in self.sensors}

    @property
    def guessing(self) -> bool:
        """Whether a part of the people is guessed because a door is silent."""
        return any(door.silent and door.guessed > 0 for door in self.doors.values())

    @property
    def covered(self) -> bool:
        """Whether every door has spoken lately."""
        return all(door.at is not None and not door.silent for door in self.doors.values())

    def begin_day(self) -> None:
        """The day's own sums start anew."""
        self.contradictions, self.view = 0, None
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

    def spoke_since(self, at: datetime) -> bool:
        """Whether every door has spoken since an instant, or is known to speak only of people."""
        return all(door.at is not None and door.at + door.still >= at for door in self.doors.values())

    def look(self, at: datetime, seen: float, sensor: SensorId | None = None) -> None:
        """The cameras see so many persons. Several numbers of one instant are one look: the last one counts."""
        doubted = self.sight.doubted
        Crowd.look(self, at, seen, sensor)
        if self.sight.doubted and not doubted:
            for door in self.doors.values():
                door.mark = self._mark() if door.mark and not door.silent else door.mark

    # Doors

    def cross(self, sensor: SensorId, crossing: Crossing) -> None:
        """One sample of a door: how many passed since its last one, perhaps nobody."""
        door, at = self.doors[sensor], crossing.at
        self.wait(at)
        if door.silent and not door.totals:
            self._keep(door)
        crowd_in, crowd_out = door.take(crossing)
        if crossing.entries or crossing.exits or crossing.flags:
            self._count(door, crossing, crowd_in, crowd_out)
        elif door.silent:
            self._return(door, crossing, 0.0, 0.0, STILL)
        # A door alone that nothing else looks behind is never guessed: nothing needs to be remembered for its return.
        door.spoke(at, self._mark() if len(self.doors) > 1 or self.watched else None)

    def _count(self, door: Door, crossing: Crossing, crowd_in: float, crowd_out: float) -> None:
        lift = self.learned.door(door.sensor)
        count = crossing.entries + crossing.exits
        by_in = crossing.entries * lift.entry + self.learned.dense_entry * crowd_in
        by_out = crossing.exits * lift.exit + self.learned.dense_exit * crowd_out
        noise = self.strain * self.learned.miscount * count + forgotten(
            self.learned, door, crossing, self.belief.people
        )
        way = Way(by_in - by_out, 0.5 * (by_in + by_out), noise)
        self.sum += crossing.entries - crossing.exits
        if door.silent:
            self._return(door, crossing, by_in, by_out, way)
        elif count or not self.settled:
            self._tell(door, crossing, by_in, by_out, way)
            self._arrivals.seen += by_in
            self._go(way, door)

    def _go(self, way: Way, door: Door) -> None:
        self.settled = False
        self.belief.move(way, "sum.returned", door.sensor)
        self._cut()

    def _cut(self) -> None:
        before = self.belief.people
        if self.belief.cut():
            self.contradictions += 1
            self.note("why.clamp", {"sum": round(before, 1)})

    def _tell(self, door: Door, crossing: Crossing, by_in: float, by_out: float, way: Way) -> None:
        """What a door has counted goes into the sums."""
        self._entered += by_in
        self._left += by_out
        moved = self.moved
        self.moved = Way(moved.by + way.by, moved.traffic + way.traffic, moved.noise + way.noise)
        tell = self.belief.ledger.tell
        tell("sum.entries", float(crossing.entries), door.sensor)
        tell("sum.exits", -float(crossing.exits), door.sensor)
        tell("sum.bias", way.by - crossing.entries + crossing.exits, door.sensor)

    # Time and silence

    def wait(self, at: datetime) -> None:
        """Time passes: who is silent, what is guessed for them, what the leavers tell."""
        last, self._clock = self._clock, at if self._clock is None else max(at, self._clock)
        if last is None or at <= last:
            return
        several, taught = len(self.doors) > 1, bool(self.learned.comes)
        hours = min((at - last).total_seconds() / HOUR_S, LONGEST_HOURS)
        if self.watched or (several and taught):
            self._find_silent(at)
        if not taught:
            self._churn(hours)
            return
        speaking_in, speaking_out = self._speaking() if several or self.watched else (1.0, 1.0)
        if several or self.watched:
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
                if self.learned.comes:
                    self.note("why.silent_door", {"sensor": door.sensor})
                if self.settled or not self.learned.comes:
                    continue
                self._guess(door, at, min((at - door.at).total_seconds() / HOUR_S, LONGEST_HOURS))

    def _speaking(self) -> tuple[float, float]:
        """The share of entries and of exits that the speaking doors usually see."""
        speaking = [
            self.learned.door(key) for key, door in self.doors.items() if not (door.silent or door.at is None)
        ]
        return sum(d.entry_share for d in speaking), sum(d.exit_share for d in speaking)

    def _churn(self, hours: float) -> None:
        """Somebody may come or go unseen, and how many usually do is not known."""
        if self.watched and not self.settled and not self.covered:
            self.belief.move(Way(noise=CHURN * (1.0 + self.belief.people) * hours))

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
            way = Way(by_in, 0.0, self._scatter() * (by_in + by_out), 1.0 - leave)
            self.belief.move(way, "sum.guessed", door.sensor)
            self.belief.cut()

    def _scatter(self) -> float:
        """Of those guessed, as a multiple of their number."""
        return ROUTES if self.sight.at is None or self.sight.doubted else ROUTES_SEEN

    def _keep(self, door: Door) -> None:
        """What was guessed for a door stays: what it says now does not cover its silence."""
        door.silent = False
        if door.guessed:
            door.made_up += door.guessed
            self.note("why.dead_door", {"sensor": door.sensor, "guessed": round(door.guessed)})

    def _return(self, door: Door, crossing: Crossing, by_in: float, by_out: float, way: Way) -> None:
        """A silent door speaks again: its totals replace what was guessed, unless it had not counted meanwhile."""
        guessed, mark, count = door.guessed, door.mark, crossing.entries + crossing.exits
        if guessed >= DEAD_FROM and count < DEAD_SHARE * guessed:
            self._keep(door)
            return
        if guessed and mark is not None and self._anchor > mark.number:
            return
        since = self._emptied if mark is not None and self._anchor > mark.number else mark
        alone = not any(other.silent for other in self.doors.values() if other is not door)
        if (guessed or self.watched) and alone and since is not None and since.number < self.belief.here:
            self.belief.move(Way(noise=way.noise))
            self._tell(door, crossing, by_in, by_out, way)
            self.belief.tie(
                since.number, since.step, between(since.moved, self.moved), "sum.returned", door.sensor
            )
            if guessed:
                self.note(
                    "why.returned", {"sensor": door.sensor, "guessed": round(guessed), "counted": count}
                )
            self.settled = self.settled and not count
            self._cut()
            if self.sight.fresh(crossing.at):
                self._see_again()
        elif count or guessed or not (self.watched and self.settled):
            self._tell(door, crossing, by_in, by_out, way)
            net = way.by - door.guessed_in + door.guessed_out
            self._go(Way(net, way.traffic, way.noise), door)
