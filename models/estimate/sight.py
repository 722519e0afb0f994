"""What the cameras of a space are worth: how far they follow the doors, and whether they still look at all."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp
from typing import NamedTuple

from models.estimate.belief import Step, Way

FRESH = timedelta(minutes=10)
"""After so long a look is new evidence as a whole: whom a camera overlooks now it overlooks in a minute, too."""

APART = timedelta(minutes=30)
"""Over so long the movements of cameras and doors are compared."""

THIN = timedelta(minutes=1)
"""Looks nearer to each other are not kept apart for that comparison."""

REMEMBERS_HOURS = 1.0
"""How long it is held against a camera that it did not follow."""

FIRST_LOOKS = 3.0
"""Looks of evidence that the usual noise of a camera is worth."""

STUCK_FROM = 8.0
"""Passages during which a camera may say the same without being asked whether it is stuck."""

SURPRISE = 3.0
"""Deviations beyond which evidence is a contradiction."""

HOUR_S = 3600.0


class Eye(NamedTuple):
    """What past days tell of the cameras. lift: persons whom one seen person stands for; noise: how much more than
    view_variance() they are off by."""

    lift: float = 1.0
    noise: float = 1.0


PLAIN = Eye()
"""Cameras without a past."""


class Mark(NamedTuple):
    """The belief at an instant: the number of its step, that step, and everything that the doors had moved by then."""

    number: int
    step: Step
    moved: Way


class Look(NamedTuple):
    """One look. people: persons seen, corrected; moved: everything that the doors had moved by then."""

    at: datetime
    people: float
    moved: Way


def view_variance(people: float) -> float:
    """Of a camera's count: half a person, and one of thirty overlooked."""
    return 0.25 + (people / 30) ** 2


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of the cameras of one space today, by their looks so far.

    seen: the newest number; since: the belief before that number was first told; doubted: it stayed the same while people
    came or went, and counts for nothing until it changes; apart, weight: the sum of squared differences between the
    movements of cameras and doors, and how many looks it is made of.
    """

    eye: Eye = PLAIN
    at: datetime | None = None
    seen: float = 0.0
    share: float = 1.0
    since: Mark | None = None
    doubted: bool = False
    apart: float = 0.0
    weight: float = 0.0
    looks: tuple[Look, ...] = ()

    @property
    def people(self) -> float:
        return self.seen * self.eye.lift

    @property
    def variance(self) -> float:
        """Of the newest look, in persons squared, less what looks just before have told already."""
        usual = self.eye.noise * view_variance(self.people)
        found = (FIRST_LOOKS * usual + self.apart) / (FIRST_LOOKS + self.weight)
        return max(usual, found) / self.share

    def fresh(self, at: datetime | None) -> bool:
        """Whether the newest look still tells of now."""
        return at is not None and self.at is not None and not self.doubted and at - self.at <= FRESH

    def take(self, at: datetime, seen: float, mark: Mark, *, judged: bool) -> "Sight":
        """After one more look. mark: the belief before it; judged: whether all doors speak, so that they may judge it."""
        waited = FRESH if self.at is None else at - self.at
        changed = self.at is None or seen != self.seen or (self.since is None and not self.doubted)
        now = replace(
            self,
            at=at,
            seen=seen,
            share=min(max(waited / FRESH, 1e-3), 1.0),
            since=mark if changed else self.since,
            doubted=self.doubted and not changed,
        )
        if not judged:
            return replace(now, since=None, looks=())
        return _asked(_compared(now, Look(at, now.people, mark.moved), waited), mark.moved)

    def shut(self) -> "Sight":
        """The space is empty for sure: a camera that sees somebody is to be doubted until it says something else."""
        return replace(self, since=None, looks=(), doubted=self.seen > 0)


def _compared(sight: Sight, look: Look, waited: timedelta) -> Sight:
    """How far cameras and doors have moved apart within APART."""
    looks = sight.looks
    while len(looks) > 1 and look.at - looks[1].at >= APART:
        looks = looks[1:]
    fade = exp(-waited.total_seconds() / HOUR_S / REMEMBERS_HOURS)
    apart, weight = sight.apart * fade, sight.weight * fade
    if looks:
        first = looks[0]
        off = (look.people - first.people) - (look.moved.by - first.moved.by)
        apart += sight.share * max(off * off - (look.moved.noise - first.moved.noise), 0.0) / 2
        weight += sight.share
    if not looks or look.at - looks[-1].at >= THIN:
        looks = (*looks, look)
    return replace(sight, apart=apart, weight=weight, looks=looks)


def _asked(sight: Sight, moved: Way) -> Sight:
    """Whether it says the same although the doors have moved more people than both may err by."""
    if sight.since is None or sight.doubted:
        return sight
    then = sight.since.moved
    passed, off = 2 * (moved.traffic - then.traffic), moved.by - then.by
    spread = 2 * sight.eye.noise * view_variance(sight.people) + moved.noise - then.noise
    return replace(sight, doubted=passed >= STUCK_FROM and off * off > SURPRISE**2 * spread)
