"""The property service: houses it keeps, service lines, what a unit of each costs and what residents pay for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.message import LocalText
from models.money.assent import Assent

MOST_UNIT_FEN = 10_000_000
"""A hundred thousand yuan for one unit is a mistake."""

MOST_FLATS, MOST_M2 = 10_000, 10_000_000


class ServiceUnit(StrEnum):
    """What a service is counted in; each is `property.unit.<unit>` of the catalogue. A begun hour is a whole one."""

    CALL = "call"
    HOUR = "hour"
    M2_MONTH = "m2_month"
    FLAT_MONTH = "flat_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A house or a courtyard. id: its code; area_m2: what a line by area is charged for."""

    id: str
    name: LocalText
    flats: int
    area_m2: int
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One of the centre's own services. guaranteed: part of the basic guarantee, which every house has."""

    key: str
    name: LocalText
    unit: ServiceUnit
    guaranteed: bool = False
    retired: bool = False

    @property
    def standing(self) -> bool:
        """Whether it is charged every month for what a house is, and never ordered."""
        return self.unit in STANDING


STANDING: Mapping[ServiceUnit, Callable[[Building], int]] = {
    ServiceUnit.M2_MONTH: lambda house: house.area_m2,
    ServiceUnit.FLAT_MONTH: lambda house: house.flats,
}
"""Unit -> how many of it a house has in a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What a unit of a line costs the centre and what is asked for it, from a day on until the next version. It never changes
    once it was approved."""

    id: str
    line: str
    valid_from: date
    cost_fen: int
    fee_fen: int
    assent: Assent


def tariff_on(tariffs: Iterable[Tariff], line: str, day: date) -> Tariff | None:
    """The version in force; None = none was approved for that day."""
    in_force = (one for one in tariffs if one.line == line and one.assent.agreed and one.valid_from <= day)
    return max(in_force, key=lambda one: one.valid_from, default=None)
