"""Meals that are brought home, in money: what was paid for it and what it cost, by whoever brings them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.metric.meals import deliveries
from models.metric.period import month_of
from models.money.ports import Such
from models.money.result import result
from models.ports import Ports
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMoney:
    """Meals that were brought home in some days, what was paid for it and what it cost; None = nothing is written down.

    costs: by whom it was brought, as the book calls the party; "" = it does not say.
    """

    meals: int
    fee_fen: int | None
    cost_fen: int | None
    costs: Mapping[str, int]


def delivery_money(ports: Ports, month: date) -> DeliveryMoney:
    """What bringing meals home took in and cost in a month. Raises RefusedError."""
    if ports.money is None:
        raise refusal("property.no_books")
    period = month_of(month)
    days = ports.events.meal_days(period.first, period.last)
    such = Such(first=period.first, last=period.last, accounts=("income.delivery", "cost.delivery"))
    rows = ports.money.ledger.sums(("account", "party"), such)
    made, there = result(rows), {row.account for row in rows}
    return DeliveryMoney(
        # Each sensor by itself: the order numbers of two kitchens may be the same.
        meals=sum(deliveries([one]).delivered for one in days),
        fee_fen=made.income_fen if "income.delivery" in there else None,
        cost_fen=made.cost_fen if "cost.delivery" in there else None,
        costs={row.party: row.fen for row in rows if row.account == "cost.delivery"},
    )
