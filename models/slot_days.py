"""The slots of one space cut into business days, so that a formula goes over a month of them at once."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from models.calendar import business_day
from models.slot import Numbers
from models.slot_grid import SlotGrid

_Some = TypeVar("_Some", np.float64, np.intp)

_HALF_HOUR_S, _DAY_S = 1_800, 86_400


@dataclass(frozen=True, slots=True)
class SlotDays:
    """days: those that have any slots, in order; firsts: the number of the first slot of each, shape (days,)."""

    slots: SlotGrid
    days: Sequence[date]
    firsts: NDArray[np.intp]

    def __getitem__(self, name: str) -> Numbers:
        return self.slots[name]

    def __len__(self) -> int:
        return len(self.days)

    @property
    def ends(self) -> NDArray[np.intp]:
        """Behind the last slot of each day, shape (days,)."""
        return np.append(self.firsts, len(self.slots))[1:]

    def summed(self, values: Numbers) -> list[float]:
        """One number of each slot, shape (n,), added up by day."""
        found: list[float] = np.add.reduceat(values, self.firsts).tolist() if self.days else []
        return found

    def largest(self, values: Numbers) -> list[float]:
        """The same, of which the largest of a day stays."""
        found: list[float] = np.maximum.reduceat(values, self.firsts).tolist() if self.days else []
        return found

    def spread(self, by_day: NDArray[_Some]) -> NDArray[_Some]:
        """A number of each day given to each of its slots, shape (n,)."""
        return np.repeat(by_day, self.ends - self.firsts)

    def on(self, day: date) -> SlotGrid:
        """The slots of one day; none where it has none."""
        n = bisect_left(self.days, day)
        if n == len(self) or self.days[n] != day:
            return self.slots.part(0, 0)
        return self.slots.part(int(self.firsts[n]), int(self.ends[n]))

    def half_hours(self, zone: tzinfo) -> NDArray[np.intp]:
        """0..47 of the local day, shape (n,). By the offset at the first slot of each day: clocks change at night."""
        begins = self.slots.starts[self.firsts].tolist()
        offsets = [
            (datetime.fromtimestamp(at, zone).utcoffset() or timedelta()).total_seconds() for at in begins
        ]
        local = self.slots.starts + self.spread(np.array(offsets, dtype=np.float64))
        return (local % _DAY_S // _HALF_HOUR_S).astype(np.intp)


def cut(slots: SlotGrid, days: Iterable[date], zone: tzinfo) -> SlotDays:
    """Slots of one space by business day. days: one after the other, at least one; slots of others are left out."""
    wanted = list(days)
    ends = [business_day(day, zone) for day in wanted]
    edges = [ends[0].start.timestamp(), *(window.end.timestamp() for window in ends)]
    places = np.searchsorted(slots.starts, edges)
    held = slots.part(*places[[0, -1]].tolist())
    some = np.flatnonzero(np.diff(places))
    return SlotDays(held, [wanted[n] for n in some.tolist()], (places[some] - places[0]).astype(np.intp))
