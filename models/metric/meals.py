"""What a canteen sold and brought: covers, fares and subsidies in fen, meals delivered on time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from models.addition import Addable
from models.calendar import business_date
from models.event import Event, EventKind

ON_TIME = timedelta(minutes=60)
"""A meal is on time when it is handed over so soon after it was packed."""

ENDS = ("delivered", "failed")
STATES = (*ENDS, "out", "packed")
"""What can be told of an order, the last that can happen first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meals(Addable):
    """covers: people who ate here; fare_fen, subsidy_fen: what guests and the subsidy paid, together the menu price.

    seat_periods: seats x meal periods with a sale; seat_hours: seats x open hours of the days with a sale.
    delivered, failed: orders that came to an end; timed, on_time: of those, the ones of which it is known when they were
    packed, and those handed over within ON_TIME. A failed order is not on time.
    """

    selling_days: int = 0
    covers: int = 0
    fare_fen: int = 0
    subsidy_fen: int = 0
    seat_periods: int = 0
    seat_hours: float = 0.0
    delivered: int = 0
    failed: int = 0
    timed: int = 0
    on_time: int = 0


def sales(
    events: Iterable[Event], seats: int | None, open_hours: Mapping[date, float], zone: tzinfo, meal: str = ""
) -> Meals:
    """The till of one space; `meal` alone where it is named.

    open_hours: by business day, of the space or of that meal's period. Days without a sale count nowhere: a till that is
    silent and a kitchen that is cold look the same.
    """
    sold = [e for e in events if e.kind is EventKind.SALE and meal in ("", e.values.get("meal"))]
    periods = {(business_date(e.at, zone), e.values.get("meal")) for e in sold}
    days = {day for day, _ in periods}
    subsidy = sum(_whole(e, "subsidy_fen") for e in sold)
    return Meals(
        selling_days=len(days),
        covers=sum(_whole(e, "covers") for e in sold),
        fare_fen=sum(_whole(e, "total_fen") for e in sold) - subsidy,
        subsidy_fen=subsidy,
        seat_periods=(seats or 0) * len(periods),
        seat_hours=(seats or 0) * sum(open_hours.get(day, 0.0) for day in days),
    )


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


def orders(events: Iterable[Event], zone: tzinfo) -> list[Order]:
    """The bags that one kitchen sent out, as they began. Order numbers begin again every day; events of no known state
    are left out."""
    found: dict[tuple[date, str], dict[str, datetime]] = {}
    for event in sorted((e for e in events if e.kind is EventKind.DELIVERY), key=lambda e: e.at):
        state = str(event.values.get("state"))
        if state in STATES:
            states = found.setdefault((business_date(event.at, zone), str(event.values.get("order"))), {})
            states.setdefault(state, event.at)
    return [Order(day=day, number=number, states=states) for (day, number), states in found.items()]


def deliveries(events: Iterable[Event], zone: tzinfo) -> Meals:
    """The meals that one kitchen sent out."""
    return delivered(orders(events, zone))


def delivered(found: Iterable[Order]) -> Meals:
    """An order that is still on its way is not judged."""
    return Meals.summed(_of_order(order.states) for order in found)


def _of_order(states: Mapping[str, datetime]) -> Meals:
    packed, handed = states.get("packed"), states.get("delivered")
    if handed is None:
        failed = int("failed" in states)
        return Meals(failed=failed, timed=failed)
    if packed is None:
        return Meals(delivered=1)
    return Meals(delivered=1, timed=1, on_time=int(handed - packed <= ON_TIME))


def _whole(event: Event, field: str) -> int:
    """A field that its kind keeps as a whole number; 0 where it was not told."""
    value = event.values.get(field, 0)
    return value if isinstance(value, int) else 0
