"""What one person proposes and another approves: money out of a bucket, and the debt that stood at the beginning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.money.chart import FUND_APPLIED, fund_account
from models.money.entry import Entry, EntrySource, Posting
from models.money.fund.rule import Purpose

DEBT = "debt.construction"
DEBT_OPENING = "debt.opening"
PAID_FROM = "bank"

PAID_FOR: Mapping[Purpose, str] = {
    Purpose.REPAYMENT: DEBT,
    Purpose.PROPERTY: "payable.supplier",  # the cost itself was booked when the service was done
    Purpose.VOLUNTEER: "cost.volunteer",
    Purpose.OTHER: "cost.other",
}
"""What a payment out of a bucket is booked against."""


class OrderKind(StrEnum):
    """Each is `fund.order.<kind>` of the catalogue."""

    SPEND = "spend"
    DEBT = "debt"


class OrderStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundOrder:
    """fen: above 0; day: business date; memo: what for, or where it was decided. building: of property service;
    project: code of the budget line of a project that is paid.

    bucket, purpose: of a SPEND; those of a DEBT are "" and REPAYMENT.
    """

    id: str
    kind: OrderKind
    fen: int
    day: date
    memo: str
    bucket: str = ""
    purpose: Purpose = Purpose.REPAYMENT
    building: str = ""
    project: str = ""
    status: OrderStatus = OrderStatus.PROPOSED
    proposed_by: str
    proposed_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None


def order_entry(order: FundOrder) -> Entry:
    """What an approved order is in the ledger. A spend pays, and empties its bucket by as much, in one entry."""
    if order.kind is OrderKind.DEBT:
        lines = [(DEBT_OPENING, order.fen, "", ""), (DEBT, -order.fen, "", "")]
    else:
        lines = [
            (PAID_FOR[order.purpose], order.fen, order.building, order.project),
            (PAID_FROM, -order.fen, "", order.project),
            (fund_account(order.bucket), order.fen, order.building, order.project),
            (FUND_APPLIED, -order.fen, "", ""),
        ]
    return Entry(
        key=f"fund:order:{order.id}",
        source=EntrySource.OPENING if order.kind is OrderKind.DEBT else EntrySource.FUND,
        day=order.day,
        at=order.proposed_at,
        postings=tuple(
            Posting(account=account, fen=fen, building=building, party=party)
            for account, fen, building, party in lines
        ),
        document=f"fund-order:{order.id}",
        memo=order.memo,
    )
