"""What a canteen sold and brought: covers, fares and subsidies in fen, meals delivered on time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from operator import itemgetter

from models.addition import Addable
from models.event import TAKEAWAY
from models.metric.meal_day import MealDay, Sold

ON_TIME = timedelta(minutes=60)
"""A meal is on time when it is handed over so soon after it was packed."""

ENDS = ("delivered", "failed")
STATES = (*ENDS, "out", "packed")
"""What can be told of an order, the last that can happen first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meals(Addable):
    """covers: people who ate here; takeaways: meals that the till says were taken away; fare_fen, subsidy_fen: what guests
    and the subsidy paid for both, together the menu price; here_fare_fen, here_subsidy_fen: of that, what was eaten here.

    seat_periods: seats x meal periods with a sale; seat_hours: seats x open hours of the days with a sale.
    delivered, failed: orders that came to an end; timed, on_time: of those, the ones of which it is known when they were
    packed, and those handed over within ON_TIME. A failed order is not on time.
    """

    selling_days: int = 0
    covers: int = 0
    takeaways: int = 0
    dining_days: int = 0
    fare_fen: int = 0
    subsidy_fen: int = 0
    here_fare_fen: int = 0
    here_subsidy_fen: int = 0
    seat_periods: int = 0
    seat_hours: float = 0.0
    delivered: int = 0
    failed: int = 0
    timed: int = 0
    on_time: int = 0


def sales(
    days: Iterable[MealDay], seats: int | None, open_hours: Mapping[date, float], meal: str = ""
) -> Meals:
    """The tills of one space; `meal` alone where it is named. What a till does not call taken away was eaten here.

    open_hours: by business day, of the space or of that meal's period. Days without a sale count nowhere: a till that is
    silent and a kitchen that is cold look the same.
    """
    sold = [(one.day, slips) for one in days for slips in one.sold if meal in ("", slips.meal)]
    periods = {(day, slips.meal) for day, slips in sold}
    selling = {day for day, _ in sold}
    every = [slips for _, slips in sold]
    here = [slips for slips in every if slips.dining != TAKEAWAY]
    return Meals(
        selling_days=len(selling),
        covers=sum(slips.covers for slips in here),
        takeaways=sum(slips.covers for slips in every) - sum(slips.covers for slips in here),
        dining_days=len({day for day, slips in sold if slips.dining}),
        fare_fen=_fare(every),
        subsidy_fen=sum(slips.subsidy_fen for slips in every),
        here_fare_fen=_fare(here),
        here_subsidy_fen=sum(slips.subsidy_fen for slips in here),
        seat_periods=(seats or 0) * len(periods),
        seat_hours=(seats or 0) * sum(open_hours.get(day, 0.0) for day in selling),
    )


def _fare(slips: Iterable[Sold]) -> int:
    return sum(one.total_fen - one.subsidy_fen for one in slips)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One bag of one business day. states: state -> when it was told first."""

    day: date
    number: str
    states: Mapping[str, datetime]

    @property
    def state(self) -> str:
        """How far it has come; one that failed first and was brought later was delivered."""
        return next(state for state in STATES if state in self.states)

    @property
    def begun_at(self) -> datetime:
        return min(self.states.values())

    @property
    def ended_at(self) -> datetime | None:
        return self.states[self.state] if self.state in ENDS else None

    @property
    def due_at(self) -> datetime | None:
        """None where it is not known when it was packed."""
        packed = self.states.get("packed")
        return packed + ON_TIME if packed else None

    def is_late(self, now: datetime) -> bool:
        """Whether it was or is still missing after it was due. One that failed is not late: it will not come."""
        return self.state != "failed" and self.due_at is not None and (self.ended_at or now) > self.due_at


def orders(days: Iterable[MealDay]) -> list[Order]:
    """The bags that one kitchen sent out, as they began. Order numbers begin again every day; what was told of no known
    state is left out."""
    found: dict[tuple[date, str], dict[str, datetime]] = {}
    told = sorted(((move.at, one.day, move) for one in days for move in one.told), key=itemgetter(0))
    for at, day, move in told:
        if move.state in STATES:
            found.setdefault((day, move.order), {}).setdefault(move.state, at)
    return [Order(day=day, number=number, states=states) for (day, number), states in found.items()]


def deliveries(days: Iterable[MealDay]) -> Meals:
    """The meals that one kitchen sent out."""
    return delivered(orders(days))


def delivered(found: Iterable[Order]) -> Meals:
    """An order that is still on its way is not judged."""
    ends = Counter(_end(order.states) for order in found)
    return Meals.summed(made.times(ends[end]) for end, made in OF_END.items() if ends[end])


class End(Enum):
    """What an order came to."""

    OPEN = auto()
    FAILED = auto()
    UNTIMED = auto()  # handed over, and nobody knows when it was packed
    LATE = auto()
    ON_TIME = auto()


OF_END: Mapping[End, Meals] = {
    End.FAILED: Meals(failed=1, timed=1),
    End.UNTIMED: Meals(delivered=1),
    End.LATE: Meals(delivered=1, timed=1),
    End.ON_TIME: Meals(delivered=1, timed=1, on_time=1),
}


def _end(states: Mapping[str, datetime]) -> End:
    packed, handed = states.get("packed"), states.get("delivered")
    if handed is None:
        return End.FAILED if "failed" in states else End.OPEN
    if packed is None:
        return End.UNTIMED
    return End.ON_TIME if handed - packed <= ON_TIME else End.LATE
