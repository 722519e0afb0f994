"""How much the counts allow at all: a filter that is told the truth about the room's habits and about every door."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.bench.estimator.case import CASES, Case
from dashboard.bench.estimator.counters import Faults
from dashboard.bench.estimator.room import CLOSES, DOORS, OPENS, Character, day
from dashboard.bench.estimator.scene import Scene, Theatre
from models.balance import SLOTS

HEARD = tuple(
    key for key, case in CASES.items() if not (case.dead or case.reset or case.silent_min or case.abreast)
)
"""The cases whose doors are heard all day and miscount at a steady rate: elsewhere there is more to know."""

TRUE_DAYS = 200
"""Days of the room whose truth the oracle has watched; with twice as many it errs about as much."""

LAGS = 6
"""Quarter hours for which it is told apart when those inside came."""

SLOT_MIN = 15
SURE = 1e-6

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Habit:
    """How many are inside at the end of each quarter hour, by how many were there before it and who came since.

    people, comes, spread: usual people, usual entries and variance of what is left, shape (SLOTS,); keep: share of an
    unusual surplus that is still there a quarter hour later; since: share of unusual entries, newest first, shape (LAGS,).
    """

    people: Numbers
    comes: Numbers
    spread: Numbers
    keep: float
    since: Numbers

    def says(self, slot: int, before: float, came: Numbers) -> tuple[float, float]:
        """People at the end of a quarter hour, and the variance. before: those at its start; came: entries by slot."""
        back = np.arange(slot, slot - LAGS, -1)
        due = self.people[slot] + self.keep * (before - self.people[slot - 1])
        due += float(self.since @ (came[back] - self.comes[back]))
        return float(due), float(self.spread[slot])


def habit(room: Character, draw: np.random.Generator, groups: bool) -> Habit:
    """Weighted least squares over TRUE_DAYS days of the truth."""
    edges: Numbers = np.arange(0, SLOTS + 1, dtype=np.float64) * SLOT_MIN
    days = [day(room, draw, groups) for _ in range(TRUE_DAYS)]
    came = np.array([np.histogram(one.come, edges)[0] for one in days], dtype=float)
    inside = np.array([one.present(edges[1:]) for one in days])
    people, comes = inside.mean(axis=0), came.mean(axis=0)
    off = inside - people
    rows = [np.roll(off, 1, axis=1), *(np.roll(came - comes, lag, axis=1) for lag in range(LAGS))]
    table = np.stack(rows, axis=-1)
    weight = np.sqrt(np.where(people > 0, 1.0 / (people + 1.0), 0.0))[:, None]
    shares = np.linalg.lstsq(
        (table * weight).reshape(-1, LAGS + 1), (off * weight[:, 0]).ravel(), rcond=None
    )[0]
    spread = ((off - table @ shares) ** 2).mean(axis=0)
    return Habit(people, comes, np.maximum(spread, 0.3), float(shares[0]), shares[1:])


def told(case: Case, days: int, seed: int, days_per_room: int, learned_days: int) -> tuple[float, float]:
    """Mean error in persons at the time and in the end, over the same days as the estimator is judged by."""
    live, final = list[Numbers](), list[Numbers]()
    for room in range(-(-days // days_per_room)):
        theatre = Theatre(case, [seed, room, list(CASES).index(case.key)])
        knows = habit(theatre.room, np.random.default_rng([seed, room]), case.abreast > 0)
        for _ in range(learned_days):
            theatre.play(judged=False)
        for _ in range(min(days_per_room, days - room * days_per_room)):
            scene = theatre.play(judged=True)
            found = _people(scene, theatre.faults, knows)
            instants = (scene.grid >= OPENS) & (scene.grid < CLOSES)
            for kept, people in zip((live, final), found, strict=True):
                kept.append(np.abs(np.round(np.maximum(people, 0.0)) - scene.true)[instants])
    return float(np.concatenate(live).mean()), float(np.concatenate(final).mean())


def _people(scene: Scene, faults: Faults, knows: Habit) -> tuple[Numbers, Numbers]:
    """People at every instant of the grid as known then, and as known in the evening, when nobody is left."""
    net, noise, came = _counted(scene, faults)
    slots = (scene.grid // SLOT_MIN).astype(int)
    by_slot: Numbers = np.bincount(slots, weights=came, minlength=SLOTS).astype(np.float64)
    ends = np.append(slots[1:] != slots[:-1], False)
    drift, variance, before = 0.0, SURE, None
    seen, doubt = np.zeros(len(net)), np.zeros(len(net))
    for n, slot in enumerate(slots.tolist()):
        variance += float(noise[n])
        if ends[n]:
            if before is not None and knows.people[slot] > 0.3:
                due, spread = knows.says(slot, before, by_slot)
                leaves = 1.0 - knows.keep
                gain = variance / (variance + spread / leaves**2)
                drift += gain * ((due - net[n]) / leaves - drift)
                variance *= 1.0 - gain
            before = float(net[n])
        drift = max(drift, -float(net[n]))
        seen[n], doubt[n] = drift, variance
    return net + seen, net + _back(seen, doubt, noise, -float(net[-1]))


def _back(seen: Numbers, doubt: Numbers, noise: Numbers, last: float) -> Numbers:
    """The drift once it is known how much of it is left at the end."""
    found = seen.copy()
    found[-1] = last
    for n in range(len(seen) - 2, -1, -1):
        found[n] += doubt[n] / (doubt[n] + noise[n + 1]) * (found[n + 1] - seen[n])
    return found


def _counted(scene: Scene, faults: Faults) -> tuple[Numbers, Numbers, Numbers]:
    """By instant of the grid: people by the doors, variance that was added, and entries, all freed of what each side of
    each door miscounts on the average."""
    missed, twice = faults.missed, faults.twice
    lift = 1.0 / (1.0 - missed + twice)
    scatter = (missed + twice - (missed - twice) ** 2) * lift**2
    net, noise, came = (np.zeros(len(scene.grid)) for _ in range(3))
    for door in range(DOORS):
        entries, exits = _passed(scene, door)
        came += entries * lift[door, 0]
        net += entries * lift[door, 0] - exits * lift[door, 1]
        noise += entries * scatter[door, 0] + exits * scatter[door, 1]
    return net.cumsum(), noise, came


def _passed(scene: Scene, door: int) -> Sequence[Numbers]:
    totals = np.array([(s.entries, s.exits) for s in scene.samples if s.door == door], dtype=float)
    return tuple(np.diff(totals, axis=0, prepend=totals[:1]).T)
