"""The stalls of a market street, and who rents which from when to when."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NewType, Protocol

from models.message import LocalText

StallId = NewType("StallId", str)

LONGEST_CODE = 32
"""Signs of a tenant's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """One stall. space: the street (an id); at: left and top on the street's own plan, in percent of its size."""

    id: StallId
    name: LocalText
    space: str
    trade: LocalText
    at: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenancy:
    """A stall is let to somebody, known here by a code only. last: the last day; None = without end.

    rent_fen: of a whole month; None = nothing was agreed. rent_set_by: "" = when nobody asked for a second person;
    rent_agreed_by: who else agreed to it, "" = nobody yet. Raises ValueError where it ends before it begins, for a rent below
    0, and where one person set it and agreed.
    """

    id: str
    stall: StallId
    tenant: str
    first: date
    last: date | None = None
    rent_fen: int | None = None
    rent_set_by: str = ""
    rent_agreed_by: str = ""

    def __post_init__(self) -> None:
        if self.rent_fen is not None and self.rent_fen < 0:
            raise ValueError(f"tenancy of stall '{self.stall}' has a rent of {self.rent_fen} fen, below 0")
        if self.rent_agreed_by and self.rent_agreed_by == self.rent_set_by:
            raise ValueError(
                f"'{self.rent_set_by}' set the rent of stall '{self.stall}' and may not agree too"
            )
        if self.last is not None and self.last < self.first:
            raise ValueError(f"tenancy of stall '{self.stall}' ends on {self.last}, before {self.first}")

    @property
    def rent_waits(self) -> bool:
        """Whether another person still has to agree to the rent: until then none is owed."""
        return bool(self.rent_fen and self.rent_set_by and not self.rent_agreed_by)

    @property
    def owed_fen(self) -> int:
        """Of a whole month, once it is agreed."""
        return 0 if self.rent_waits else self.rent_fen or 0

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "Tenancy") -> bool:
        """Whether both want the same stall on the same day."""
        if self.stall != other.stall:
            return False
        return (other.last is None or self.first <= other.last) and (
            self.last is None or other.first <= self.last
        )


class TakenError(Exception):
    """The stall is let to somebody else on one of the days. other: that tenancy."""

    def __init__(self, other: Tenancy) -> None:
        super().__init__(f"stall '{other.stall}' is let from {other.first} to {other.last}")
        self.other = other


class Tenancies(Protocol):
    """The tenancies of one centre's stalls."""

    def put(self, tenancy: Tenancy) -> None:
        """Insert or replace by id, in one transaction. Raises TakenError where another tenancy meets it."""
        ...

    def within(self, first: date, last: date) -> Sequence[Tenancy]:
        """Those in force on any day from first to last, both included, by stall and then first day."""
        ...

    def remove(self, tenancy: str) -> bool:
        """Whether there was one."""
        ...


def let_days(
    stalls: Collection[StallId], tenancies: Iterable[Tenancy], days: Iterable[date]
) -> list[tuple[int, int]]:
    """For each day how many stalls there are, and how many of them are let."""
    kept = [tenancy for tenancy in tenancies if tenancy.stall in stalls]
    return [(len(stalls), len({one.stall for one in kept if one.on(day)})) for day in days]
