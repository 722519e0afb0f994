"""Houses and work orders from files: tried first, brought in as they are entered by hand, taken back with their entries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

import msgspec

from models.account import Account, Permission
from models.exchange.batch import BatchRow
from models.message import LocalText, Message
from models.money.property import Building
from models.money.work_order import WorkOrder
from models.ports import Ports
from models.services.bringing import Kept, Table, Wanted, Way, as_json, gone, title_of
from models.services.property import CODE, property_of, save_building
from models.services.strangers import RefusedError, refusal
from models.services.work_orders import house_of, keep_orders, line_of, priced, voidable


def _houses(ports: Ports) -> Mapping[str, Building]:
    return {one.id: one for one in property_of(ports).buildings()}


def _find_houses(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    kept = _houses(ports)
    found = {one.subject: kept.get(str(one.values["code"])) for one in wanted}
    return {subject: as_json(asdict(house)) for subject, house in found.items() if house is not None}


def _house(_: Ports, wanted: Wanted) -> Building:
    values = wanted.values
    return Building(id=values["code"], name=title_of(values), flats=values["flats"], area_m2=values["area"])


def _house_fault(_ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    code = str(wanted.values["code"])
    return None if CODE.fullmatch(code) else Message("refused.property.code", {"code": code[:40]})


def _write_house(ports: Ports, account: Account, wanted: Wanted) -> None:
    save_building(ports, account, _house(ports, wanted))


def _undo_house(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    """A house that has had an order stays on the list."""
    house = msgspec.json.decode(row.after, type=Building)
    kept = property_of(ports)
    if _houses(ports).get(house.id) != house:
        raise gone()
    if row.before:
        save_building(ports, account, msgspec.json.decode(row.before, type=Building))
    elif any(one.building == house.id for one in kept.orders(date.min, date.max)):
        raise refusal("property.has_orders", code=house.id)
    else:
        kept.remove_building(house.id)


HOUSES = Way(
    find=_find_houses,
    told=lambda ports, wanted: as_json(asdict(_house(ports, wanted))),
    fault=_house_fault,
    write=_write_house,
    undo=_undo_house,
    right=Permission.MONEY_ENTER,
)


def _named(known: Mapping[str, LocalText], said: str) -> str:
    """The key of what a file calls by its code or by its name in either language; what is unknown stays as it is."""
    wanted = " ".join(said.split()).casefold()
    fitting = (
        key for key, name in known.items() if wanted in {word.casefold() for word in (key, *name.values())}
    )
    return next(fitting, said)


def _order(ports: Ports, wanted: Wanted, by: str = "", at: datetime | None = None) -> WorkOrder:
    """Raises RefusedError for a house, a line or a day for which there is no tariff."""
    values, kept = wanted.values, property_of(ports)
    house = house_of(ports, _named({one.id: one.name for one in kept.buildings()}, values["building"]))
    line = line_of(ports, _named({one.key: one.name for one in kept.lines()}, values["service"]))
    day, done = values["date"], values["done"]
    cost, fee = priced(ports, line.key, values["quantity"], done or day, values["fee"])
    return WorkOrder(
        id=wanted.subject,
        building=house.id,
        line=line.key,
        units=values["quantity"],
        day=day,
        done=done,
        cost_fen=cost if done else 0,
        fee_fen=fee if done else 0,
        paid=values["paid"],
        satisfaction=values["satisfaction"],
        by=by,
        at=at or ports.clock(),
    )


def _told(order: WorkOrder) -> str:
    """What the row says: not who brought it in, and when."""
    return as_json({name: value for name, value in asdict(order).items() if name not in ("by", "at")})


def _find_orders(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    found = property_of(ports).find_orders([one.subject for one in wanted])
    return {one.id: _told(one) for one in found if not one.void}


def _told_order(ports: Ports, wanted: Wanted) -> str:
    try:
        return _told(_order(ports, wanted))
    except (RefusedError, ValueError):
        return ""  # its fault says why


def _order_fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    values, today = wanted.values, ports.centre.day_of(ports.clock())
    days = [values["date"], *filter(None, (values["done"], values["paid"]))]
    if max(days) > today:
        return Message("refused.order.future")
    if values["done"] is None and (values["paid"] or values["satisfaction"] is not None):
        return Message("refused.order.not_done")
    if days != sorted(days):
        return Message("refused.order.days")
    try:
        _order(ports, wanted)
    except RefusedError as error:
        return error.message
    return None


def _write_order(ports: Ports, account: Account, wanted: Wanted) -> None:
    order = _order(ports, wanted, account.name)
    known = property_of(ports).find_orders([order.id])
    if known:  # its entries keep the instant that they have
        order = replace(order, by=known[0].by, at=known[0].at)
    keep_orders(ports, account, "order.import", [order])


def _undo_order(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    """What stands in the book is taken back by another person than whoever brought it in, as by hand."""
    found = property_of(ports).find_orders([row.subject])
    if not found or found[0].void or _told(found[0]) != row.after:
        raise gone()
    if found[0].done is not None and not voidable(ports, account, found):
        raise refusal("order.same_person")
    then = msgspec.json.decode(row.before) if row.before else asdict(found[0]) | {"void": True}
    signed = {"by": found[0].by, "at": found[0].at}
    keep_orders(ports, account, "order.import_undone", [msgspec.convert(then | signed, WorkOrder)])


ORDERS = Way(
    find=_find_orders,
    told=_told_order,
    fault=_order_fault,
    write=_write_order,
    undo=_undo_order,
    right=Permission.MONEY_ENTER,
)
