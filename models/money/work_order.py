"""A call for the property service: what was done where, what it cost and what was paid, and its entries in the book."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from models.money.correction import document_key
from models.money.entry import Entry, EntrySource, Posting

MOST_UNITS = 1_000
BEST = 5
"""Satisfaction is 1 to 5; None = nobody was asked, which is not 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrder:
    """Nobody is named. done: the day of the work, None = not yet; fee_fen, cost_fen: of all units, by the tariff of its day,
    the fee perhaps lowered; paid: the day; void: entered by mistake."""

    id: str
    building: str
    line: str
    units: int
    day: date
    done: date | None = None
    fee_fen: int = 0
    cost_fen: int = 0
    paid: date | None = None
    satisfaction: int | None = None
    void: bool = False
    by: str
    at: datetime

    def __post_init__(self) -> None:
        """Raises ValueError for one that is paid or judged and not done, and for amounts that cannot be."""
        if self.done is None and (self.paid or self.satisfaction is not None):
            raise ValueError(f"work order '{self.id}' is not done, and is paid or judged")
        if min(self.fee_fen, self.cost_fen) < 0 or not 0 < self.units <= MOST_UNITS:
            raise ValueError(
                f"work order '{self.id}': {self.units} units, {self.fee_fen} and {self.cost_fen} fen"
            )
        if self.satisfaction is not None and not 0 < self.satisfaction <= BEST:
            raise ValueError(f"work order '{self.id}': satisfaction {self.satisfaction} is not 1 to {BEST}")


def order_keys(order: str) -> tuple[str, str]:
    """The keys of an order's two entries: that it was done, and that it was paid."""
    return document_key("work", order), document_key("work", order, "paid")


def order_entries(orders: Iterable[WorkOrder]) -> Iterator[Entry]:
    """The entries that the book must hold of orders; none of those that are not done or void."""
    for one in orders:
        if one.done is not None and not one.void:
            yield from _entries(one, one.done)


def _entries(order: WorkOrder, done: date) -> Iterator[Entry]:
    work, paid = order_keys(order.id)
    charged = service_postings(order.building, order.line, order.fee_fen, order.cost_fen)
    if charged:
        yield _entry(order, work, done, charged)
    if order.paid is not None and order.fee_fen:
        owed = {"building": order.building, "party": order.line}
        taken = (
            Posting(account="takings", fen=order.fee_fen, **owed),
            Posting(account="receivable.property", fen=-order.fee_fen, **owed),
        )
        yield _entry(order, paid, order.paid, taken)


def _entry(order: WorkOrder, key: str, day: date, postings: tuple[Posting, ...]) -> Entry:
    return Entry(
        key=key,
        source=EntrySource.PROPERTY,
        day=day,
        at=order.at,
        postings=postings,
        document=f"work:{order.id}",
    )


def service_postings(building: str, line: str, fee_fen: int, cost_fen: int) -> tuple[Posting, ...]:
    """What a service earned and cost, by house and, as the party, by its line; lines of 0 fen are left out."""
    amounts = {
        "receivable.property": fee_fen,
        "income.property": -fee_fen,
        "cost.property": cost_fen,
        "payable.supplier": -cost_fen,
    }
    return tuple(
        Posting(account=account, fen=fen, building=building, party=line)
        for account, fen in amounts.items()
        if fen
    )
