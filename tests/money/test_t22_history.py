"""T22: whatever is posted, taken back, closed and posted late, the ledger says what a plain book says, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event

from models.db import Database
from models.money.apportion import apportion
from models.money.entry import Entry, EntrySource, Posting
from models.money.month import MonthStateError, MonthStatus
from models.money.ports import DifferentEntryError, Money, Such
from tests.money.plain_book import PlainBook, first_of

AT = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
MONTHS = st.sampled_from([date(2026, month, 1) for month in (9, 10, 11)])
DAYS = st.dates(date(2026, 9, 1), date(2026, 11, 30))
PEOPLE = st.sampled_from(["chen", "li"])
FEN = st.integers(1, 10**9)
CENTRES = count(1)
WEIGHTS = (50, 40, 10)
BUCKETS = ("fund.debt", "fund.property", "fund.volunteer")


class History(RuleBasedStateMachine):
    """One book of a database that many such histories share, each in a centre of its own."""

    database: Database

    @initialize()
    def begin(self) -> None:
        self.money: Money = self.database.money(f"c{next(CENTRES)}")
        self.plain = PlainBook()
        self.keys = (f"k{n}" for n in count(1))

    def post(self, *entries: Entry) -> None:
        fresh = [one for n, one in enumerate(entries) if not self.plain.knows(one) and one not in entries[:n]]
        outcome = self.money.ledger.post(entries, by="till", at=AT)
        assert [one.entry for one in outcome.posted] == fresh
        for one in entries:
            self.plain.add(one)

    def entry(self, day: date, *lines: tuple[str, int], source: EntrySource = EntrySource.SALE) -> Entry:
        postings = tuple(Posting(account=account, fen=fen) for account, fen in lines if fen)
        return Entry(key=next(self.keys), source=source, day=day, at=AT, postings=postings)

    @rule(day=DAYS, fare=FEN, subsidy=st.integers(0, 10**6))
    def income(self, day: date, fare: int, subsidy: int) -> None:
        self.post(
            self.entry(
                day,
                ("takings", fare),
                ("receivable.subsidy", subsidy),
                ("income.canteen.fare", -fare),
                ("income.canteen.subsidy", -subsidy),
            )
        )

    @rule(day=DAYS, base=st.integers(-(10**9), 10**9).filter(bool))
    def split(self, day: date, base: int) -> None:
        parts = apportion(base, WEIGHTS)
        lines = [(bucket, -part) for bucket, part in zip(BUCKETS, parts, strict=True)]
        self.post(self.entry(day, ("fund.open", base), *lines, source=EntrySource.FUND))

    @rule(day=DAYS, fen=FEN)
    def refund(self, day: date, fen: int) -> None:
        self.post(self.entry(day, ("income.course", fen), ("bank", -fen), source=EntrySource.VOUCHER))

    @rule(days=st.lists(DAYS, min_size=2, max_size=5), again=st.booleans())
    def many_at_once(self, days: list[date], again: bool) -> None:
        entries = [self.entry(day, ("takings", 100), ("income.gym", -100)) for day in days]
        self.post(*entries, *(entries[:2] if again else ()))

    @precondition(lambda self: self.plain.entries)
    @rule(data=st.data(), day=DAYS)
    def take_back(self, data: st.DataObject, day: date) -> None:
        old = data.draw(st.sampled_from(self.plain.entries))
        lines = tuple(replace(one, fen=-one.fen) for one in old.postings)
        self.post(
            Entry(
                key=next(self.keys),
                source=EntrySource.REVERSAL,
                day=day,
                at=AT,
                postings=lines,
                reverses=old.key,
            )
        )

    @precondition(lambda self: self.plain.entries)
    @rule(data=st.data())
    def tell_again(self, data: st.DataObject) -> None:
        self.post(data.draw(st.sampled_from(self.plain.entries)))

    @precondition(lambda self: self.plain.entries)
    @rule(data=st.data())
    def tell_otherwise(self, data: st.DataObject) -> None:
        """With an honest entry before it, which must not be written either."""
        old = data.draw(st.sampled_from(self.plain.entries))
        honest = self.entry(old.day, ("takings", 5), ("income.gym", -5))
        with pytest.raises(DifferentEntryError):
            self.money.ledger.post([honest, replace(old, memo=old.memo + "x")], by="till", at=AT)

    @rule(month=MONTHS, by=PEOPLE)
    def ask(self, month: date, by: str) -> None:
        if self._step(self.plain.may_ask(month), lambda: self.money.months.ask(month, by=by, at=AT)):
            self.plain.asked[month] = by

    @rule(month=MONTHS, by=PEOPLE)
    def agree(self, month: date, by: str) -> None:
        may = month in self.plain.asked and self.plain.may_agree(month, by)
        if self._step(may, lambda: self.money.months.agree(month, by=by, at=AT)):
            self.plain.close(month)

    @precondition(lambda self: any(self.plain.may_ask(month) for month in self.plain.months()))
    @rule()
    def close(self) -> None:
        """The first month that can be: by chance alone two people seldom mean the same."""
        month = min(one for one in self.plain.months() if self.plain.may_ask(one))
        self.ask(month=month, by="chen")
        self.agree(month=month, by="li")

    @precondition(lambda self: self.plain.closings)
    @rule(data=st.data(), fen=FEN)
    def come_late(self, data: st.DataObject, fen: int) -> None:
        month = data.draw(st.sampled_from(sorted(self.plain.closings)))
        self.income(day=month.replace(day=28), fare=fen, subsidy=0)

    @precondition(lambda self: self.plain.asked)
    @rule(data=st.data(), by=PEOPLE)
    def withdraw(self, data: st.DataObject, by: str) -> None:
        month = data.draw(st.sampled_from(sorted(self.plain.asked)))
        self.money.months.withdraw(month, by=by, at=AT)
        del self.plain.asked[month]

    def _step(self, may: bool, step: Callable[[], object]) -> bool:
        if may:
            step()
            return True
        with pytest.raises(MonthStateError):
            step()
        return False

    @invariant()
    def the_sums_are_those_of_the_plain_book(self) -> None:
        sums = {one.account: one.fen for one in self.money.ledger.sums(["account"])}
        assert sum(sums.values()) == 0
        assert {key: fen for key, fen in sums.items() if fen} == {
            key: fen for key, fen in self.plain.sums().items() if fen
        }
        assert -sum(sums.get(bucket, 0) for bucket in BUCKETS) == sums.get("fund.open", 0)
        assert self.money.ledger.head() == len(self.plain.entries)

    @invariant()
    def a_closed_month_never_changes(self) -> None:
        for (month, revision), kept in self.plain.frozen.items():
            such = Such(months=(month, month), revision=revision)
            assert {one.account: one.fen for one in self.money.ledger.sums(["account"], such)} == kept

    def teardown(self) -> None:
        if not hasattr(self, "money"):
            return
        assert self.money.ledger.first_fault() is None
        posted = list(self.money.ledger.lines())
        assert [one.entry for one in posted] == self.plain.entries
        assert [one.revision for one in posted] == self.plain.revisions
        assert [one.month for one in posted] == [first_of(one.day) for one in self.plain.entries]
        closed = {one.month for one in self.money.months.all() if one.closed_at}
        assert closed == set(self.plain.closings)
        closing = {one.month for one in self.money.months.all() if one.status is MonthStatus.CLOSING}
        assert closing == set(self.plain.asked)


SHORT = {"sqlite": (20, 20), "postgresql": (6, 20)}
FULL = {"sqlite": (2_000, 50), "postgresql": (2_000, 50)}


@pytest.mark.parametrize("sizes", [SHORT, pytest.param(FULL, marks=pytest.mark.long)], ids=["short", "full"])
def test_the_ledger_says_what_a_plain_book_says(
    database: Database, sizes: dict[str, Any], figures: list[str]
) -> None:
    dialect = database.connections.engine.dialect.name
    examples, steps = sizes[dialect]
    if dialect == "sqlite":  # what a power cut would take is no matter here
        event.listen(
            database.connections.engine, "connect", lambda one, _: one.execute("PRAGMA synchronous = OFF")
        )
        database.connections.engine.dispose()
    machine = type("History", (History,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[
                Phase.generate,
                Phase.target,
            ],  # a history of a few steps needs no shrinking, which takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    figures.append(f"T22 ledger history: {examples} x {steps} steps on {dialect}")
