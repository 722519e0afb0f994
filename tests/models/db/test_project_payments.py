"""The transaction that pays asks the book itself: what it may not pay leaves no entry, no decision and no line of the trail."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.audit import AuditEntry
from models.db import Database
from models.money.entry import Entry, EntrySource, Posting
from models.money.fund.order import FundOrder, OrderKind, OrderStatus, order_entry
from models.money.fund.rule import Purpose
from models.money.project_payment import OverpaidError

AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = date(2026, 11, 20)
CODE = "P2026-001/1"
TOLD = AuditEntry(at=AT, actor="li", action="fund.order.approve", subject="o", centre="c")


def test_a_payment_out_of_a_bucket_is_held_to_its_limit_where_it_is_posted(database: Database) -> None:
    money = database.money("c")
    lines = (Posting(account="fund.open", fen=1_000), Posting(account="fund.volunteer", fen=-1_000))
    money.ledger.post(
        [Entry(key="fill", source=EntrySource.FUND, day=DAY, at=AT, postings=lines)], by="x", at=AT
    )
    order = FundOrder(
        id="o",
        kind=OrderKind.SPEND,
        fen=200,
        day=DAY,
        memo="tea",
        bucket="volunteer",
        purpose=Purpose.VOLUNTEER,
        project=CODE,
        proposed_by="chen",
        proposed_at=AT,
    )
    for key in ("o", "second"):
        money.fund.propose_order(replace(order, id=key), TOLD)
    decided = replace(order, status=OrderStatus.APPROVED, decided_by="li", decided_at=AT)
    money.fund.decide_order(decided, order_entry(decided), TOLD, {CODE: 300})
    second = replace(decided, id="second")
    with pytest.raises(OverpaidError, match=CODE):
        money.fund.decide_order(second, order_entry(second), TOLD, {CODE: 300})
    assert {one.id: one.status for one in money.fund.orders()} == {
        "o": OrderStatus.APPROVED,
        "second": OrderStatus.PROPOSED,
    }
    assert money.ledger.by_keys(["fund:order:second"]) == []
