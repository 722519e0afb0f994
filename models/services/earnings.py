"""What did each space earn and cost over some days? With all that belongs to no space beside it, so that it is the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.centre import SpaceId
from models.metric.period import Period
from models.metric.sums import Sums
from models.money.month import month_of
from models.money.ports import Such
from models.money.result import Result, result
from models.ports import Ports
from models.services.metrics import metric_table
from models.services.open_minutes import OpenMinutes
from models.services.slot_money import ELSEWHERE, OF_RESULT, book, month_money


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """spaces: what each adds up to; elsewhere: what belongs to none of them. Over whole months both are the ledger."""

    period: Period
    spaces: Mapping[SpaceId, Sums]
    elsewhere: Sums

    @property
    def house(self) -> Sums:
        """All spaces and what belongs to none."""
        return Sums.summed([*self.spaces.values(), self.elsewhere])

    def of(self, space: SpaceId | None) -> Sums:
        """One space; None = the house."""
        return self.house if space is None else self.spaces[space]


def earnings(ports: Ports, period: Period) -> Earnings:
    """Of every space of the centre. Raises StoreError."""
    table = metric_table(ports, period)
    return Earnings(
        period=period,
        spaces={space: table.row(space) for space in table.cells},
        elsewhere=elsewhere(ports, period),
    )


def elsewhere(ports: Ports, period: Period) -> Sums:
    """The money of these days that belongs to no space: what makes the spaces' sums the ledger's. Raises StoreError."""
    return Sums.summed(elsewhere_days(ports, period).values())


def elsewhere_days(ports: Ports, period: Period) -> Mapping[date, Sums]:
    """The same of each day of the months of which there are books."""
    months = month_money(book(ports, period), OpenMinutes(ports))
    days = {
        day: months[month_of(day)].earned(ELSEWHERE, day) for day in period.days() if month_of(day) in months
    }
    return {day: Sums(takings=one.takings, costs=one.costs, margin=one.margin) for day, one in days.items()}


def written(ports: Ports, period: Period, space: SpaceId | None) -> Result:
    """What the ledger itself says of these business days, account by account; of a space only what names it."""
    if ports.money is None:
        return Result()
    such = Such(first=period.first, last=period.last, accounts=OF_RESULT, space=space or "")
    return result(ports.money.ledger.sums(("account",), such))


def newest_day(ports: Ports) -> date | None:
    """The newest business day on which anything was earned or spent; None = the books are empty."""
    if ports.money is None:
        return None
    found = ports.money.ledger.find(Such(accounts=OF_RESULT), limit=1)
    return found[0].entry.day if found else None
