"""What is done elsewhere with the same totals: the three ways of counting that the estimator stands beside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dashboard.bench.estimator.furniture import in_use
from dashboard.bench.estimator.scene import Scene
from models.centre import Sensor, SensorId, SensorRole

RESET_BELOW = 0.9
"""Home Assistant's total_increasing: a fall below this share of the last value is a new meter, a smaller one is noise."""


@dataclass(slots=True)
class Baseline:
    """People by the running totals of several doors. step: what one new total adds, given the last one."""

    step: Callable[[float, float], float]
    clamped: bool
    zeroed: bool
    people: float = 0.0
    last: dict[tuple[int, int], float] = field(default_factory=dict)

    def midnight(self) -> None:
        """A new day begins."""
        if self.zeroed:
            self.people = 0.0

    def least(self, people: float) -> None:
        """So many seats and machines are in use: who clamps at nobody can clamp at that."""
        if self.clamped:
            self.people = max(self.people, people)

    def look(self, people: float) -> None:
        """A camera sees so many: the doors count on from there."""
        self.people = people

    def take(self, door: int, entries: float, exits: float) -> None:
        """One sample of one door."""
        change = self._change(door, 0, entries) - self._change(door, 1, exits)
        self.people = max(0.0, self.people + change) if self.clamped else self.people + change

    def _change(self, door: int, side: int, total: float) -> float:
        last = self.last.get((door, side), total)
        added = self.step(last, total)
        self.last[door, side] = total if added or total > last or total < RESET_BELOW * last else last
        return added


def _plain(last: float, total: float) -> float:
    """A smaller total is a new one."""
    return total - last if total >= last else total


def _total_increasing(last: float, total: float) -> float:
    if total >= last:
        return total - last
    return total if total < RESET_BELOW * last else 0.0


BASELINES: Mapping[str, Callable[[], Baseline]] = {
    "clamp": lambda: Baseline(_plain, clamped=True, zeroed=False),
    "midnight": lambda: Baseline(_plain, clamped=True, zeroed=True),
    "home assistant": lambda: Baseline(_total_increasing, clamped=False, zeroed=False),
}


def camera_and_doors() -> Baseline:
    """What is easily made of both by hand: the newest look, and the doors' totals until the next."""
    return Baseline(_plain, clamped=True, zeroed=False)


def counted_by(
    baseline: Baseline, scene: Scene, sensors: Sequence[Sensor], *, looks: bool = False
) -> NDArray[np.float64]:
    """People at every minute of a day's grid. looks: whether the camera is asked, too."""
    baseline.midnight()
    cameras = {sensor.id for sensor in sensors if sensor.role is SensorRole.COUNT}
    doors, inside = list(reversed(scene.samples)), sorted(scene.inside, key=lambda r: r.at, reverse=True)
    newest: dict[SensorId, float] = {}
    people = []
    for minute, at in zip(scene.grid, scene.instants(), strict=True):
        while doors and doors[-1].minute <= minute:
            sample = doors.pop()
            baseline.take(sample.door, sample.entries, sample.exits)
        while inside and inside[-1].at <= at:
            word = inside.pop()
            newest[word.sensor] = word.value
            if looks and word.sensor in cameras:
                baseline.look(word.value)
        baseline.least(in_use(sensors, newest))
        people.append(baseline.people)
    return np.array(people)
