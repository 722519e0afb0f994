"""How was a space, or the whole house, used over some days? The sums of a period, and what they are held against."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.calendar import SLOT, Calendar, business_date
from models.centre import SpaceId
from models.evidence import DOORS
from models.heatmap import KINDS, DayKind, Heatmap, Row, heatmap
from models.metric.period import Period
from models.ports import Ports
from models.services.known_sensors import known_sensors
from models.use_grid import UseGrid, use_grid
from models.utilisation import Utilisation


@dataclass(frozen=True, slots=True)
class PeriodUse:
    """A period's use, of days of some kinds only. spaces: what each space adds up to.

    days: the business days that have anything open, with their sums.
    """

    period: Period
    heat: Heatmap
    total: Utilisation
    spaces: Mapping[SpaceId, Utilisation]
    days: Mapping[date, Utilisation]


@dataclass(frozen=True, slots=True)
class DayUse:
    """A business day and what some of its hours add up to."""

    day: date
    use: Utilisation


def kept_days(ports: Ports) -> Period | None:
    """The business days of which there is anything at all."""
    span = ports.slots.span()
    if span is None:
        return None
    zone = ports.centre.zone_info
    return Period(business_date(span.start, zone), business_date(span.end - SLOT, zone))


def period_use(
    ports: Ports, period: Period, spaces: Collection[SpaceId], kinds: Collection[DayKind] = tuple(DayKind)
) -> PeriodUse:
    """One space after the other, so that a year of a large house never stands in memory at once."""
    wanted = [n for n in range(period.length.days) if _kind(ports.calendar, period, n) in kinds]
    house: UseGrid | None = None
    totals: dict[SpaceId, Utilisation] = {}
    for space in spaces:
        grid = _grid(ports, space, period)
        totals[space] = grid.total(wanted)
        house = grid if house is None else house + grid
    if house is None:
        raise ValueError("no space was named")
    by_day = house.by_day()
    return PeriodUse(
        period=period,
        heat=heatmap(house, ports.calendar, kinds),
        total=house.total(wanted),
        spaces=totals,
        days={house.days[n]: by_day[n] for n in wanted if by_day[n].open_hours > 0},
    )


def has_counter(ports: Ports, spaces: Collection[SpaceId]) -> bool:
    """Whether any door of these spaces counts who comes."""
    return any(one.role in DOORS and one.space in spaces for one in known_sensors(ports).values())


def row_days(
    ports: Ports, period: Period, spaces: Collection[SpaceId], row: Row, hour: int | None
) -> list[DayUse]:
    """The days behind a row of the heatmap, newest first: the whole of each, or the hour that begins at `hour`."""
    found: list[DayUse] = []
    house = _house(ports, period, spaces)
    for n, day in enumerate(house.days):
        if row.holds(day, ports.calendar):
            use = house.hour(n, hour)
            found += [DayUse(day, use)] if use.open_hours > 0 else []
    return found[::-1]


def house_day(ports: Ports, day: date, spaces: Collection[SpaceId]) -> Mapping[SpaceId, Heatmap]:
    """One business day of some spaces, by hour."""
    one = Period(day, day)
    return {space: heatmap(_grid(ports, space, one), ports.calendar) for space in spaces}


def space_day(ports: Ports, space: SpaceId, day: date) -> Heatmap:
    """One day of a space by quarter hour."""
    return heatmap(_grid(ports, space, Period(day, day)), ports.calendar, step=1)


def _house(ports: Ports, period: Period, spaces: Collection[SpaceId]) -> UseGrid:
    first, *others = (_grid(ports, space, period) for space in spaces)
    return sum(others, first)


def _grid(ports: Ports, space: SpaceId, period: Period) -> UseGrid:
    slots = ports.slots.grid(space, period.first, period.last)
    return use_grid(slots, period.first, period.last, ports.centre.zone_info)


def _kind(calendar: Calendar, period: Period, number: int) -> DayKind:
    return KINDS[calendar.day_type(period.first + timedelta(days=number))]
