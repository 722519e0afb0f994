"""What the cameras of a space are worth: how far they follow the doors, and whether they still look at all."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp, sqrt
from typing import NamedTuple

from models.estimate.belief import Step, Way

FRESH = timedelta(minutes=5)
"""After so long a look is new evidence as a whole: whom a camera overlooks now it overlooks in a minute, too."""

APART, TOGETHER = timedelta(minutes=30), timedelta(minutes=10)
"""Over so long the movements of cameras and doors are compared: how far they part, and whether they go the same ways."""

THIN = timedelta(minutes=1)
"""Looks nearer to each other are not kept apart for that comparison."""

REMEMBERS_HOURS, REMEMBERS_LOOKS = 2.0, 24.0
"""How long it is held against a camera that it did not follow: so long, and for so many looks of one that looks seldom."""

FIRST_LOOKS = 3.0
"""Looks of evidence that the usual noise of a camera is worth."""

FIRST_MOVED2 = 20.0
"""Persons squared of movement that a camera which follows the doors is worth before it has shown that it does."""

BLIND, FOLLOWING = 0.7, 0.85
"""A camera that moves by less than this share of what the doors do looks past the people; one that moves by more follows
them, and where both part steadily it is the doors that err."""

GRACE = 0.5
"""Standard errors of a camera's own noise by which it may follow less: with one, a half covered camera is found too late
(seeds 3 and 301 of the bench); with none, a good one that looks every quarter of an hour is called blind on every third day."""

BLIND_FROM = 20.0
"""Persons squared of movement by the doors, from which on a camera can be told to be blind."""

STUCK_FROM = 8.0
"""Passages during which a camera may say the same without being asked whether it is stuck."""

STUCK_SURPRISE = 2.0
"""Deviations that the doors may have moved by while a camera says the same."""

SURPRISE = 3.0
"""Deviations beyond which evidence is a contradiction."""

LEAST_STEEPNESS = 0.5
"""However full a room, one person more is seen as half a one at the least: beyond, nothing was ever learned."""

HOUR_S = 3600.0


def view_variance(people: float) -> float:
    """Of a camera's count: half a person, and one of thirty overlooked, each by chance."""
    return 0.25 + people / 30


class Eye(NamedTuple):
    """What past days tell of the cameras. lift: persons whom one seen person stands for, where few are; noise: how much more
    than view_variance() they are off by; crowd: share of the people who are overlooked beside that for each one present.

    In a full room people stand before each other: seen = people / lift x (1 - crowd x people).
    """

    lift: float = 1.0
    noise: float = 1.0
    crowd: float = 0.0

    def people(self, seen: float) -> float:
        """Who is there when so many are seen."""
        return 2.0 * self.lift * seen / (1.0 + self.steepness(seen))

    def variance(self, seen: float) -> float:
        """Of people(), in persons squared."""
        return self.noise * view_variance(self.people(seen)) / self.steepness(seen) ** 2

    def steepness(self, seen: float) -> float:
        """How many more are seen with one person more, as a share of how many it were among few."""
        return sqrt(max(1.0 - 4.0 * self.crowd * self.lift * seen, LEAST_STEEPNESS**2))


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


class Pace(NamedTuple):
    """Fading sums over looks, each by how new it is. weight: of the looks; off2, passed2, off_passed: squares and product
    of what the cameras moved more than the doors within APART and of who passed; doors, cameras, doors2, both: movements
    within TOGETHER, their square and product."""

    weight: float = 0.0
    off2: float = 0.0
    passed2: float = 0.0
    off_passed: float = 0.0
    doors: float = 0.0
    cameras: float = 0.0
    doors2: float = 0.0
    both: float = 0.0

    @property
    def moved2(self) -> float:
        """How much there was to follow, in persons squared."""
        return self.doors2 - self.doors * self.doors / self.weight if self.weight else 0.0

    @property
    def follows(self) -> float:
        """How far the cameras move when the doors say that people came or went; 1 = as far."""
        both = self.both - self.doors * self.cameras / self.weight if self.weight else 0.0
        return (FIRST_MOVED2 + both) / (FIRST_MOVED2 + self.moved2)

    def doubt(self, variance: float) -> float:
        """How far `follows` may be off by the cameras' own noise alone (its standard error); variance: of the part of one
        look that is new, in persons squared."""
        return sqrt(2.0 * variance * max(self.moved2, 0.0)) / (FIRST_MOVED2 + self.moved2)

    @property
    def scatter(self) -> float:
        """The squared difference that is the cameras' own: what grows with those who pass, while they follow, is the doors'."""
        if not self.passed2:
            return self.off2
        theirs = min(max((self.follows - BLIND) / (FOLLOWING - BLIND), 0.0), 1.0)
        return max(self.off2 - theirs * self.off_passed * self.off_passed / self.passed2, 0.0)


NO_PACE = Pace()


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of the cameras of one space today, by their looks so far.

    seen: the newest number; since: the belief before that number was first told; stuck: it stayed the same while people
    came or went, and counts for nothing until it changes; blind: it moves by much less than the doors, and counts for
    nothing until it follows; changed: whether the newest look says something else than the
    one before; share: how much of it is new; pace: how the cameras
    moved against the doors.
    """

    eye: Eye = PLAIN
    at: datetime | None = None
    seen: float = 0.0
    share: float = 1.0
    since: Mark | None = None
    changed: bool = True
    stuck: bool = False
    blind: bool = False
    pace: Pace = NO_PACE
    looks: tuple[Look, ...] = ()

    @property
    def doubted(self) -> bool:
        """Whether what it says counts for nothing now."""
        return self.stuck or self.blind

    @property
    def people(self) -> float:
        return self.eye.people(self.seen)

    @property
    def variance(self) -> float:
        """Of the newest look, in persons squared."""
        usual = self.eye.variance(self.seen)
        found = (FIRST_LOOKS * usual + self.pace.scatter / 2) / (FIRST_LOOKS + self.pace.weight)
        return max(usual, found)

    def fresh(self, at: datetime | None) -> bool:
        """Whether the newest look still tells of now."""
        return at is not None and self.at is not None and not self.doubted and at - self.at <= FRESH

    def take(self, at: datetime, seen: float, mark: Mark, *, judged: bool) -> "Sight":
        """After one more look. mark: the belief before it; judged: whether all doors speak, so that they may judge it."""
        waited = FRESH if self.at is None else at - self.at
        changed = self.at is None or seen != self.seen or (self.since is None and not self.stuck)
        now = replace(
            self,
            at=at,
            seen=seen,
            share=min(max(waited / FRESH, 1e-3), 1.0),
            since=mark if changed else self.since,
            changed=changed,
            stuck=self.stuck and not changed,
        )
        if not judged:
            return replace(now, since=None, looks=())
        return _asked(_compared(now, Look(at, now.people, mark.moved), waited), mark.moved)

    def shut(self) -> "Sight":
        """The space is empty for sure: a camera that sees somebody is to be doubted until it says something else."""
        return replace(self, since=None, looks=(), stuck=self.seen > 0)


def _compared(sight: Sight, look: Look, waited: timedelta) -> Sight:
    """How far cameras and doors have moved apart, and whether together."""
    looks, share = sight.looks, sight.share
    while len(looks) > 1 and look.at - looks[1].at >= APART:
        looks = looks[1:]
    fade = exp(-min(waited.total_seconds() / HOUR_S / REMEMBERS_HOURS, 1.0 / REMEMBERS_LOOKS))
    pace = Pace(*(fade * part for part in sight.pace))
    if looks:
        late = next((one for one in looks if look.at - one.at <= TOGETHER), looks[-1])
        cameras, doors = look.people - late.people, look.moved.by - late.moved.by
        then, now = looks[0].moved, look.moved
        off, passed = look.people - looks[0].people - now.by + then.by, now.traffic - then.traffic
        off2 = max(off * off - now.noise + then.noise, 0.0)
        new = Pace(1.0, off2, passed * passed, off * passed, doors, cameras, doors * doors, doors * cameras)
        pace = Pace(*(old + share * part for old, part in zip(pace, new, strict=True)))
    if not looks or look.at - looks[-1].at >= THIN:
        looks = (*looks, look)
    most = pace.follows + GRACE * pace.doubt(share * sight.eye.variance(sight.seen))
    blind = pace.moved2 >= BLIND_FROM and most < (FOLLOWING if sight.blind else BLIND)
    return replace(sight, pace=pace, looks=looks, blind=blind)


def _asked(sight: Sight, moved: Way) -> Sight:
    """Whether it says the same although the doors have moved more people than both may err by."""
    if sight.since is None or sight.stuck:
        return sight
    then = sight.since.moved
    passed, off = 2 * (moved.traffic - then.traffic), moved.by - then.by
    spread = 2 * sight.eye.variance(sight.seen) + moved.noise - then.noise
    return replace(sight, stuck=passed >= STUCK_FROM and off * off > STUCK_SURPRISE**2 * spread)
