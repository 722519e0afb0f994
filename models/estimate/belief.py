"""What is believed of the people in a space: a mean, a lean of the doors, their uncertainty, and the trail behind it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from models.centre import SensorId
from models.estimate.ledger import Ledger

LEAST_VARIANCE = 1e-6
"""No count is better than this; it keeps every division of the backward sweep finite."""


UNLIKELY = 2.0
"""Deviations beyond which miscounting explains nothing more."""

MOST_LEAN = 0.02
"""Variance of the lean beyond which no contradiction widens it: a door that misses every fourth leans by an eighth."""

EDGE_GAIN = 0.5
"""Share of the variance that ends with a claim below nobody: about half of what was possible was not."""


class Way(NamedTuple):
    """What moved between two steps. by: persons; traffic: what the lean is multiplied by; noise: variance that came
    with it; keep: the share of those present who did not leave unseen; stray: variance that the lean gained."""

    by: float = 0.0
    traffic: float = 0.0
    noise: float = 0.0
    keep: float = 1.0
    stray: float = 0.0


class Step(NamedTuple):
    """The belief at one step. people, lean: means; pp, pl, ll: their variances and covariance; way: what led here;
    tied: the earlier step that a returning door ties this one to, and all that moved in between; None elsewhere."""

    people: float
    lean: float
    pp: float
    pl: float
    ll: float
    way: Way = Way()
    tied: tuple[int, Way] | None = None


STILL = Way()
"""Nobody moved."""

GONE = Way(keep=0.0)
"""Whoever was there has left: nothing before speaks of what comes after."""


@dataclass(slots=True)
class Belief:
    """A Kalman filter over (people, lean). lean: persons who come unseen, less those who go, per person who passes.

    people moves by what the doors say plus lean times traffic; both are corrected by whatever is known absolutely.
    Variances are in persons squared. recorded: whether the trail is kept, for the way back.
    ledger: told of every change with its reason, so that its items and the people are equal after each of them.
    """

    recorded: bool = False
    people: float = 0.0
    lean: float = 0.0
    pp: float = LEAST_VARIANCE
    pl: float = 0.0
    ll: float = 0.0
    trail: list[Step] = field(default_factory=list)
    here: int = 0
    ledger: Ledger = field(default_factory=Ledger)
    _way: Way = STILL
    _tied: tuple[int, Way] | None = None

    def move(self, way: Way, key: str = "sum.moved", sensor: SensorId | None = None) -> None:
        """Persons passed: a step of its own. key, sensor: the reason of what nothing else has told."""
        if self.recorded:
            self.trail.append(self.now())
        self.here += 1
        self._way, self._tied = way, None
        self._go(way)
        self.ledger.settle(self.people, key, sensor)

    def now(self) -> Step:
        """The present step, as the trail will keep it."""
        return Step(self.people, self.lean, self.pp, self.pl, self.ll, self._way, self._tied)

    def steps(self) -> list[Step]:
        """The whole trail with the present step at its end."""
        return [*self.trail, self.now()]

    def tie(
        self, number: int, then: Step, way: Way, key: str = "sum.returned", sensor: SensorId | None = None
    ) -> None:
        """Forget what was believed since an earlier step: now it is known what moved in between."""
        self._be(then)
        self._go(way)
        self._tied = (number, way)
        self.ledger.settle(self.people, key, sensor)

    def undo(self, number: int, then: Step, way: Way, key: str, sensor: SensorId | None = None) -> None:
        """Forget what was seen since an earlier step; way: what moved since. The trail becomes what it had been without."""
        if self.recorded:
            self._retrace(number, then)
        self._be(then)
        self._go(way)
        self.ledger.settle(self.people, key, sensor)

    def _retrace(self, number: int, then: Step) -> None:
        """The trail since a step anew, by its movements alone."""
        now = Belief()
        for place in range(number, len(self.trail)):
            old = self.trail[place]
            if place == number:
                now = Belief(people=then.people, lean=then.lean, pp=then.pp, pl=then.pl, ll=then.ll)
            elif old.tied is None:
                now.move(old.way)
            else:
                start, moved = old.tied
                now.tie(start, self.trail[start], moved)
            now.cut()
            self.trail[place] = now.now()._replace(way=old.way, tied=old.tied)

    def back(self, then: Step, key: str, sensor: SensorId | None = None) -> None:
        """As it was at an instant of this same step: what was seen since is taken back."""
        self._be(then)
        self.ledger.settle(self.people, key, sensor)

    def see(
        self, people: float, variance: float, key: str = "sum.seen", sensor: SensorId | None = None
    ) -> None:
        """Absolute evidence of so many persons, with its own variance."""
        gain = self.pp / (self.pp + variance)
        self._pull(gain * (people - self.people), gain)
        self.ledger.settle(self.people, key, sensor)

    def widen(self, factor: float) -> None:
        """Less sure by so much. It happened now: a step of its own, that the way back does not blame on what was before."""
        lean = min(factor, max(MOST_LEAN / self.ll, 1.0)) if self.ll > 0 else 1.0
        self.move(Way(noise=(factor - 1.0) * self.pp, stray=(lean - 1.0) * self.ll))

    def infer(self, people: float, variance: float) -> None:
        """So many persons, by those who left."""
        self.see(people, variance, "sum.departures")

    def set(
        self, people: float, variance: float, key: str = "sum.seen", sensor: SensorId | None = None
    ) -> None:
        """Nothing that was believed before counts any more, but the lean."""
        self.people, self.pp, self.pl = people, max(variance, LEAST_VARIANCE), 0.0
        self.ledger.settle(people, key, sensor)

    def cut(self) -> bool:
        """Nobody can be owed: a claim below nobody is taken back. True when it was a whole person or more.

        The mean goes to the edge and no further, although that of a cut-off normal distribution lies above it: with much
        doubt it would fill an almost empty room with people whom nobody has seen.
        """
        if self.people >= 0:
            return False
        owed = self.people <= -1.0
        self._pull(-self.people, EDGE_GAIN if self.pp > LEAST_VARIANCE else 0.0)
        self.ledger.settle(self.people, "sum.edge")
        return owed

    def reach(self, people: float, key: str, sensor: SensorId | None = None) -> None:
        """So many at the least are there, and more belief cannot be had of it: the mean goes to that edge, and the doubt
        about how many more there are stays. Of cut() the counterpart."""
        if self.people < people:
            self._pull(people - self.people, EDGE_GAIN)
            self.ledger.settle(self.people, key, sensor)

    def _be(self, then: Step) -> None:
        self.people, self.lean, self.pp, self.pl, self.ll = then.people, then.lean, then.pp, then.pl, then.ll

    def _go(self, way: Way) -> None:
        keep, traffic = way.keep, way.traffic
        leant = self.lean * traffic
        self.ledger.tell("sum.lean", leant)
        self.people = keep * self.people + way.by + leant
        self.pp = keep * keep * self.pp + traffic * (2 * keep * self.pl + traffic * self.ll) + way.noise
        self.pl = keep * self.pl + traffic * self.ll
        self.ll += way.stray

    def _pull(self, shift: float, gain: float) -> None:
        """Shift the people by so much; gain: the share of their variance that this evidence takes away.

        The doors' lean answers for UNLIKELY deviations at most: beyond, people came or went by another way.
        """
        lever, most = self.pl / self.pp, UNLIKELY * self.pp**0.5
        self.people += shift
        self.lean += lever * min(max(shift, -most), most)
        self.ll = max(self.ll - gain * lever * self.pl, 0.0)
        self.pl *= 1.0 - gain
        self.pp = max(self.pp * (1.0 - gain), LEAST_VARIANCE)
