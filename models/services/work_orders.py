"""Work orders of the property service: entered, done, paid and judged by people, and written into the book."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from models.account import Account, Permission
from models.money.correction import corrected, newest, withdrawn
from models.money.month import month_of, next_month
from models.money.property import Building, ServiceLine, tariff_on
from models.money.standing import standing_entries
from models.money.work_order import BEST, MOST_UNITS, WorkOrder, order_entries, order_keys
from models.ports import Ports
from models.services.deed import note
from models.services.property import demand, property_of
from models.services.strangers import refusal

ENTERS = (Permission.MONEY_ENTER, Permission.BOOKING_DESK)
"""The books' clerk, and the front desk that takes the call: an order names no amounts of its own."""

TAKES_BACK = (Permission.MONEY_ENTER, Permission.MONEY_APPROVE)
"""What is in the book is taken back by its people, never by the desk alone."""

SYSTEM = "system"
LOOK_BACK = timedelta(days=62)
"""How far back the job looks for orders that are not in the book as they are."""

_OVERLAP = timedelta(days=1)
"""A tariff may be agreed to while the job runs, before its good end."""


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
    """A new order; the one that is kept where the same call of a known `id` comes again. Raises RefusedError."""
    demand(ports, account, *ENTERS)
    house, line = house_of(ports, call.building), line_of(ports, call.line)
    if not 0 < call.units <= MOST_UNITS:
        raise refusal("order.units", most=MOST_UNITS)
    if call.day > ports.centre.business_day_of(ports.clock()):
        raise refusal("order.future")
    if (call.paid or call.satisfaction is not None) and not call.done:
        raise refusal("order.not_done")
    cost, fee = priced(ports, line.key, call.units, call.day, call.fee_fen)
    if fee < priced(ports, line.key, call.units, call.day, None)[1] and not may_lower(ports, account):
        raise refusal("order.lowered")
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
    for known in property_of(ports).find_orders([order.id]):
        if replace(order, at=known.at) != known:
            raise refusal("order.done")
        return known
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


def may_lower(ports: Ports, account: Account) -> bool:
    """Whether somebody may ask less than the tariff says: who takes the money at the desk may not."""
    return account.may(Permission.MONEY_ENTER, ports.centre.id)


def finish_order(
    ports: Ports, account: Account, order: str, *, paid: bool, satisfaction: int | None
) -> WorkOrder:
    """The work was done today, at the tariff of today. Raises RefusedError."""
    one = _found(ports, account, order)
    today = ports.centre.business_day_of(ports.clock())
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
    paid = replace(one, paid=ports.centre.business_day_of(ports.clock()))
    keep_orders(ports, account, "order.paid", [paid])
    return paid


def void_order(ports: Ports, account: Account, order: str) -> WorkOrder:
    """Entered by mistake: it stays on the list, and its entries are taken back, by another person than whoever wrote them.
    Raises RefusedError."""
    one = _found(ports, account, order)
    if one.done is not None:
        demand(ports, account, *TAKES_BACK)
    if not voidable(ports, account, [one]):
        raise refusal("order.same_person")
    gone = replace(one, void=True)
    keep_orders(ports, account, "order.void", [gone])
    return gone


def voidable(ports: Ports, account: Account, orders: Collection[WorkOrder]) -> frozenset[str]:
    """Which orders somebody who enters calls may void: one that is open, or what others wrote into the book."""
    done = [one for one in orders if one.done is not None and not one.void]
    found = {one.id for one in orders if one.done is None and not one.void}
    if any(account.may(right, ports.centre.id) for right in TAKES_BACK):
        own = _written_by(ports, account.name, done)
        found |= {one.id for one in done if one.by != account.name and own.isdisjoint(order_keys(one.id))}
    return frozenset(found)


def _written_by(ports: Ports, name: str, orders: Collection[WorkOrder]) -> frozenset[str]:
    """The keys of the orders' entries that somebody wrote: that the work was done, or that money came in."""
    if ports.money is None:
        return frozenset()
    versions = newest(ports.money.ledger, [key for one in orders for key in order_keys(one.id)])
    return frozenset(key for key, one in versions.items() if one.entry and one.entry.by == name)


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
    """The job: standing services of every month begun since, those of earlier months whose tariff was agreed to since, and
    orders of late that are not in the book as they are."""
    if ports.money is None:
        return 0
    kept, today = property_of(ports), ports.centre.business_day_of(at)
    begins = dict.fromkeys((one.key for one in kept.lines()), ports.centre.business_day_of(since))
    for one in kept.tariffs():
        if one.assent.approved_at is not None and one.assent.approved_at >= since - _OVERLAP:
            begins[one.line] = min(begins.get(one.line, one.valid_from), one.valid_from)
    changed = charge_months(ports, begins, today, at)
    return changed + post_orders(ports, kept.orders(today - LOOK_BACK, today), SYSTEM)


def charge_months(ports: Ports, begins: Mapping[str, date], last: date, at: datetime) -> int:
    """Charge each standing service (its key -> a day) in the months from that day to the last; those that are charged stay
    as they are, whatever became of houses since: a bill that went out is corrected by people."""
    if ports.money is None:
        return 0
    kept, month, wanted = property_of(ports), month_of(min(begins.values(), default=last)), []
    lines, papers, zone = kept.lines(), (kept.buildings(), kept.tariffs()), ports.centre.zone_info
    while month <= last:
        begun = [one for one in lines if month >= month_of(begins.get(one.key, date.max))]
        wanted += list(standing_entries(begun, *papers, month, zone))
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
