"""What a figure of the product is: one row of the registry."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from models.metric.coverage import Offered
from models.metric.sums import Sums


class Unit(StrEnum):
    """In what a figure is told; its sign is `metric.unit.<unit>`."""

    SHARE = "share"  # 0..1, shown as per cent
    HOURS = "hours"
    MINUTES = "minutes"
    PERSON_HOURS = "person_hours"
    SEAT_HOURS = "seat_hours"
    PEOPLE = "people"  # persons at a time
    VISITS = "visits"  # the same person twice counts twice; never added to people
    BOOKINGS = "bookings"
    MEALS = "meals"
    PER_HOUR = "per_hour"
    PER_QUARTER = "per_quarter"
    TURNS = "turns"
    FEN = "fen"
    FEN_PER_SEAT_HOUR = "fen_per_seat_hour"
    FEN_PER_HOUR = "fen_per_hour"
    FEN_PER_PERSON_HOUR = "fen_per_person_hour"
    FEN_PER_VISIT = "fen_per_visit"


MONEY = frozenset(unit for unit in Unit if unit.value.startswith(Unit.FEN.value))
"""Units that count fen."""


class Total(StrEnum):
    """How the figure of several spaces, or of several periods, comes about."""

    RATIO = "ratio"  # of the added sums, never a mean of rates
    SUM = "sum"
    MAX = "max"
    NONE = "none"  # of one space only: of several it means nothing


class Area(StrEnum):
    """The part of the table of figures; its heading is `metric.area.<area>`."""

    USE = "use"
    BOOKING = "booking"
    DOORS = "doors"
    CANTEEN = "canteen"
    MARKET = "market"
    MONEY = "money"


Formula = Callable[[Sums], float | None]


def whole_use(sums: Sums) -> Offered:
    """What most figures are made of: all spaces, all of their open time."""
    return sums.use


@dataclass(frozen=True, slots=True)
class Vector:
    """A test vector: sums and what a formula makes of them, a published figure where there is one."""

    sums: Sums
    value: float


@dataclass(frozen=True, slots=True)
class Metric:
    """A row of METRICS. Its name, its sentence and its formula in words are `metric.<key>`, `metric.<key>.means` and
    `metric.<key>.formula` of the catalogue.

    gated: coverage decides whether it may be shown, and `of` says the coverage of what: of the part of the sums that the
    formula takes, for not every space has a counter, a street or seats. version: raised when the same sums give another
    value.
    """

    key: str
    unit: Unit
    total: Total
    formula: Formula
    vector: Vector
    gated: bool = True
    of: Callable[[Sums], Offered] = whole_use
    version: int = 1

    def value(self, sums: Sums) -> float | None:
        """The bare figure; None = no data, or a figure that several spaces do not have together."""
        return None if self.of_several(sums) else self.formula(sums)

    def of_several(self, sums: Sums) -> bool:
        """Whether these are sums of several spaces and the figure is one that only a single space has."""
        return self.total is Total.NONE and len(sums.spaces) > 1
