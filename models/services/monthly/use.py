"""The use of every space in a month, and of the house in the periods that it is held against."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import fsum

from models.calendar import Calendar, DayType
from models.centre import SpaceId
from models.day_fact import DayFact
from models.metric.period import AGAINST, Against, Period
from models.metric.sums import Sums
from models.ports import Ports
from models.report.inputs.use import HeldAgainst, SpaceUse, UseInputs
from models.services.earnings import elsewhere
from models.services.metrics import MetricTable, metric_table


def use_inputs(ports: Ports, table: MetricTable) -> UseInputs:
    """Of the table of a month. Raises StoreError."""
    period = table.period
    days = kept_days(ports, period)
    return UseInputs(
        spaces=tuple(_space(ports, space, table, days or ()) for space in table.cells),
        house=_house(ports, table),
        held_against=tuple(_held(ports, *one) for one in _periods(period)),
        kept_person_hours=None if days is None else fsum(one.person_min for one in days) / 60,
    )


def kept_days(ports: Ports, period: Period) -> Sequence[DayFact] | None:
    """The sums of business days; None = nobody keeps them."""
    if ports.days is None:
        return None
    return ports.days.within(list(ports.centre.spaces), period.first, period.last)


def day_types(calendar: Calendar, period: Period) -> Mapping[DayType, int]:
    """How many days of each type a period has."""
    return Counter(calendar.day_type(day) for day in period.days())


def _space(ports: Ports, key: SpaceId, table: MetricTable, days: Sequence[DayFact]) -> SpaceUse:
    space = ports.centre.spaces[key]
    return SpaceUse(
        space=key,
        name=space.name,
        kind=space.kind,
        area_m2=space.area_m2,
        capacity=space.limit(table.period.last),
        sums=lean(table.row(key)),
        peak_at=_peak_at(one for one in days if one.space == key),
    )


def _peak_at(days: Iterable[DayFact]) -> datetime | None:
    """When the most were there; of several times the first."""
    told = ((-one.peak, one.peak_at) for one in days if one.peak_at is not None)
    return min(told, default=(0.0, None))[1]


def _house(ports: Ports, table: MetricTable) -> Sums:
    return lean(table.total() + elsewhere(ports, table.period))


def lean(sums: Sums) -> Sums:
    """Without the means of single quarter hours: thousands of numbers that no sheet tells."""
    return replace(sums, crowding=replace(sums.crowding, quarter_means=()))


def _periods(period: Period) -> list[tuple[Against, Period]]:
    """The festival's year only where it is not simply the same dates."""
    found = [(one, AGAINST[one](period)) for one in Against]
    same = AGAINST[Against.LAST_YEAR](period)
    return [(one, other) for one, other in found if one is not Against.FESTIVAL or other != same]


def _held(ports: Ports, against: Against, period: Period) -> HeldAgainst:
    return HeldAgainst(
        against=against,
        first=period.first,
        last=period.last,
        days=day_types(ports.calendar, period),
        house=_house(ports, metric_table(ports, period)),
    )
