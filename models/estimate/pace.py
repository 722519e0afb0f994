"""How people come and leave beside what the doors say: today's pace, and what the leavers tell of those who stay."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp

from models.counter import CounterFlag, Crossing
from models.estimate.belief import Belief
from models.estimate.door import Door
from models.estimate.learning import Learned

SLOT_S = 900.0
HOUR_S = 3600.0

MEMORY_HOURS = 1.0
"""Today's pace is that of about the last hour."""

USUAL_PERSONS = 5.0
"""Persons of evidence that the usual pace is worth."""

WINDOW = timedelta(minutes=30)
"""How long leavers are counted before they are taken as evidence; shorter windows tell the same and cost more."""

LONGEST_HOURS = 0.5
"""A pause in all reports is believed for so long at once."""

RESET_VARIANCE = 1.0
"""What a counter forgot in its last moments before a reset, where it is not known how many pass."""


def cell(at: datetime) -> int:
    """The quarter hour of the UTC day."""
    return int(at.timestamp() % 86_400.0 // SLOT_S)


def forgotten(learned: Learned, door: Door, crossing: Crossing, people: float) -> float:
    """Variance that a reset adds, persons squared: nobody who passed since the sample before it was surely counted.

    As independent people who usually pass in that time, both ways; nothing without a reset.
    """
    if CounterFlag.RESET not in crossing.flags:
        return 0.0
    if not learned.comes:
        return RESET_VARIANCE
    lift, quarter = learned.door(door.sensor), cell(crossing.at)
    an_hour = learned.comes[quarter] * lift.entry_share
    an_hour += learned.leaves[quarter] * lift.exit_share * max(people, 0.0)
    return an_hour * min(door.minutes / 60.0, LONGEST_HOURS)


@dataclass(slots=True)
class Arrivals:
    """Today's pace of arrivals against the usual one, from the doors that speak."""

    seen: float = 0.0
    due: float = 0.0

    def wait(self, learned: Learned, at: datetime, hours: float, speaking: float) -> None:
        """Time passes; speaking: the share of all entries that the speaking doors usually see."""
        if learned.comes:
            fade = exp(-hours / MEMORY_HOURS)
            self.seen *= fade
            self.due = self.due * fade + learned.comes[cell(at)] * hours * speaking

    def an_hour(self, learned: Learned, at: datetime) -> float:
        """Persons who come per hour now, through all doors."""
        return learned.comes[cell(at)] * (USUAL_PERSONS + self.seen) / (USUAL_PERSONS + self.due)


@dataclass(slots=True)
class Departures:
    """Leavers as evidence: where people leave at a known rate, the number of those who left tells how many were there.

    To tell apart by quarter hours when those inside came was tried: 3 % less error live, none less in the end.
    """

    since: datetime | None = None
    left: float = 0.0
    due: float = 0.0
    exposure: float = 0.0

    def wait(self, learned: Learned, at: datetime, hours: float, people: float) -> None:
        """Time passes with so many people inside."""
        rate = learned.leaves[cell(at)] * hours
        self.due += max(people, 0.0) * rate
        self.exposure += rate

    def tell(self, learned: Learned, at: datetime, left: float, speaking: float, belief: Belief) -> None:
        """At the end of a window: left = persons who ever left, speaking = the share of exits that is seen.

        Were there d more people inside, `exposure` x d more would have left; the count scatters by its own mean times
        the spread that past days showed.
        """
        if self.since is None or at - self.since >= 2 * WINDOW:
            self._begin(at, left)
        elif at - self.since >= WINDOW:
            if self.exposure > 0 and speaking > 0.05:
                off = ((left - self.left) / speaking - self.due) / self.exposure
                scatter = learned.stay_spread * (max(self.due, 0.5) + 1.0) / speaking
                belief.infer(belief.people + off, scatter / self.exposure**2)
                belief.cut()
            self._begin(at, left)

    def _begin(self, at: datetime, left: float) -> None:
        self.since, self.left, self.due, self.exposure = at, left, 0.0, 0.0
