"""The facts of one centre and the months of a thousand, and what pages ask of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import numpy as np
from sqlalchemy import Table, insert

from ingest.bench.query.points import FIRST, MONTH, SPACES, START, YEAR, people
from models.calendar import CHINA, SLOT, Calendar, DayType
from models.centre import (
    Capacity,
    Centre,
    CentreId,
    OpeningRule,
    Rectangle,
    Sensor,
    SensorId,
    SensorRole,
    Space,
    SpaceId,
    SpaceKind,
)
from models.day_fact import DayFact
from models.db import Database
from models.db.connection import Connections
from models.db.tables import MonthFactRow
from models.event import Event, EventKind, Word
from models.live import COMFORT
from models.metric import METRICS
from models.metric.period import Period
from models.metric.shown import Shown
from models.metric.sums import Sums
from models.ports import UNASKED, Ports
from models.reading import Quality
from models.services.metrics import figures, metric_table
from models.slot import Numbers, SlotFact
from models.utilisation import Utilisation

CENTRES = 1_000
CENTRE = "bench"
CAPACITY = 45
TILL = SensorId("till")
SLIPS = 147
"""A day: 4,557 in the month."""
UTILISATION = METRICS["utilisation"]
OPEN_SLOTS = range(16, 72)
"""From 08:00 to 22:00, counted from the cut of the business day."""

_MONTH: Table = MonthFactRow.__table__  # type: ignore[assignment]
_ZONE_S = 8 * 3600


def filled(database: Database, centres: int = CENTRES, year: int = YEAR) -> None:
    """A year of one space and a month of nine others as slots, a month of slips, twelve months of a thousand centres as
    sums."""
    database.migrate()
    for space in range(SPACES):
        for first in range(0, year if space == 0 else MONTH, MONTH):
            days = range(first, min(first + MONTH, year))
            facts = [_slot(space, day, slot) for day in days for slot in OPEN_SLOTS]
            database.slots(CENTRE).put(facts)
    _fill_slips(database)
    _fill_months(database.connections, centres)


def _fill_slips(database: Database) -> None:
    """A canteen of 147 slips a day."""
    events = database.events(CENTRE)
    for day in range(MONTH):
        noon = START + timedelta(days=day, hours=7)
        events.put([_slip(noon + timedelta(minutes=n)) for n in range(SLIPS)])


def _slip(at: datetime) -> Event:
    values: dict[str, Word] = {"meal": "lunch", "total_fen": 1_500, "subsidy_fen": 150, "covers": 1}
    return Event(sensor=TILL, kind=EventKind.SALE, id=at.isoformat(), at=at, values=values)


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
        capacity=CAPACITY,
        booked_min=booked,
        booked_seat_min=booked * 12,
        booked_used_min=min(booked, used),
        ghost_min=booked if not here else 0.0,
        walkin_min=used if not booked else 0.0,
        overflow_min=15.0 if here > COMFORT * CAPACITY else 0.0,
        over_limit_min=15.0 if here > CAPACITY else 0.0,
        quality=Quality.GOOD,
    )


def _fill_months(connections: Connections, centres: int) -> None:
    """Ten spaces of each centre; the numbers matter to nobody, only how many they are and that they differ."""
    number = {column.name for column in _MONTH.c} - {"month", "centre", "space"}
    rows: list[dict[str, Any]] = [
        dict.fromkeys(number, 0)
        | {"month": date(2025, month, 1), "centre": f"c{centre:04}", "space": f"s{space}", "slots": 1_700}
        | {"seat_open_min": 1e6, "seat_measured_min": 9e5, "person_min": float(centre * 331 % 7_919)}
        for month in range(1, 13)
        for centre in range(centres)
        for space in range(SPACES)
    ]
    with connections.writing() as connection:
        connection.execute(insert(_MONTH), rows)


def heatmap(database: Database) -> list[Numbers]:
    """A year of one space by weekday and hour: people and booked minutes beside the measured ones."""
    grid = database.slots(CENTRE).grid(SpaceId("s0"), FIRST, FIRST + timedelta(days=YEAR - 1))
    local = grid.starts + _ZONE_S
    cell = ((local // 86_400 + 3) % 7 * 24 + local % 86_400 // 3600).astype(np.intp)
    names = ("open_min", "measured_min", "person_min", "used_min", "booked_min", "ghost_min", "walkin_min")
    sums = {name: grid.summed(name, cell, 7 * 24) for name in names}
    with np.errstate(invalid="ignore"):
        return [sums[name] / sums["measured_min"] for name in names]


def month(database: Database) -> list[list[Shown]]:
    """The full table of figures of a month, for ten spaces and the house."""
    table = metric_table(_ports(database), Period(FIRST, FIRST + timedelta(days=MONTH - 1)))
    return [*(figures(table.row(space)) for space in table.cells), figures(table.total())]


def four(database: Database) -> Mapping[SpaceId, tuple[float, float, float, float]]:
    """Of each space's month what raw points can tell: mean of people, share of time in use, most people, share overfull."""
    spaces = [SpaceId(f"s{n}") for n in range(SPACES)]
    last = FIRST + timedelta(days=MONTH - 1)
    days = sorted(database.days(CENTRE).within(spaces, FIRST, last), key=lambda one: one.space)
    return {space: _four([*own]) for space, own in groupby(days, key=lambda one: one.space)}


def _four(days: Sequence[DayFact]) -> tuple[float, float, float, float]:
    measured = sum(one.measured_min for one in days)
    people, used, overfull = (
        sum(getattr(one, name) for one in days) / measured
        for name in ("person_min", "used_min", "overflow_min")
    )
    return people, used, max(one.peak for one in days), overfull


def portfolio(database: Database) -> Sequence[str]:
    """A thousand centres ranked by how full their seats were over twelve months, by the registry's formula."""
    names = ("person_min", "seat_measured_min", "seat_open_min")
    found = database.months().within(FIRST, FIRST.replace(month=12), names)
    hours = zip(*(found.total(name) / 60 for name in names), strict=True)
    sums = [
        Sums(use=Utilisation(person_hours=people, seat_measured_hours=measured, seat_open_hours=offered))
        for people, measured, offered in hours
    ]
    rates = [UTILISATION.value(one) or 0.0 for one in sums]
    return [found.centres[n] for n in sorted(range(len(rates)), key=lambda n: -rates[n])]


def _ports(database: Database) -> Ports:
    """All that the table asks of a centre of ten halls, as the pages do."""
    opening = OpeningRule(days=frozenset(DayType), start=time(8), end=time(22))
    limit = Capacity(persons=CAPACITY, basis="fire", valid_from=FIRST.replace(year=2024))
    halls = [
        Space(
            id=SpaceId(f"s{n}"),
            name={},
            kind=SpaceKind.GYM,
            zone="green",
            area_m2=100.0,
            capacities=(limit,),
            opening=(opening,),
            plan=Rectangle(left=0, top=0, width=1, height=1),
        )
        for n in range(SPACES)
    ]
    centre = Centre(
        id=CentreId(CENTRE),
        name={},
        timezone=CHINA.key,
        spaces={hall.id: hall for hall in halls},
        sensors={TILL: _till()},
    )
    now = START + timedelta(days=YEAR)
    return database.ports(centre, Calendar({}), lambda: now, store=UNASKED, aggregates=UNASKED, live=UNASKED)


def _till() -> Sensor:
    return Sensor(
        id=TILL,
        space=SpaceId("s1"),
        role=SensorRole.TILL,
        topic="till",
        envelope="native",
        profile="linli-till",
        interval_s=3_600,
    )


QUESTIONS: Mapping[str, Callable[[Database], object]] = {
    "heatmap of a year": heatmap,
    "month of a centre": month,
    "four figures of it": four,
    "portfolio": portfolio,
}
