"""A house with books and a fund for tests: real tables in one file, a centre's book for each test, a clock by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from models.account import Account, Grant, Role
from models.db import Database
from models.money.entry import Entry, EntrySource, Posting
from models.money.fund.ask import FundAsk
from models.money.fund.run import FundRun
from models.money.month import next_month
from models.money.ports import Money, Such
from models.ports import Ports
from models.services.fund import FundState, fund_state
from models.services.fund_orders import decide_order, propose_debt, propose_spend
from models.services.fund_rules import decide_rule, propose_rule
from models.services.fund_runs import ask_run, month_to_run, plan, post_run
from tests.builders import a_centre, some_ports
from tests.models.money.fund.rules import a_rule

CHEN = Account(id=1, name="chen", grants=(Grant(role=Role.FINANCE),))
WANG = Account(id=2, name="wang", grants=(Grant(role=Role.MANAGER),))
VIEWER = Account(id=3, name="resident", grants=(Grant(role=Role.VIEWER),))
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
JANUARY = date(2026, 1, 1)


@dataclass
class FundHouse:
    """chen keeps the books, wang approves."""

    database: Database
    book: str
    now: datetime = NOW
    entries: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000)))

    def __post_init__(self) -> None:
        self.money: Money = self.database.money(self.book)
        self.ports: Ports = replace(some_ports(a_centre(), clock=lambda: self.now), money=self.money)

    def earn(self, month: date, fen: int, cost: int = 0) -> None:
        """Income of a month, and costs."""
        lines = [("bank", fen - cost), ("income.gym", -fen), ("cost.energy", cost)]
        entry = Entry(
            key=f"test:{next(self.entries)}",
            source=EntrySource.VOUCHER,
            day=month.replace(day=15),
            at=NOW,
            postings=tuple(Posting(account=account, fen=one) for account, one in lines if one),
        )
        self.money.ledger.post([entry], by="chen", at=NOW)

    def decide(self, *points: int, valid_from: date = JANUARY, **options: object) -> None:
        """A rule that chen proposed and wang approved."""
        draft = replace(a_rule(*points), valid_from=valid_from, **options)  # type: ignore[arg-type]
        version = propose_rule(self.ports, CHEN, draft).version
        decide_rule(self.ports, WANG, version, approve=True)

    def owe(self, fen: int) -> None:
        order = propose_debt(self.ports, CHEN, fen, JANUARY, "audit of the works, no. 7")
        decide_order(self.ports, WANG, order.id, approve=True)

    def spend(self, bucket: str, fen: int, day: date = date(2026, 11, 1)) -> None:
        order = propose_spend(self.ports, CHEN, bucket, fen, day, "lift", "3")
        decide_order(self.ports, WANG, order.id, approve=True)

    def run(self, month: date | None = None) -> FundRun:
        """The next month, or another one: chen asks, wang posts."""
        return post_run(self.ports, WANG, self.ask(month).number)

    def ask(self, month: date | None = None) -> FundAsk:
        """What chen asks for."""
        wanted = month or month_to_run(self.money)
        meant = plan(self.ports, wanted)
        return ask_run(self.ports, CHEN, wanted, number=meant.number, through=meant.through)

    def year(self, *amounts: int) -> None:
        """Months from January on, each earned and shared out."""
        month = JANUARY
        for fen in amounts:
            self.earn(month, fen)
            self.run()
            month = next_month(month)

    def state(self) -> FundState:
        return fund_state(self.ports)

    def balance(self, account: str) -> int:
        return sum(one.fen for one in self.money.ledger.sums(["account"], Such(accounts=(account,))))
