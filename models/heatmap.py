"""Hour by weekday, by the kind of day it was: a make-up Saturday is worked, a statutory Monday is a holiday."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from models.calendar import Calendar, DayType
from models.metric.metric import Metric
from models.use_figures import known
from models.use_grid import SLOTS, Numbers, UseGrid, folded, slot_start, use
from models.utilisation import Utilisation

HOUR = 4
"""Quarter hours of a column that is an hour wide."""


class DayKind(StrEnum):
    """What people do with a day: all that a heatmap tells apart."""

    WORK = "work"
    REST = "rest"
    HOLIDAY = "holiday"


KINDS: Mapping[DayType, DayKind] = {
    DayType.WORKDAY: DayKind.WORK,
    DayType.MAKEUP: DayKind.WORK,
    DayType.REST: DayKind.REST,
    DayType.STATUTORY: DayKind.HOLIDAY,
}


@dataclass(frozen=True, slots=True)
class Row:
    """The days of one kind, of one weekday (0 = Monday) or all of the kind (None)."""

    kind: DayKind
    weekday: int | None = None

    def holds(self, day: date, calendar: Calendar) -> bool:
        kind = KINDS[calendar.day_type(day)]
        return kind is self.kind and self.weekday in (None, day.weekday())


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Sums by row and column. days: how many days each row has; sums: shape (rows, 96 / step, fields of Utilisation)."""

    rows: tuple[Row, ...]
    days: tuple[int, ...]
    step: int
    sums: Numbers

    def cell(self, row: int, column: int) -> Utilisation:
        return use(self.sums[row, column])

    def open_columns(self) -> range:
        """From the first to the last column in which anything was open."""
        is_open = np.flatnonzero(self._open().any(axis=0))
        return range(int(is_open[0]), int(is_open[-1]) + 1) if len(is_open) else range(0)

    def spots(self) -> Iterator["Spot"]:
        """Every open cell of the rows that hold a whole kind of day."""
        opened = self._open()
        for n, row in enumerate(self.rows):
            if row.weekday is None:
                for column in np.flatnonzero(opened[n]):
                    hour, minute = slot_start(int(column), self.step)
                    yield Spot(row.kind, int(column), hour, minute, self.cell(n, int(column)))

    def _open(self) -> Numbers:
        return self.sums[..., _OPEN]


_OPEN = 0
"""Utilisation's first field: open hours."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An hour of one kind of day: when the most or the fewest come."""

    kind: DayKind
    column: int
    hour: int
    minute: int
    use: Utilisation


def heatmap(
    grid: UseGrid, calendar: Calendar, kinds: Collection[DayKind] = tuple(DayKind), step: int = HOUR
) -> Heatmap:
    """The grid's days of these kinds by row; each kind has a row of all its days above those of its weekdays."""
    days = grid.days
    rows = heat_rows(days, calendar, kinds)
    columns = SLOTS // step
    sums = np.zeros((len(rows), columns, grid.sums.shape[2]))
    counts = []
    for n, row in enumerate(rows):
        held = [place for place, day in enumerate(days) if row.holds(day, calendar)]
        counts.append(len(held))
        sums[n] = folded(folded(grid.sums[held], 0).reshape(columns, step, -1), 1)
    return Heatmap(tuple(rows), tuple(counts), step, sums)


def heat_rows(days: Sequence[date], calendar: Calendar, kinds: Collection[DayKind]) -> list[Row]:
    """The rows that a picture of these days has: each kind above its weekdays."""
    found = Counter(Row(KINDS[calendar.day_type(day)], day.weekday()) for day in days)
    rows: list[Row] = []
    for kind in DayKind:
        weekdays = sorted(row.weekday or 0 for row in found if row.kind is kind and row.kind in kinds)
        if weekdays:
            # Holidays are few, and their weekday is chance: they stand together.
            single = [] if kind is DayKind.HOLIDAY else [Row(kind, weekday) for weekday in weekdays]
            rows += [Row(kind), *single]
    return rows


def ranked(spots: Iterable[Spot], metric: Metric) -> list[Spot]:
    """Spots of which enough is known to say anything, the fullest first."""
    told = [(value, spot) for spot in spots if (value := known(metric, spot.use)) is not None]
    return [spot for _, spot in sorted(told, key=lambda one: -one[0])]
