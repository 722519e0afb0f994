"""Readings -> people present over a window, as a step function with honest gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import nan

import numpy as np
from numpy.typing import NDArray

from models.calendar import Window
from models.centre import Schedule, Sensor, Space
from models.counter import Crossing
from models.reading import Reading
from models.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Occupancy:
    """People present over a window, piecewise constant.

    starts: epoch seconds at which each step begins, ascending, the first at the window's start, shape (n,);
    people: persons in each step, nan = no data, shape (n,); sure: whether the value is good evidence, shape (n,).
    """

    window: Window
    starts: NDArray[np.float64]
    people: NDArray[np.float64]
    sure: NDArray[np.bool_]
    crossings: tuple[Crossing, ...] = ()
    drift: float = 0.0

    def at(self, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
        """People at epoch seconds inside the window, nan where nothing is known."""
        return np.asarray(self.people[np.searchsorted(self.starts, seconds, side="right") - 1], dtype=float)


def occupancy(
    space: Space,
    sensors: Sequence[Sensor],
    schedule: Schedule,
    window: Window,
    readings: Iterable[Reading],
    before: Iterable[Reading] = (),
) -> Occupancy:
    """People of a space over a window, from the readings inside it and the newest ones before it (for the totals' base)."""
    starts: list[float] = [window.start.timestamp()]
    people: list[float] = [nan]
    sure: list[bool] = [False]

    def step(at: datetime, value: float, good: bool) -> None:
        starts.append(max(at.timestamp(), starts[0]))
        people.append(value)
        sure.append(good)

    tracker = Tracker(space, sensors, schedule, on_step=step)
    for reading in sorted(before, key=lambda r: r.at):
        tracker.feed(reading)
    tracker.advance(window.start)
    tracker.crossings.clear()
    for reading in sorted(readings, key=lambda r: (r.at, r.sensor, r.measure)):
        tracker.feed(reading)
    tracker.advance(window.end)
    return Occupancy(
        window, *_merged(starts, people, sure), crossings=tuple(tracker.crossings), drift=tracker.drift
    )


def _merged(
    starts: list[float], people: list[float], sure: list[bool]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Of several steps at one instant only the last one stands."""
    at = np.array(starts)
    last = np.append(at[1:] != at[:-1], True)
    return at[last], np.array(people)[last], np.array(sure, dtype=bool)[last]
