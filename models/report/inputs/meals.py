"""What is read for the canteens: each service by kind of day, the whole days, and the subsidised meals by age band."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.calendar import DayType
from models.message import LocalText
from models.metric.sums import Sums
from models.money.meal_claim import BandSum


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceMonth:
    """A service of a canteen. by: kinds of day on which it was served; total: of all of them."""

    key: str
    name: LocalText
    by: Mapping[DayType, Sums]
    total: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class CanteenMonth:
    """A canteen. days: whole business days by kind, what was sold or sent out between services among them."""

    space: str
    name: LocalText
    services: tuple[ServiceMonth, ...]
    days: Mapping[DayType, Sums]
    total: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class MealInputs:
    """bands: age band -> its subsidised meals, as the claim of the month has them; None = no books, so nobody knows.

    weeks: of the claim, Monday -> band -> meals: the list that goes to the office with it.
    """

    canteens: tuple[CanteenMonth, ...] = ()
    bands: Mapping[str, BandSum] | None = None
    weeks: Mapping[date, Mapping[str, int]] | None = None
