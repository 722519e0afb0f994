"""Slot facts of some spaces as sums by business day and quarter hour: what heatmaps, day strips and totals are cut from."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from models.calendar import BUSINESS_DAY_CUT, SLOT
from models.slot_grid import SlotGrid
from models.utilisation import Utilisation

Numbers = NDArray[np.float64]

SLOTS = 96
"""Quarter hours of a business day; the first begins at BUSINESS_DAY_CUT."""

_CUT = timedelta(hours=BUSINESS_DAY_CUT.hour, minutes=BUSINESS_DAY_CUT.minute)
_HOURS, _SEATS, _MOST = "_hours", "seat_", "peak_"

FIELDS = tuple(field.name for field in fields(Utilisation))
"""The last axis of every grid."""

_OF_SEATS = tuple(name for name in FIELDS if name.startswith(_SEATS))
_SOURCE = tuple(name.removeprefix(_SEATS).removeprefix(_MOST).replace(_HOURS, "_min") for name in FIELDS)
"""Field of Utilisation -> the field of SlotFact that it adds up: open_hours and seat_open_hours <- open_min."""

_LARGEST = tuple(n for n, name in enumerate(FIELDS) if name == "peak" or name.startswith(_MOST))
_COUNTS = frozenset(field.name for field in fields(Utilisation) if field.type is int)


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
        return UseGrid(self.first, folded(np.stack([self.sums, other.sums]), 0))

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


def use_grid(slots: SlotGrid, first: date, last: date, zone: tzinfo) -> UseGrid:
    """The grid of one space's business days from first to last; slots outside of them are passed over."""
    starts, columns = slots.starts, slots.columns
    days = (last - first).days + 1
    edges = np.array([_start(first + timedelta(days=n), zone) for n in range(days + 1)])
    day = np.searchsorted(edges, starts, side="right") - 1
    inside = (day >= 0) & (day < days)
    place = (starts[inside] - edges[day[inside]]) // SLOT.total_seconds()
    sums = np.zeros((days, SLOTS, len(FIELDS)))
    for n, (name, source) in enumerate(zip(FIELDS, _SOURCE, strict=True)):
        weight = columns["capacity"][inside] if name in _OF_SEATS else 1.0
        hours = 60 if name.endswith(_HOURS) else 1
        sums[day[inside], place.astype(np.intp), n] = columns[source][inside] * weight / hours
    return UseGrid(first, sums)


def _start(day: date, zone: tzinfo) -> float:
    return datetime.combine(day, BUSINESS_DAY_CUT, tzinfo=zone).timestamp()


def folded(sums: Numbers, axis: int) -> Numbers:
    """Sums along an axis that is not the last; of peaks the highest."""
    total = np.asarray(sums.sum(axis=axis), dtype=np.float64)
    for n in _LARGEST:
        total[..., n] = sums[..., n].max(axis=axis, initial=0.0)
    return total


def use(values: Numbers) -> Utilisation:
    """A row of sums (shape (fields,)) as hours, ready to be added and divided. Counts are whole."""
    named = dict(zip(FIELDS, values.tolist(), strict=True))
    return Utilisation(**{name: round(value) if name in _COUNTS else value for name, value in named.items()})


def slot_start(column: int, step: int) -> tuple[int, int]:
    """Local hour and minute at which a column of `step` quarter hours begins."""
    minutes = (column * step * (SLOT // timedelta(minutes=1)) + _CUT // timedelta(minutes=1)) % (24 * 60)
    return divmod(minutes, 60)
