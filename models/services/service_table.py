"""What the property service cost, earned and was given in some days: by house, by line, and what is still owed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.account import Account, Permission
from models.metric.period import Period
from models.metric.service import Satisfied, satisfied
from models.money.chart import FUND_PREFIX
from models.money.ports import Such
from models.money.property import Building, ServiceLine
from models.money.service_sum import ACCOUNTS, SUMMED, ServiceSum, service_sums, together
from models.money.work_order import WorkOrder
from models.ports import Ports
from models.services.property import demand, property_of
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRow:
    """owed_fen: what its residents owe today, whenever it was charged."""

    house: Building
    told: ServiceSum
    orders: int
    satisfied: Satisfied
    owed_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """line: None = costs and subsidies that name no line."""

    line: ServiceLine | None
    told: ServiceSum
    orders: int
    units: int
    satisfied: Satisfied


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTable:
    """known: whether the book has anything of these days at all; without that, no sum is 0, it is not known."""

    period: Period
    houses: Sequence[HouseRow]
    lines: Sequence[LineRow]
    known: bool

    @property
    def total(self) -> ServiceSum:
        """Of the lines: what names no house is in it too."""
        return ServiceSum.summed(row.told for row in self.lines)


def service_table(ports: Ports, period: Period) -> ServiceTable:
    """Two questions to the ledger's sums and a walk over the few entries of the fund. Raises RefusedError."""
    if ports.money is None:
        raise refusal("property.no_books")
    kept, ledger = property_of(ports), ports.money.ledger
    such = Such(first=period.first, last=period.last, accounts=ACCOUNTS)
    spends = ledger.lines(Such(first=period.first, last=period.last, accounts=(FUND_PREFIX,)))
    sums = service_sums(ledger.sums(SUMMED, such), spends)
    owed = ledger.sums(("building",), Such(accounts=("receivable.property",)))
    orders = [one for one in kept.orders(period.first, period.last) if _counts(one, period)]
    return ServiceTable(
        period=period,
        houses=_houses(kept.buildings(), sums, orders, {one.building: one.fen for one in owed}),
        lines=_lines(kept.lines(), sums, orders),
        known=bool(sums),
    )


def open_orders(ports: Ports, account: Account, first: date, last: date) -> list[WorkOrder]:
    """Orders of some days, those that are not done or not paid first. Raises RefusedError."""
    demand(ports, account, Permission.MONEY_READ, Permission.MONEY_ENTER, Permission.BOOKING_DESK)
    found = property_of(ports).orders(first, last)
    return sorted(found, key=lambda one: (one.void, bool(one.done and (one.paid or not one.fee_fen))))


def _counts(order: WorkOrder, period: Period) -> bool:
    return not order.void and period.holds(order.done)


def _houses(
    houses: Sequence[Building],
    sums: Mapping[tuple[str, str], ServiceSum],
    orders: Sequence[WorkOrder],
    owed: Mapping[str, int],
) -> list[HouseRow]:
    by_house, rows = together(sums, 0), []
    for house in houses:
        own = [one for one in orders if one.building == house.id]
        if own or house.id in by_house or not house.retired:
            rows.append(
                HouseRow(
                    house=house,
                    told=by_house.get(house.id, ServiceSum()),
                    orders=len(own),
                    satisfied=satisfied(one.satisfaction for one in own),
                    owed_fen=owed.get(house.id, 0),
                )
            )
    return rows


def _lines(
    lines: Sequence[ServiceLine],
    sums: Mapping[tuple[str, str], ServiceSum],
    orders: Sequence[WorkOrder],
) -> list[LineRow]:
    by_line = together(sums, 1)
    known = {one.key for one in lines}
    rows = [_line_row(one, by_line.get(one.key, ServiceSum()), orders) for one in lines]
    other = ServiceSum.summed(told for key, told in by_line.items() if key not in known)
    return rows if other == ServiceSum() else [*rows, _line_row(None, other, ())]


def _line_row(line: ServiceLine | None, told: ServiceSum, orders: Sequence[WorkOrder]) -> LineRow:
    own = [one for one in orders if line is not None and one.line == line.key]
    return LineRow(
        line=line,
        told=told,
        orders=len(own),
        units=sum(one.units for one in own),
        satisfied=satisfied(one.satisfaction for one in own),
    )
