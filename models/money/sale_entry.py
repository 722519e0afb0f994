"""What devices tell of money, as entries: a sale at a till, a meal brought to somebody's door."""

from collections.abc import Callable, Mapping
from datetime import tzinfo

from models.calendar import business_date
from models.centre import Space, SpaceKind
from models.event import Event, EventKind
from models.money.correction import document_key
from models.money.entry import Entry, EntrySource, Posting

FARE, SUBSIDY = "income.canteen.fare", "income.canteen.subsidy"

INCOME_OF: Mapping[SpaceKind, str] = {
    SpaceKind.GYM: "income.gym",
    SpaceKind.CANTEEN: FARE,
    SpaceKind.ROOM: "income.room",
    SpaceKind.MARKET: "income.market.sale",
    SpaceKind.CARE: "income.care",
}
"""What is sold in a space of a kind; in any other, and where nobody knows the till any more, it is other income."""

_OTHER = "income.other"

Maker = Callable[[Event, Space | None, tzinfo], Entry | None]


def sale_entry(event: Event, space: Space | None, zone: tzinfo) -> Entry | None:
    """Fare and subsidy apart; None for a sale that moves no money. A sale below 0 gives back. Raises ValueError for an
    amount that cannot be: tills that say more subsidy than price would pay the guest."""
    income = INCOME_OF.get(space.kind, _OTHER) if space else _OTHER
    total, subsidy = _fen(event, "total_fen"), _fen(event, "subsidy_fen")
    if abs(subsidy) > abs(total) or subsidy * total < 0:
        raise ValueError(f"sale '{event.id[:64]}': subsidy of {subsidy} fen in a price of {total} fen")
    lines = (
        ("takings", total - subsidy),
        ("receivable.subsidy", subsidy),
        (income, subsidy - total),
        (SUBSIDY if income == FARE else income, -subsidy),
    )
    return _entry(event, EntrySource.SALE, lines, space, zone)


def delivery_entry(event: Event, space: Space | None, zone: tzinfo) -> Entry | None:
    """The fee of a meal that arrived; until then, and where none is asked, no money moves. Raises as sale_entry."""
    if event.values.get("state") != "delivered":
        return None
    fee = _fen(event, "fee_fen")
    return _entry(event, EntrySource.DELIVERY, (("takings", fee), ("income.delivery", -fee)), space, zone)


ENTRIES: Mapping[EventKind, Maker] = {EventKind.SALE: sale_entry, EventKind.DELIVERY: delivery_entry}
"""What happened -> how it is written down. To add a kind: a row here, and its name in the trigger of table event."""


def event_key(event_kind: EventKind, sensor: str, event_id: str) -> str:
    """The key of the document that an event is."""
    return document_key(event_kind.value, sensor, event_id)


def _entry(
    event: Event,
    source: EntrySource,
    lines: tuple[tuple[str, int], ...],
    space: Space | None,
    zone: tzinfo,
) -> Entry | None:
    place = space.id if space else ""
    moved = tuple(Posting(account=account, fen=fen, space=place) for account, fen in lines if fen)
    if not moved:
        return None
    return Entry(
        key=event_key(event.kind, event.sensor, event.id),
        source=source,
        day=business_date(event.at, zone),
        at=event.at,
        postings=moved,
        document=f"event:{event.sensor}:{event.kind.value}:{event.id}",
    )


def _fen(event: Event, name: str) -> int:
    """A field that its kind keeps as a whole number; 0 where it was not told."""
    value = event.values.get(name, 0)
    return value if isinstance(value, int) else 0
