"""The facts of one centre and the months of a thousand, and what pages ask of them."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Table, insert

from ingest.bench.query.points import FIRST, MONTH, SPACES, START, YEAR, people
from models.calendar import SLOT
from models.centre import SpaceId
from models.db import Database
from models.db.connection import Connections
from models.db.tables import MonthFactRow
from models.reading import Quality
from models.slot import SlotFact
from models.utilisation import of_day, utilisation

CENTRES = 1_000
CENTRE = "bench"
OPEN_SLOTS = range(16, 72)
"""From 08:00 to 22:00, counted from the cut of the business day."""

_MONTH: Table = MonthFactRow.__table__  # type: ignore[assignment]
_ZONE_S = 8 * 3600


def filled(database: Database) -> None:
    """A year of one space and a month of nine others as slots, twelve months of a thousand centres as sums."""
    database.migrate()
    for space in range(SPACES):
        for first in range(0, YEAR if space == 0 else MONTH, MONTH):
            days = range(first, min(first + MONTH, YEAR))
            facts = [_slot(space, day, slot) for day in days for slot in OPEN_SLOTS]
            database.slots(CENTRE).put(facts)
    _fill_months(database.connections)


def _slot(space: int, day: int, slot: int) -> SlotFact:
    start = START + timedelta(days=day) + slot * SLOT
    here = people(space, int((start - START).total_seconds()))
    booked = 15.0 if slot % 8 < 3 else 0.0
    used = 15.0 if here else 0.0
    return SlotFact(
        space=SpaceId(f"s{space}"),
        start=start,
        open_min=15.0,
        measured_min=15.0,
        person_min=15.0 * here,
        used_min=used,
        entries=here // 2,
        exits=here // 2,
        peak=float(here),
        capacity=45,
        booked_min=booked,
        booked_seat_min=booked * 12,
        booked_used_min=min(booked, used),
        ghost_min=booked if not here else 0.0,
        walkin_min=used if not booked else 0.0,
        overflow_min=15.0 if here > 36 else 0.0,
        over_limit_min=15.0 if here > 45 else 0.0,
        quality=Quality.GOOD,
    )


def _fill_months(connections: Connections) -> None:
    """Ten spaces of each centre; the numbers matter to nobody, only how many they are and that they differ."""
    number = {column.name for column in _MONTH.c} - {"month", "centre", "space"}
    rows: list[dict[str, Any]] = [
        dict.fromkeys(number, 0)
        | {"month": date(2025, month, 1), "centre": f"c{centre:04}", "space": f"s{space}", "slots": 1_700}
        | {"seat_open_min": 1e6, "seat_measured_min": 9e5, "person_min": float(centre * 331 % 7_919)}
        for month in range(1, 13)
        for centre in range(CENTRES)
        for space in range(SPACES)
    ]
    with connections.writing() as connection:
        connection.execute(insert(_MONTH), rows)


def heatmap(database: Database) -> object:
    """A year of one space by weekday and hour: people and booked minutes beside the measured ones."""
    grid = database.slots(CENTRE).grid(SpaceId("s0"), FIRST, FIRST + timedelta(days=YEAR - 1))
    local = grid.starts + _ZONE_S
    cell = ((local // 86_400 + 3) % 7 * 24 + local % 86_400 // 3600).astype(np.intp)
    names = ("open_min", "measured_min", "person_min", "used_min", "booked_min", "ghost_min", "walkin_min")
    sums = {name: grid.summed(name, cell, 7 * 24) for name in names}
    with np.errstate(invalid="ignore"):
        return [sums[name] / sums["measured_min"] for name in names]


def month(database: Database) -> object:
    """Every rate of a month, for ten spaces and the house."""
    spaces = [SpaceId(f"s{n}") for n in range(SPACES)]
    days = database.days(CENTRE).within(spaces, FIRST, FIRST + timedelta(days=MONTH - 1))
    rows = [utilisation(day for day in days if day.space == space) for space in spaces]
    return [*rows, utilisation(days), [of_day(day) for day in days]]


def portfolio(database: Database) -> object:
    """A thousand centres ranked by how full their seats were over twelve months."""
    found = database.months().within(
        FIRST, FIRST.replace(month=12), ("person_min", "seat_measured_min", "seat_open_min")
    )
    rate = found.total("person_min") / found.total("seat_measured_min")
    return [found.centres[n] for n in np.argsort(-rate)]


QUESTIONS: Mapping[str, Callable[[Database], object]] = {
    "heatmap of a year": heatmap,
    "month of a centre": month,
    "portfolio": portfolio,
}
