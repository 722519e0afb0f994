"""The transaction that pays asks the book and the project themselves: what it may not pay leaves no entry and no decision."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.audit import AuditEntry
from models.db import Database
from models.money.entry import Entry, EntrySource, Posting
from models.money.fund.order import FundOrder, OrderKind, OrderStatus, order_entry
from models.money.fund.rule import Purpose
from models.money.ports import Money
from models.money.project_payment import OverpaidError
from models.needs.ports import Projects
from models.needs.project import BudgetLine, Project, Stage, Standing
from tests.models.needs.projects import a_paper, a_project

AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = date(2026, 11, 20)
CODE = "P2026-001/1"
TOLD = AuditEntry(at=AT, actor="li", action="fund.order.approve", subject="o", centre="c")

ORDERS = ("o", "second")
LINE = BudgetLine(id="1", source="special", courtyard="", budget_fen=900, committed_fen=300)
PROJECT = a_project(number="P2026-001", stage=Stage.DELIVERY, lines=(LINE,), evidence=(a_paper(fen=900),))
ORDER = FundOrder(
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


@pytest.fixture
def money(database: Database) -> Money:
    """1,000 fen in a bucket, a project that may pay 300 of them, and two orders of 200 for it."""
    money = database.money("c")
    lines = (Posting(account="fund.open", fen=1_000), Posting(account="fund.volunteer", fen=-1_000))
    money.ledger.post(
        [Entry(key="fill", source=EntrySource.FUND, day=DAY, at=AT, postings=lines)], by="x", at=AT
    )
    projects_in(database).put(PROJECT, TOLD)
    for key in ORDERS:
        money.fund.propose_order(replace(ORDER, id=key), TOLD)
    return money


def projects_in(database: Database) -> Projects:
    projects = database.loop("c").projects
    assert projects is not None
    return projects


def pay(money: Money, key: str) -> None:
    decided = replace(ORDER, id=key, status=OrderStatus.APPROVED, decided_by="li", decided_at=AT)
    money.fund.decide_order(decided, order_entry(decided), TOLD, [CODE])


def promising(fen: int) -> Project:
    return replace(PROJECT, lines=(replace(LINE, committed_fen=fen),))


def test_a_payment_out_of_a_bucket_is_held_to_its_limit_where_it_is_posted(money: Money) -> None:
    pay(money, "o")
    with pytest.raises(OverpaidError, match=CODE):
        pay(money, "second")
    assert {one.id: one.status for one in money.fund.orders()} == {
        "o": OrderStatus.APPROVED,
        "second": OrderStatus.PROPOSED,
    }
    assert money.ledger.by_keys(["fund:order:second"]) == []


@pytest.mark.parametrize(
    "meanwhile",
    [promising(199), replace(PROJECT, evidence=()), replace(PROJECT, standing=Standing.PAUSED)],
    ids=["promise", "invoice", "pause"],
)
def test_a_limit_counts_as_it_is_at_the_moment_of_posting(
    database: Database, money: Money, meanwhile: Project
) -> None:
    projects_in(database).put(meanwhile, TOLD)
    with pytest.raises(OverpaidError, match=CODE):
        pay(money, "o")
    assert money.ledger.by_keys(["fund:order:o"]) == []


@pytest.mark.parametrize(
    "late",
    [promising(199), replace(PROJECT, evidence=()), replace(PROJECT, lines=())],
    ids=["promise", "invoice", "line"],
)
def test_a_limit_that_was_seen_before_a_payment_does_not_sink_below_it(
    database: Database, money: Money, late: Project
) -> None:
    pay(money, "o")
    with pytest.raises(OverpaidError, match=CODE):
        projects_in(database).put(late, TOLD)
    assert projects_in(database).find(PROJECT.id) == PROJECT
    assert projects_in(database).put(promising(200), TOLD).revision == 2
    paused = replace(PROJECT, revision=2, standing=Standing.PAUSED, lines=(replace(LINE, committed_fen=250),))
    assert projects_in(database).put(paused, TOLD).revision == 3
