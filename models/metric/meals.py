"""What a canteen sold and brought: covers, fares and subsidies in fen, meals delivered on time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from models.addition import Addable
from models.calendar import business_date
from models.event import Event, EventKind

ON_TIME = timedelta(minutes=60)
"""A meal is on time when it is handed over so soon after it was packed."""


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


def deliveries(events: Iterable[Event], zone: tzinfo) -> Meals:
    """The meals that one kitchen sent out. Order numbers begin again every day."""
    orders: dict[tuple[date, str], dict[str, datetime]] = {}
    for event in sorted((e for e in events if e.kind is EventKind.DELIVERY), key=lambda e: e.at):
        states = orders.setdefault((business_date(event.at, zone), str(event.values.get("order"))), {})
        states.setdefault(str(event.values.get("state")), event.at)
    return Meals.summed(_of_order(states) for states in orders.values())


def _of_order(states: Mapping[str, datetime]) -> Meals:
    """An order that is still on its way is not judged; one that failed first and was brought later was delivered."""
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
