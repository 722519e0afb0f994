"""Readings -> people present over a window, corrected by all that is known at its end, as steps with honest gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from models.balance import Balance
from models.calendar import Window
from models.centre import Schedule, Sensor, Space
from models.closing import closed
from models.counter import Crossing
from models.estimate.learning import UNTAUGHT, Learned
from models.estimate.smoothing import smoothed
from models.evidence import NOTHING, Estimate
from models.reading import IN_ORDER, Reading
from models.tracker import Tracker

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Occupancy:
    """People present over a window, piecewise constant.

    starts: epoch seconds at which each step begins, ascending, the first at the window's start, shape (n,);
    people: persons in each step, nan = no data, shape (n,); sure: whether the value is good evidence, shape (n,);
    low, high: between them the people lie nine times of ten; high = inf where people is a lower bound only, shape (n,).
    """

    window: Window
    starts: Numbers
    people: Numbers
    sure: NDArray[np.bool_]
    low: Numbers = field(default_factory=lambda: np.array([]))
    high: Numbers = field(default_factory=lambda: np.array([]))
    crossings: tuple[Crossing, ...] = ()
    drift: float = 0.0
    balance: Balance | None = None

    def at(self, seconds: Numbers) -> Numbers:
        """People at epoch seconds inside the window, nan where nothing is known."""
        return np.asarray(self.people[self.step(seconds)], dtype=float)

    def step_at(self, seconds: float) -> int:
        """The number of the step that holds one instant."""
        return int(np.searchsorted(self.starts, seconds, side="right") - 1)

    def step(self, seconds: Numbers) -> NDArray[np.intp]:
        """The number of the step that holds each of the epoch seconds."""
        return np.asarray(np.searchsorted(self.starts, seconds, side="right") - 1, dtype=np.intp)


def occupancy(
    space: Space,
    sensors: Sequence[Sensor],
    schedule: Schedule,
    window: Window,
    readings: Iterable[Reading],
    before: Iterable[Reading] = (),
    learned: Learned = UNTAUGHT,
) -> Occupancy:
    """People of a space over a window. The same fold that runs live, then the way back over what the doors said.

    readings: inside the window, and where the space was open at its start, since it opened; before: the newest ones
    before those (for the totals' base); learned: what earlier days tell.
    """
    steps: list[tuple[float, Estimate]] = [(window.start.timestamp(), NOTHING)]

    def step(at: datetime, known: Estimate) -> None:
        steps.append((max(at.timestamp(), steps[0][0]), known))

    tracker = Tracker(space, sensors, schedule, learned, on_step=step, recorded=True)
    for reading in sorted(before, key=lambda r: r.at):
        tracker.feed(reading)
    in_order = sorted(readings, key=IN_ORDER)
    first = next((n for n, r in enumerate(in_order) if r.at >= window.start), len(in_order))
    for reading in in_order[:first]:
        tracker.feed(reading)
    tracker.advance(window.start)
    from_nobody = tracker.begin_day()
    for reading in in_order[first:]:
        tracker.feed(reading)
    tracker.advance(window.end)
    starts, people, low, high, sure = _merged(_corrected(tracker, steps))
    balance = closed(tracker, window, starts, people, from_nobody=from_nobody)
    return Occupancy(
        window, starts, people, sure > 0, low, high, tuple(tracker.crossings), tracker.drift, balance
    )


def _corrected(tracker: Tracker, steps: Sequence[tuple[float, Estimate]]) -> list[tuple[float, ...]]:
    """(start, people, low, high, sure) of every step; what the doors said is told as the end of the window knows it."""
    flow = tracker.flow
    known = smoothed(flow.belief.steps()) if any(e.number is not None for _, e in steps) else []
    rows: list[tuple[float, ...]] = []
    for at, estimate in steps:
        people, low, high = estimate[:3]
        if estimate.number is not None:
            people, low, high = flow.interval(*known[estimate.number], at)
        rows.append((at, people, low, high, float(estimate.sure)))
    return rows


def _merged(rows: Sequence[tuple[float, ...]]) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers]:
    """Columns of the rows; of several steps at one instant only the last one stands."""
    table = np.array(rows, dtype=float)
    last = np.append(table[1:, 0] != table[:-1, 0], True)
    at, people, low, high, sure = table[last].T
    return at, people, low, high, sure
