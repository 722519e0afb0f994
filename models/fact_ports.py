"""What keeping facts needs from outside: the book in which business days are worked out, and the sums of days."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from models.balance import Balance, Crossings
from models.calendar import Window
from models.centre import SpaceId
from models.day_account import DayAccount
from models.day_fact import DayFact
from models.metric.peak import PeakList
from models.occupancy import Occupancy
from models.slot import Numbers
from models.terms import Terms


class OvertakenError(Exception):
    """Somebody else worked a day out while its readings were being counted: what was counted may be old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A space-day that is to be worked out again. token: of this asking; whoever asks meanwhile writes another."""

    space: SpaceId
    day: date
    reason: str
    token: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a business day. present: its people, None where nobody kept them; stamp: new with every change;
    measured: whether its slots tell of any measured time."""

    present: Occupancy | None = None
    stamp: int = 0
    measured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What a piece of work came to: space-days worked out, space-days left as they are, and slots that changed."""

    days: int = 0
    left: int = 0
    slots: int = 0

    def __add__(self, other: "Settled") -> "Settled":
        return Settled(
            days=self.days + other.days, left=self.left + other.left, slots=self.slots + other.slots
        )


LESSONS = "corrected balance of an earlier day"
"""The reason to count a day again that was counted by what an earlier one taught before it was corrected."""

WorkOut = Callable[[date, Kept], DayAccount | None]
"""The account of a business day, given what is kept of it; None = leave it as it is."""


class DayBook(Protocol):
    """The people, slots and sums of one centre's business days, always changed together."""

    def settle(
        self,
        space: SpaceId,
        windows: Mapping[date, Window],
        work: WorkOut,
        asked: Collection[Asked] = (),
        taught_until: date | None = None,
    ) -> Settled:
        """Work out business days of one space in one transaction, one after another with whoever does the same.

        Writes only slots that differ, removes those that are no slots any more, sums days and months anew and strikes out
        what was `asked`. windows: the 24 hours of each day. work may raise OvertakenError; then nothing was written.
        taught_until: have the days up to this one worked out again that learn from a day whose balance has changed (LESSONS).
        """
        ...

    def stamp(self, space: SpaceId, day: date) -> int:
        """Of the people that are kept of a day; 0 = none."""
        ...

    def ask(self, days: Collection[tuple[SpaceId, date]], reason: str) -> None:
        """Have business days worked out again; asking twice is the same as once."""
        ...

    def waiting(self, spaces: Collection[SpaceId], limit: int = 100) -> Sequence[Asked]:
        """What was asked longest ago."""
        ...

    def forget(self, asked: Collection[Asked]) -> None:
        """Strike out without work; what was asked anew stays."""
        ...

    def agree(self, space: SpaceId, terms: Terms, until: date, reason: str) -> Sequence[date]:
        """Keep the terms of a space; have the days up to `until` worked out again whose terms are not what they were.

        Which they are. A day whose terms were never kept is none of them.
        """
        ...

    def span(self) -> Window | None:
        """From the first slot to the end of the last one that is kept; None when there is none."""
        ...


class DayFacts(Protocol):
    """The sums of one centre's business days."""

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[DayFact]:
        """Those from first to last, both included, by day and then space; a day on which a space was shut has none."""
        ...

    def versions(self) -> Mapping[int, int]:
        """How many space-days there are of each CALC_VERSION."""
        ...


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Sums of whole houses. centres: in order; months: their first days; columns: by field of DayFact, each of shape
    (centres, months), 0 where a house has no such month."""

    centres: Sequence[str]
    months: Sequence[date]
    columns: Mapping[str, Numbers]

    def total(self, name: str) -> Numbers:
        """A column over all months, shape (centres,)."""
        return np.asarray(self.columns[name].sum(axis=1), dtype=np.float64)


class MonthFacts(Protocol):
    """The sums of months of every centre of the deployment."""

    def within(self, first: date, last: date, names: Sequence[str]) -> Portfolio:
        """Months that begin from first to last, both included; names: the columns that are summed over the spaces."""
        ...


class Balances(Protocol):
    """What the doors of one centre's spaces added up to on past business days."""

    def put(self, balances: Sequence[Balance]) -> None:
        """Insert or replace by (space, day), in one transaction."""
        ...

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Balance]:
        """The kept balances of business days from first to last, both included, by day and then space."""
        ...

    def crossings(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Crossings]:
        """The same, without all that only teaches."""
        ...


class PeakLists(Protocol):
    """The half hours that one centre's spaces call their peak. What is kept is never changed."""

    def keep(self, lists: Sequence[PeakList]) -> None:
        """Insert, in one transaction, those whose (space, valid_from) is not kept yet; the others stay as they are."""
        ...

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[PeakList]:
        """The lists that begin from first to last, both included, by beginning and then space."""
        ...
