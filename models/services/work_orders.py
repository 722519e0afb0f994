"""Work orders of the property service: entered, done, paid and judged by people, and written into the book."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from models.account import Account, Permission
from models.money.correction import corrected, withdrawn
from models.money.month import month_of, next_month
from models.money.property import Building, ServiceLine, tariff_on
from models.money.standing import standing_entries
from models.money.work_order import BEST, MOST_UNITS, WorkOrder, order_entries, order_keys
from models.ports import Ports
from models.services.property import demand, note, property_of
from models.services.strangers import refusal

ENTERS = (Permission.MONEY_ENTER, Permission.BOOKING_DESK)
"""The books' clerk, and the front desk that takes the call: an order names no amounts of its own."""

SYSTEM = "system"
LOOK_BACK = timedelta(days=62)
"""How far back the job looks for orders that are not in the book as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What somebody fills in. fee_fen: None = by the tariff; it may be lowered, never raised."""

    building: str
    line: str
    units: int
    day: date
    done: bool = False
    paid: bool = False
    fee_fen: int | None = None
    satisfaction: int | None = None
    id: str = ""


def enter_order(ports: Ports, account: Account, call: Call) -> WorkOrder:
    """A new order, or the same again where `id` is known. Raises RefusedError."""
    demand(ports, account, *ENTERS)
    house, line = house_of(ports, call.building), line_of(ports, call.line)
    if not 0 < call.units <= MOST_UNITS:
        raise refusal("order.units", most=MOST_UNITS)
    if call.day > ports.centre.day_of(ports.clock()):
        raise refusal("order.future")
    if (call.paid or call.satisfaction is not None) and not call.done:
        raise refusal("order.not_done")
    cost, fee = priced(ports, line.key, call.units, call.day, call.fee_fen)
    order = WorkOrder(
        id=call.id or secrets.token_hex(8),
        building=house.id,
        line=line.key,
        units=call.units,
        day=call.day,
        done=call.day if call.done else None,
        cost_fen=cost,
        fee_fen=fee,
        paid=call.day if call.paid else None,
        satisfaction=_judged(call.satisfaction),
        by=account.name,
        at=ports.clock(),
    )
    keep_orders(ports, account, "order.enter", [order])
    return order


def priced(ports: Ports, line: str, units: int, day: date, fee_fen: int | None) -> tuple[int, int]:
    """Cost and fee of so many units. Raises RefusedError without a tariff, and for a fee above it."""
    tariff = tariff_on(property_of(ports).tariffs(), line, day)
    if tariff is None:
        raise refusal("order.no_tariff", day=f"{day}")
    most = units * tariff.fee_fen
    if fee_fen is not None and not 0 <= fee_fen <= most:
        raise refusal("order.fee", most=f"{most // 100}.{most % 100:02}")
    return units * tariff.cost_fen, most if fee_fen is None else fee_fen


def finish_order(
    ports: Ports, account: Account, order: str, *, paid: bool, satisfaction: int | None
) -> WorkOrder:
    """The work was done today, at the tariff of today. Raises RefusedError."""
    one = _found(ports, account, order)
    today = ports.centre.day_of(ports.clock())
    if one.done is not None:
        raise refusal("order.done")
    cost, fee = priced(ports, one.line, one.units, today, None)
    ended = replace(
        one,
        done=today,
        cost_fen=cost,
        fee_fen=fee,
        paid=today if paid else None,
        satisfaction=_judged(satisfaction),
    )
    keep_orders(ports, account, "order.done", [ended])
    return ended


def pay_order(ports: Ports, account: Account, order: str) -> WorkOrder:
    """The fee came in today. Raises RefusedError."""
    one = _found(ports, account, order)
    if one.done is None or one.paid is not None:
        raise refusal("order.not_owed")
    paid = replace(one, paid=ports.centre.day_of(ports.clock()))
    keep_orders(ports, account, "order.paid", [paid])
    return paid


def void_order(ports: Ports, account: Account, order: str) -> WorkOrder:
    """Entered by mistake: it stays on the list, and its entries are taken back. Raises RefusedError."""
    gone = replace(_found(ports, account, order), void=True)
    keep_orders(ports, account, "order.void", [gone])
    return gone


def keep_orders(ports: Ports, account: Account, action: str, orders: Sequence[WorkOrder]) -> None:
    """Keep orders and what the book says of them; should it fail between the two, the job makes up for it."""
    property_of(ports).put_orders(orders)
    post_orders(ports, orders, account.name)
    for one in orders:
        fen = {"cost_fen": str(one.cost_fen), "fee_fen": str(one.fee_fen)}
        note(ports, account, action, one.id, building=one.building, line=one.line, **fen)


def post_orders(ports: Ports, orders: Sequence[WorkOrder], by: str) -> int:
    """Make the book say what orders say; how many entries that changed."""
    if ports.money is None:
        return 0
    ledger, at, wanted = ports.money.ledger, ports.clock(), list(order_entries(orders))
    standing = {one.key for one in wanted}
    away = [key for one in orders for key in order_keys(one.id) if key not in standing]
    there = corrected(ledger, wanted, by=by, at=at)
    back = withdrawn(ledger, away, by=by, at=at)
    return len(there.posted) + len(there.corrected) + len(back.corrected)


def charge_services(ports: Ports, since: datetime, at: datetime) -> int:
    """The job: standing services of every month begun since, and orders of late that are not in the book as they are."""
    if ports.money is None:
        return 0
    kept, today = property_of(ports), ports.centre.day_of(at)
    changed = charge_months(ports, ports.centre.day_of(since), today, at)
    return changed + post_orders(ports, kept.orders(today - LOOK_BACK, today), SYSTEM)


def charge_months(ports: Ports, first: date, last: date, at: datetime) -> int:
    """Charge the standing services of the months that the days touch; those that are charged stay as they are, whatever
    became of houses since: a bill that went out is corrected by people."""
    if ports.money is None:
        return 0
    kept, month, wanted = property_of(ports), month_of(first), []
    papers = kept.lines(), kept.buildings(), kept.tariffs()
    while month <= last:
        wanted += list(standing_entries(*papers, month, ports.centre.zone_info))
        month = next_month(month)
    known = {one.entry.key for one in ports.money.ledger.by_keys([one.key for one in wanted])}
    new = [one for one in wanted if one.key not in known]
    return len(corrected(ports.money.ledger, new, by=SYSTEM, at=at).posted)


def _found(ports: Ports, account: Account, order: str) -> WorkOrder:
    demand(ports, account, *ENTERS)
    found = property_of(ports).find_orders([order])
    if not found or found[0].void:
        raise refusal("order.gone")
    return found[0]


def house_of(ports: Ports, building: str) -> Building:
    """A house that is still kept. Raises RefusedError."""
    known = {one.id: one for one in property_of(ports).buildings() if not one.retired}
    if building not in known:
        raise refusal("order.no_house", house=building[:40])
    return known[building]


def line_of(ports: Ports, key: str) -> ServiceLine:
    """A line that can be ordered. Raises RefusedError."""
    known = {one.key: one for one in property_of(ports).lines() if not (one.retired or one.standing)}
    if key not in known:
        raise refusal("property.no_line", line=key[:40])
    return known[key]


def _judged(satisfaction: int | None) -> int | None:
    if satisfaction is not None and not 0 < satisfaction <= BEST:
        raise refusal("order.satisfaction", best=BEST)
    return satisfaction
