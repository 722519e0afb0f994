"""The part of a centre file that is about trade: a canteen's meals, a market's periods, the stalls of a street."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from itertools import combinations
from typing import Annotated, Protocol

from pydantic import Field

from config.centre_field import Clock, Days, Key, Table, Text, named
from models.calendar import DayType
from models.centre import SpaceKind
from models.event import Meal
from models.metric.trade import DAY_PARTS
from models.stall import Stall, StallId
from models.trading_hours import TradingHours


class _HoursRow(Table):
    key: str
    name: Text
    days: Days = frozenset(DayType)
    start: Clock
    end: Clock


class MealRow(_HoursRow):
    """[[space.KEY.meal]]: a service; key: as its tills name it."""

    key: Meal


class PeriodRow(_HoursRow):
    """[[space.KEY.period]]: a part of a market's day."""

    key: Key


_Percent = Annotated[float, Field(ge=0, le=100)]


class StallRow(Table):
    """[stall.KEY]; at: left and top on the street's own plan, in percent."""

    space: str
    name: Text
    trade: Text
    at: tuple[_Percent, _Percent]


class _Trading(Protocol):
    @property
    def kind(self) -> SpaceKind: ...

    @property
    def meal(self) -> tuple[MealRow, ...]: ...

    @property
    def period(self) -> tuple[PeriodRow, ...]: ...


def meals(rows: Sequence[MealRow]) -> tuple[TradingHours, ...]:
    return tuple(_hours(row.key, row) for row in rows)


def periods(kind: SpaceKind, rows: Sequence[PeriodRow]) -> tuple[TradingHours, ...]:
    """A market whose file names none has the morning and the night of DAY_PARTS."""
    if kind is SpaceKind.MARKET and not rows:
        return DAY_PARTS
    return tuple(_hours(row.key, row) for row in rows)


def stalls(rows: Mapping[str, StallRow]) -> dict[StallId, Stall]:
    return {
        StallId(key): Stall(
            id=StallId(key), name=named(row.name), space=row.space, trade=named(row.trade), at=row.at
        )
        for key, row in rows.items()
    }


def trading_faults(spaces: Mapping[str, _Trading], rows: Mapping[str, StallRow]) -> Iterable[str]:
    """What does not fit together, each with its path and its value."""
    for key, space in spaces.items():
        parts = (("meal", space.meal, SpaceKind.CANTEEN), ("period", space.period, SpaceKind.MARKET))
        for name, hours, kind in parts:
            if hours and space.kind is not kind:
                yield f"space.{key}.{name} is for a space of kind '{kind}', and this one is '{space.kind}'"
            yield from _order_faults(f"space.{key}.{name}", hours)
    for key, stall in rows.items():
        street = spaces.get(stall.space)
        if street is None:
            yield f"stall.{key}.space '{stall.space}' is not a space of this centre"
        elif street.kind is not SpaceKind.MARKET:
            yield f"stall.{key}.space '{stall.space}' is of kind '{street.kind}' and no market"


def _order_faults(path: str, rows: Sequence[MealRow] | Sequence[PeriodRow]) -> Iterable[str]:
    for n, row in enumerate(rows):
        if _end(row) <= row.start:
            yield f"{path}.{n}.end {row.end:%H:%M} is not after its start {row.start:%H:%M}"
    for (n, one), (m, other) in combinations(enumerate(rows), 2):
        if one.days & other.days:
            if one.key == other.key:
                yield f"{path}.{m}.key '{other.key}' is already that of {path}.{n} on the same days"
            elif one.start < _end(other) and other.start < _end(one):
                yield f"{path}.{m} '{other.key}' begins before {path}.{n} '{one.key}' has ended"


def _end(row: _HoursRow) -> time:
    """24:00 is the day's last instant."""
    return time.max if row.end == time(0) else row.end


def _hours(key: str, row: _HoursRow) -> TradingHours:
    return TradingHours(key=key, name=named(row.name), days=row.days, start=row.start, end=row.end)
