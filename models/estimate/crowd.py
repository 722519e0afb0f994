"""The people of a space by what is seen inside: cameras, seats, machines and motion, each with its own noise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import exp, sqrt

from models.balance import View
from models.centre import Sensor, SensorId
from models.estimate.belief import GONE, LEAST_VARIANCE, STILL, Belief, Way
from models.estimate.learning import UNTAUGHT, Learned
from models.estimate.sight import HOUR_S, SURPRISE, Mark, Sight
from models.estimate.viewing import viewed
from models.message import Value

EMPTY_VARIANCE = 0.02
"""How sure it is that a shut and quiet space is empty."""

FIRST_VARIANCE, FIRST_HOURS = 25.0, 3.0
"""Met while open, a space may hold others than those counted: so uncertain, and for about so long."""

NINE_OF_TEN = 1.55
"""Deviations on either side that hold nine of ten. A whole number lies within when its own middle does (mid-P rule), so
nine of ten hold on the average, not at the least; of a normal variable it were 1.64, and variances are a little wide."""

NOBODY_VARIANCE = 1.0
"""How sure motion sensors are that nobody is there: who sits still is overlooked."""

MOST_STRAIN, RELIEF = 50.0, 0.93
"""How much worse than usual doors may be thought to count, and what is left of that after a look that does not contradict."""

Note = Callable[[str, Mapping[str, Value]], None]


def _unheard(_key: str, _values: Mapping[str, Value]) -> None:
    return None


@dataclass(slots=True)
class Crowd:
    """The belief in the people of one space. Feed evidence in order of time.

    sensors: its doors; sum: what the doors say uncorrected since the space was last empty; anchored: whether it ever was empty or looked at;
    settled: whether nobody has come since it was last empty;
    strain: how much worse than usual the doors count today, by what contradicts them; moved: everything that the doors have moved so far; sight:
    what the cameras are worth today; looks: those that were believed since the space was last empty; view: what they were worth when it was emptied; note: told of every correction, by
    key and values; belief.ledger is told what each did to the number.
    """

    sensors: Sequence[Sensor] = ()
    learned: Learned = UNTAUGHT
    recorded: bool = False
    note: Note = _unheard
    belief: Belief = field(default_factory=Belief)
    sum: float = 0.0
    anchored: bool = False
    settled: bool = True
    contradictions: int = 0
    strain: float = 1.0
    moved: Way = STILL
    sight: Sight = field(default_factory=Sight)
    looks: list[tuple[Way, float]] = field(default_factory=list)
    view: View | None = None
    _anchor: int = 0
    _met: float | None = None
    _emptied: Mark | None = None
    _before_look: tuple[Mark, Sight, float, int] | None = None
    _looker: SensorId | None = None
    _contradicted: bool = False

    def __post_init__(self) -> None:
        self.belief.recorded = self.recorded
        self.teach(self.learned)

    def teach(self, learned: Learned) -> None:
        """What a new day knows from the past ones."""
        self.learned = learned
        self.belief.ll, self.belief.lean, self.belief.pl = learned.lean_variance, 0.0, 0.0
        self.sight = Sight(learned.eye)
        self._before_look, self.strain = None, 1.0

    def meet(self, at: datetime, known: bool) -> None:
        """First instant. known: whether the space is surely empty then."""
        self.anchored, self._met = known, None if known else at.timestamp()

    @property
    def covered(self) -> bool:
        """Whether every way in is watched by a door that speaks: then nobody comes but by them."""
        return False

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

    def empty(self, *, proven: bool = True) -> None:
        """Shut and quiet long enough. What the doors still claim was drift.

        proven: False when doors were not quiet but silent, which proves nothing of the day.
        A claim that no miscounting explains (SURPRISE) corrects nothing backwards: people have left by another way.
        """
        people, variance = self.belief.people, self.belief.pp
        if abs(people) > SURPRISE * variance**0.5 + 0.5:
            self.contradictions += 1
        if self.sum or people:
            self.note("why.empty", {"people": round(people, 1), "sum": self.sum})
        if proven:
            most = max(EMPTY_VARIANCE, people * people - SURPRISE**2 * variance)
            self.belief.see(0.0, most, "sum.emptied")
        if proven and self._emptied is not None and self.looks:
            self.view = viewed(self.looks, self._emptied.moved, self.moved, self.learned.miscount)
        self.looks.clear()
        self._anchored()
        self.belief.move(GONE, "sum.emptied")
        self.belief.set(0.0, LEAST_VARIANCE, "sum.emptied")
        self.sum, self.settled, self._met = 0.0, True, None
        self._emptied = self._mark()
        self.sight = self.sight.shut()

    def look(self, at: datetime, seen: float, sensor: SensorId | None = None) -> None:
        """The cameras see so many persons. Several numbers of one instant are one look: the last one counts."""
        self.wait(at)
        mark = self._before(at, sensor)
        doubted = self.sight.doubted
        self.sight = self.sight.take(at, seen, mark, judged=self.covered and self._possible())
        if self.covered and not self.sight.stuck:
            self.looks.append((self.moved, seen))
        if self.sight.doubted:
            if not doubted:
                self._disbelieve(sensor)
            return
        if not self.covered and self.settled:
            self._come_unseen(self.sight.people, self.sight.variance)
        self._looker = sensor
        self._see_again()

    def nobody(self, at: datetime, sensor: SensorId | None = None) -> None:
        """Motion sensors see nobody."""
        self.wait(at)
        self.see(0.0, NOBODY_VARIANCE, "sum.motionless", sensor)

    def at_least(self, at: datetime, people: float, sensor: SensorId | None = None) -> None:
        """Seats, machines or motion prove so many persons."""
        self.wait(at)
        if self.belief.people < people - 0.5:
            self.contradictions += 1
            self.note("why.at_least", {"people": round(self.belief.people, 1), "seen": people})
            self.belief.widen(max((people - self.belief.people) ** 2 / self.belief.pp, 1.0))
            self.belief.reach(people, "sum.proven", sensor)
            self.settled = False

    def see(
        self,
        people: float,
        variance: float,
        key: str,
        sensor: SensorId | None = None,
        share: float = 1.0,
        *,
        alive: bool = True,
    ) -> None:
        """So many persons were seen, with a variance. share: how much of it was not told by a look just before; alive: False
        of one who only repeats a number, and proves nothing against the doors.

        In a contradiction all are wrong in proportion to how well they are known: nothing drags the others along at will.
        """
        off, spread = people - self.belief.people, self.belief.pp + variance
        contradicts = off * off > SURPRISE**2 * spread
        if contradicts:
            if not self._contradicted:
                self.contradictions += 1
                said = {"people": round(self.belief.people, 1), "seen": round(people, 1)}
                self.note("why.contradiction", said)
            wider = (off * off / spread) ** share
            variance *= wider
            if alive:
                self.belief.widen(wider)
                self.strain = min(self.strain * wider, MOST_STRAIN)
        else:
            self.strain = 1.0 + (self.strain - 1.0) * RELIEF**share
        self._contradicted = contradicts
        self.belief.see(people, variance / share, key, sensor)
        self.belief.cut()
        self.anchored = True

    def wait(self, at: datetime) -> None:
        """Time passes until a word from inside."""

    def _possible(self) -> bool:
        """Whether what the doors say since the space was empty can be: doors that owe people judge no camera."""
        if self._emptied is None:
            return True
        way = between(self._emptied.moved, self.moved)
        return way.by > -SURPRISE * sqrt(way.noise + 1.0)

    def _before(self, at: datetime, sensor: SensorId | None) -> Mark:
        """The belief before the look of an instant: where it has been told in part already, that part is taken back."""
        mark = self._mark()
        if self._before_look is not None and self.sight.at == at:
            before, sight, strain, contradictions = self._before_look
            if before.moved == mark.moved:
                if self.covered and not self.sight.stuck:
                    self.looks.pop()
                mark, self.sight, self.strain, self.contradictions = before, sight, strain, contradictions
                self.belief.back(mark.step, "sum.camera", sensor)
        self._before_look = mark, self.sight, self.strain, self.contradictions
        return mark

    def _see_again(self) -> None:
        """The newest look, once more where what it was compared with has changed."""
        sight = self.sight
        self.see(sight.people, sight.variance, "sum.camera", self._looker, sight.share, alive=sight.changed)

    def _come_unseen(self, people: float, variance: float) -> None:
        """Nobody has come, say doors that do not all speak; a camera that sees others may well be right."""
        off = people - self.belief.people
        if off * off > SURPRISE**2 * (self.belief.pp + variance):
            self.settled = False
            self.belief.move(Way(noise=off * off), "sum.camera")

    def _disbelieve(self, sensor: SensorId | None) -> None:
        """A camera is stuck or blind: what it has put in since it was told, or today, is taken back."""
        sight, said = self.sight, {"sensor": sensor} if sensor else {}
        since = sight.since if sight.stuck else self._emptied
        self.contradictions += 1
        self.note("why.stuck" if sight.stuck else "why.blind", {"seen": sight.seen, **said})
        if since is None or since.number < self._anchor:
            return
        if sight.stuck:
            self.looks[:] = [look for look in self.looks if look[0].traffic < since.moved.traffic]
        self._before_look, self.strain = None, 1.0
        way = between(since.moved, self.moved)
        self.belief.undo(since.number, since.step, way, "sum.stuck_camera", sensor)
        self.belief.cut()

    def _mark(self) -> Mark:
        return Mark(self.belief.here, self.belief.now(), self.moved)

    def _anchored(self) -> None:
        self.anchored, self._anchor = True, self.belief.here


def between(before: Way, after: Way) -> Way:
    """What the doors have moved between two instants, given what they had moved by each."""
    return Way(after.by - before.by, after.traffic - before.traffic, after.noise - before.noise)
