"""Slot facts of some spaces as sums by business day and quarter hour: what heatmaps, day strips and totals are cut from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta, tzinfo
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from models.calendar import BUSINESS_DAY_CUT, SLOT
from models.slot import SlotFact
from models.utilisation import Utilisation, of_slot

Numbers = NDArray[np.float64]

SLOTS = 96
"""Quarter hours of a business day; the first begins at BUSINESS_DAY_CUT."""

_FIELDS = tuple(field.name for field in fields(Utilisation))
_COUNTED = frozenset({"entries", "exits"})
_PEAK = _FIELDS.index("peak")
_values = attrgetter(*_FIELDS)
_CUT = timedelta(hours=BUSINESS_DAY_CUT.hour, minutes=BUSINESS_DAY_CUT.minute)


@dataclass(frozen=True, slots=True)
class UseGrid:
    """Hours of use, ready to be added along days and quarter hours.

    first: the business day of the first row; sums: shape (days, 96, fields of Utilisation), 0 where nothing was open.
    """

    first: date
    sums: Numbers

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range(len(self.sums))]

    def __add__(self, other: "UseGrid") -> "UseGrid":
        """Two spaces as one; the peak of a house is that of its fullest space."""
        sums = self.sums + other.sums
        sums[..., _PEAK] = np.maximum(self.sums[..., _PEAK], other.sums[..., _PEAK])
        return UseGrid(self.first, sums)

    def by_day(self) -> list[Utilisation]:
        """What each day adds up to."""
        return [use(row) for row in folded(self.sums, 1)]

    def hour(self, day: int, hour: int | None) -> Utilisation:
        """What the hour of a day (by its number) that begins at local `hour` adds up to; None = the whole day."""
        slots = self.sums[day]
        if hour is not None:
            first = (hour * 4 - _CUT // SLOT) % SLOTS
            slots = slots[first : first + 4]
        return use(folded(slots, 0))

    def total(self, wanted: Sequence[int] | slice = slice(None)) -> Utilisation:
        """What the wanted days (by their number) add up to."""
        return use(folded(folded(self.sums[wanted], 0), 0))


def use_grid(facts: Iterable[SlotFact], first: date, last: date, zone: tzinfo) -> UseGrid:
    """The grid of the business days from first to last; facts outside of them are passed over."""
    sums = np.zeros(((last - first).days + 1, SLOTS, len(_FIELDS)))
    for fact in facts:
        local = fact.start.astimezone(zone) - _CUT  # wall clock: the cut is one, too
        day = (local.date() - first).days
        if 0 <= day < len(sums):
            cell = sums[day, local.hour * 4 + local.minute // 15]
            values = _values(of_slot(fact))
            peak = max(cell[_PEAK], values[_PEAK])
            cell += values
            cell[_PEAK] = peak
    return UseGrid(first, sums)


def folded(sums: Numbers, axis: int) -> Numbers:
    """Sums along an axis; the peak is the highest one."""
    total = sums.sum(axis=axis)
    total[..., _PEAK] = sums[..., _PEAK].max(axis=axis, initial=0.0)
    return np.asarray(total, dtype=np.float64)


def use(values: Numbers) -> Utilisation:
    """A row of sums (shape (fields,)) as hours with their rates."""
    named = dict(zip(_FIELDS, values.tolist(), strict=True))
    return Utilisation(**named | {name: round(named[name]) for name in _COUNTED})


def slot_start(column: int, step: int) -> tuple[int, int]:
    """Local hour and minute at which a column of `step` quarter hours begins."""
    minutes = (column * step * (SLOT // timedelta(minutes=1)) + _CUT // timedelta(minutes=1)) % (24 * 60)
    return divmod(minutes, 60)
