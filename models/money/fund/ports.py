"""What the fund needs from outside: its rules, runs and orders, kept together with their entries."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from models.audit import AuditEntry
from models.money.entry import Entry
from models.money.fund.ask import FundAsk
from models.money.fund.order import FundOrder
from models.money.fund.rule import FundRule
from models.money.fund.run import FundRun


class MovedOnError(ValueError):
    """Somebody else did something with the same thing meanwhile: look again."""


class ShortError(ValueError):
    """More than there is. account: of a bucket or the debt; left: fen that it still holds."""

    def __init__(self, account: str, left: int) -> None:
        super().__init__(f"account '{account}' holds {left} fen only")
        self.account = account
        self.left = left


class Fund(Protocol):
    """The fund of one centre. Each step and its audit row, and its entry where it has one, are one transaction.

    Steps wait for whoever writes to the book, so that nobody spends what another is just spending.
    """

    def rules(self) -> Sequence[FundRule]:
        """Every version that people proposed, by version."""
        ...

    def propose_rule(self, rule: FundRule, told: AuditEntry) -> None:
        """Keep the next version. Raises MovedOnError where its number is taken."""
        ...

    def decide_rule(self, rule: FundRule, told: AuditEntry, *, after: date | None) -> None:
        """Approve or refuse a proposed version. after: the month of the newest standing run that was seen.

        Raises MovedOnError where it was decided already, or where a run came between.
        """
        ...

    def runs(self) -> Sequence[FundRun]:
        """Every run, by number."""
        ...

    def asked(self) -> FundAsk | None:
        """The run that somebody asked for and nobody posted yet."""
        ...

    def ask(self, wanted: FundAsk, told: AuditEntry) -> None:
        """Keep what is asked for. Raises MovedOnError where somebody asked already, or a run took its number."""
        ...

    def drop_ask(self, wanted: FundAsk, told: AuditEntry) -> None:
        """Nobody asks for it any more. Raises MovedOnError where it is gone or another one stands there."""
        ...

    def keep_run(self, run: FundRun, entry: Entry | None, told: AuditEntry) -> None:
        """Keep the next run with its entry, and strike out what was asked for where it is that. Raises MovedOnError where
        its number is taken or nobody asks for it any more, ShortError where it takes back what was spent already."""
        ...

    def orders(self) -> Sequence[FundOrder]:
        """Every order, newest first."""
        ...

    def propose_order(self, order: FundOrder, told: AuditEntry) -> None:
        """Keep a new one."""
        ...

    def decide_order(
        self, order: FundOrder, entry: Entry | None, told: AuditEntry, pays: Collection[str] = ()
    ) -> None:
        """Approve one, with its entry, or refuse it. pays: as of vouchers. Raises MovedOnError where it was decided already,
        ShortError where its bucket holds less, or the debt is smaller, OverpaidError."""
        ...
