"""When does a space, or the house, earn what it costs? Income and costs by hour and kind of day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.centre import SpaceId
from models.heatmap import HOUR, DayKind, Row, heat_rows
from models.metric.earned import Margin, hour_margin
from models.metric.period import Period
from models.money.slot_money import Fen, amounts_of
from models.ports import Ports
from models.services.slot_money import SlotDay, slot_money
from models.use_grid import SLOTS

COLUMNS = SLOTS // HOUR


@dataclass(frozen=True, slots=True)
class MarginHeat:
    """By row and hour of the business day. days: how many of each row are known; cells: None where nothing was open and
    nothing earned or spent; shape (rows, COLUMNS)."""

    rows: tuple[Row, ...]
    days: tuple[int, ...]
    cells: tuple[tuple[Margin | None, ...], ...]

    def columns(self) -> range:
        """From the first to the last hour of which there is anything."""
        known = [n for n in range(COLUMNS) if any(row[n] is not None for row in self.cells)]
        return range(known[0], known[-1] + 1) if known else range(0)


def margin_heat(
    ports: Ports,
    period: Period,
    spaces: Sequence[SpaceId],
    kinds: Collection[DayKind] = tuple(DayKind),
) -> MarginHeat:
    """Of days of months in which income and costs are both known. Raises StoreError."""
    found = [one for one in slot_money(ports, period, spaces) if one.known]
    days = sorted({one.day for one in found})
    rows = heat_rows(days, ports.calendar, kinds)
    held = [[day for day in days if row.holds(day, ports.calendar)] for row in rows]
    by_day = _by_day(found)
    cells = tuple(_cells([by_day[day] for day in some]) for some in held)
    return MarginHeat(tuple(rows), tuple(map(len, held)), cells)


_Hours = tuple[Fen, NDArray[np.int64]]
"""Fen by hour and field of Amounts, and open minutes by hour."""


def _by_day(found: Sequence[SlotDay]) -> dict[date, _Hours]:
    """All spaces of a day together, by hour."""
    days: dict[date, _Hours] = {}
    for one in found:
        fen = one.fen.reshape(COLUMNS, HOUR, -1).sum(axis=1)
        minutes = np.array(one.open_min).reshape(COLUMNS, HOUR).sum(axis=1)
        before = days.get(one.day)
        days[one.day] = (fen, minutes) if before is None else (before[0] + fen, before[1] + minutes)
    return days


def _cells(days: Sequence[_Hours]) -> tuple[Margin | None, ...]:
    if not days:
        return (None,) * COLUMNS
    fen = np.sum([day[0] for day in days], axis=0)
    minutes = np.sum([day[1] for day in days], axis=0).tolist()
    return tuple(
        hour_margin(amounts_of(fen[n]), minutes[n] / 60) if minutes[n] or fen[n].any() else None
        for n in range(COLUMNS)
    )
