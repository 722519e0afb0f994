"""The ledger joined with time: what each space earned and cost on each business day, and in each quarter hour of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.calendar import SLOT, Window, business_date, business_day
from models.centre import SpaceId
from models.metric.doors import Doors
from models.metric.earned import Earned, earned
from models.metric.period import Period
from models.metric.period import month_of as whole_month
from models.money.chart import AccountKind
from models.money.month import month_of
from models.money.ports import Such, Sum
from models.money.result import Result, result
from models.money.share_out import SHARED, Basis, shared_out
from models.money.slot_money import (
    DayMoney,
    Fen,
    Moment,
    amounts,
    day_slots,
    is_of_a_moment,
    month_days,
)
from models.ports import Ports
from models.programme.session import Session
from models.services.open_minutes import OpenMinutes, slot_minutes_of
from models.sharing import key_in
from models.utilisation import Utilisation

ELSEWHERE = SpaceId("")
"""Stands where a space's id stands otherwise: property service, grants, what belongs to no space of the centre."""

BY_DAY = ("account", "space", "day", "session", "series")
BY_INSTANT = (*BY_DAY, "at")
"""How the ledger is asked to add up: a year by day, a few weeks also by instant."""

NOBODY = Utilisation()

OF_RESULT = ("income.", "cost.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthMoney:
    """A month of the ledger by space (and ELSEWHERE) and business day; all of them together are `whole` to the fen.

    income_known, cost_known: whether any was written down at all: else it is not known, which is not 0.
    """

    income_known: bool
    cost_known: bool
    spaces: Mapping[SpaceId, Mapping[date, DayMoney]]
    whole: Result

    def earned(
        self, space: SpaceId, day: date, use: Utilisation = NOBODY, doors: Doors | None = None
    ) -> Earned:
        """A day as the parts that figures are made of, beside the use that was made of it."""
        money = self.spaces[space][day]
        return earned(money, use, doors, income=self.income_known, cost=self.cost_known)


@dataclass(frozen=True, slots=True)
class Book:
    """The lines of some months that make a result, added up, with the sessions that they name."""

    ports: Ports
    sums: Sequence[Sum]
    sessions: Mapping[str, Session]

    def day_of(self, one: Sum) -> date:
        """Where lines of a moment count: on their session's day where that lies in the month of their entry, so that a
        month stays the ledger's; else on the day of the entry."""
        assert one.day is not None  # every sum of a book is by day
        session = self.sessions.get(one.session)
        if session is None:
            return one.day
        day = business_date(session.window.start, self.ports.centre.zone_info)
        return day if month_of(day) == month_of(one.day) else one.day

    def space_of(self, one: Sum) -> SpaceId:
        space = SpaceId(one.space)
        return space if space in self.ports.centre.spaces else ELSEWHERE

    def months(self) -> Mapping[date, Sequence[Sum]]:
        """By the month of the entry."""
        found: dict[date, list[Sum]] = defaultdict(list)
        for one in self.sums:
            assert one.day is not None  # as above
            found[month_of(one.day)].append(one)
        return found


def book(ports: Ports, period: Period, by: Sequence[str] = BY_DAY) -> Book:
    """Of every month that the period touches, in one question to the ledger. Raises StoreError."""
    if ports.money is None:
        return Book(ports, (), {})
    such = Such(months=(month_of(period.first), month_of(period.last)), accounts=OF_RESULT)
    sums = ports.money.ledger.sums(by, such)
    named = {one.session for one in sums if one.session}
    sessions = ports.programme.sessions.find(named) if ports.programme is not None and named else ()
    return Book(ports, sums, {one.id: one for one in sessions})


def month_money(kept: Book, minutes: OpenMinutes) -> Mapping[date, MonthMoney]:
    """The months of a book by space and day; months in which nothing was written down are absent."""
    return {month: _month(kept, minutes, month, sums) for month, sums in kept.months().items()}


def _month(kept: Book, minutes: OpenMinutes, month: date, sums: Sequence[Sum]) -> MonthMoney:
    days, centre = [*whole_month(month).days()], kept.ports.centre
    opened = {space: {day: minutes.of_day(space, day) for day in days} for space in centre.spaces}
    bases = {
        key: Basis(area_dm2=round(space.area_m2 * 100), open_min=sum(opened[key].values()))
        for key, space in centre.spaces.items()
    }
    house = result(one for one in sums if _is_shared(one))
    shared = shared_out(house, bases, key_in(centre.sharing, month))
    own: dict[SpaceId, list[Sum]] = {space: [] for space in (*centre.spaces, ELSEWHERE)}
    for one in sums:
        if not (shared and _is_shared(one)):
            own[kept.space_of(one)].append(one)
    opened[ELSEWHERE] = dict.fromkeys(days, 0)
    whole = result(sums)
    return MonthMoney(
        income_known=whole.has(AccountKind.INCOME),
        cost_known=whole.has(AccountKind.COST),
        spaces={
            space: month_days(some, shared.get(space, Result()), opened[space], kept.day_of)
            for space, some in own.items()
        },
        whole=whole,
    )


def _is_shared(one: Sum) -> bool:
    """What names a space, a session or a series is borne by that."""
    return one.account in SHARED and not (one.space or one.session or one.series)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDay:
    """One space on one business day by quarter hour. fen: shape (quarter hours, fields of Amounts); open_min: of each.

    known: whether income and costs of its month both are.
    """

    space: SpaceId
    day: date
    fen: Fen
    open_min: Sequence[int]
    known: bool


def slot_money(ports: Ports, period: Period, spaces: Sequence[SpaceId]) -> Iterator[SlotDay]:
    """Every space and day of the period in whose month anything was written down.

    Over whole months the quarter hours of a space, shared costs among them, add up to the ledger. Raises StoreError.
    """
    kept, minutes = book(ports, period, BY_INSTANT), OpenMinutes(ports)
    moments: dict[tuple[SpaceId, date], list[Sum]] = defaultdict(list)
    for one in kept.sums:
        if is_of_a_moment(one):
            moments[kept.space_of(one), kept.day_of(one)].append(one)
    months = month_money(kept, minutes)
    for day in period.days():
        month = months.get(month_of(day))
        if month is None:
            continue
        for space in spaces:
            opened = minutes.of_slots(space, day)
            named = _moments(kept, day, moments.get((space, day), ()))
            yield SlotDay(
                space=space,
                day=day,
                fen=day_slots(month.spaces[space][day], named, opened),
                open_min=opened,
                known=month.income_known and month.cost_known,
            )


def _moments(kept: Book, day: date, sums: Iterable[Sum]) -> Iterator[Moment]:
    """What belongs together: of one session, of one quarter hour, or of a day that says nothing nearer."""
    window = business_day(day, kept.ports.centre.zone_info)
    places: dict[Window | int | None, list[Sum]] = defaultdict(list)
    for one in sums:
        places[_place(kept, one, window)].append(one)
    for place, some in places.items():
        told = amounts(result(some))
        if isinstance(place, Window):
            yield Moment(amounts=told, minutes=slot_minutes_of(window, [place]))
        else:
            yield Moment(amounts=told, slot=place)


def _place(kept: Book, one: Sum, day: Window) -> Window | int | None:
    """The session's time, else the number of the quarter hour of the instant, as far as they lie in the day."""
    session = kept.sessions.get(one.session)
    if session is not None and (inside := session.window.overlap(day)) is not None:
        return inside
    if one.at is None or not day.start <= one.at < day.end:
        return None
    return (one.at - day.start) // SLOT
