"""The sharing out of a month's proceeds as it stood at the month's end: runs, buckets, payments, debt. Nobody is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.metric.period import Period
from models.money.fund.order import DEBT, FundOrder
from models.money.fund.rule import HELD, Bucket, FundRule, Purpose, rule_in_force, usual_rule
from models.money.fund.run import FundRun, base_by_month, shared_by_month, standing_runs
from models.money.ports import Money, Such
from models.ports import Ports
from models.report.inputs.fund import BucketMonth, DebtOfMonth, FundInputs, RunOfMonth, SpentOf
from models.services.fund import Debt, known_buckets, spends


def fund_inputs(ports: Ports, period: Period) -> FundInputs:
    """Nothing where no books are kept. Raises StoreError."""
    if ports.money is None:
        return FundInputs()
    usual = usual_rule(ports.centre.fund)
    read = _Read(ports.money, period, ports.money.fund.rules(), standing_runs(ports.money.fund.runs()), usual)
    buckets = read.buckets()
    return FundInputs(
        has_fund=True,
        rules=read.rules_used(),
        runs=tuple(read.run(one) for one in read.runs if one.month == period.first),
        buckets=buckets,
        spends=tuple(map(_spent, read.spends(only=True))),
        debt=read.debt(buckets),
        base_ever=sum(fen for month, fen in base_by_month(read.runs).items() if month <= period.first),
        held=_until(shared_by_month(read.runs, HELD), period.first)
        - sum(one.released for one in read.runs if one.month <= period.first),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything of the fund, with the month that is looked at. runs: those that were not taken back."""

    money: Money
    period: Period
    rules: Sequence[FundRule]
    runs: Sequence[FundRun]
    usual: FundRule

    def rules_used(self) -> tuple[FundRule, ...]:
        """Those of the month's runs, without the people who proposed and decided them."""
        month = self.period.first
        versions = {one.version for one in self.runs if one.month == month}
        used = [one for one in self.rules if one.version in versions]
        if 0 in versions:
            used.append(self.usual)
        found = used or [rule_in_force(self.rules, month, self.usual)]
        return tuple(
            replace(one, proposed_by="", proposed_at=None, decided_by="", decided_at=None) for one in found
        )

    def run(self, one: FundRun) -> RunOfMonth:
        entries = self.money.ledger.by_keys([one.key]) if one.key else ()
        booked: dict[str, int] = {}
        for posting in (line for each in entries for line in each.entry.postings):
            booked[posting.account] = booked.get(posting.account, 0) + posting.fen
        return RunOfMonth(
            number=one.number,
            version=one.version,
            base=one.base,
            released=one.released,
            carried=self._carried(one),
            parts=one.parts,
            booked=booked,
            after=one.after,
        )

    def _carried(self, one: FundRun) -> int:
        """What the standing run before it left to be made up for."""
        place = self.runs.index(one)
        return self.runs[place - 1].after.carried if place else 0

    def buckets(self) -> tuple[BucketMonth, ...]:
        """Those of the rules used, then older ones that got something by the end of the month."""
        current = {one.key: one for rule in self.rules_used() for one in rule.buckets}
        older = {one.key: one for one in known_buckets(self.rules, self.usual) if one.key not in current}
        found = (self._bucket(one) for one in (current | older).values())
        return tuple(one for one in found if one.bucket.key in current or one.got_ever)

    def _bucket(self, bucket: Bucket) -> BucketMonth:
        shared, month = shared_by_month(self.runs, bucket.key), self.period.first
        return BucketMonth(
            bucket=bucket,
            got=shared.get(month, 0),
            spent=sum(one.fen for one in self.spends(only=True) if one.bucket == bucket.key),
            got_ever=_until(shared, month),
            spent_ever=sum(one.fen for one in self.spends() if one.bucket == bucket.key),
        )

    def spends(self, *, only: bool = False) -> list[FundOrder]:
        """Approved payments up to the end of the month, or of the month only, oldest first."""
        paid = spends(self.money.fund.orders())
        found = [one for one in paid if one.day <= self.period.last]
        chosen = [one for one in found if one.day >= self.period.first] if only else found
        return sorted(chosen, key=lambda one: (one.day, one.id))

    def debt(self, buckets: Iterable[BucketMonth]) -> DebtOfMonth | None:
        """As services/fund has it, by the entries up to the month's last day."""
        such = Such(last=self.period.last, accounts=(DEBT,))
        balance = [one.fen for one in self.money.ledger.sums(["account"], such)]
        if not balance:
            return None
        owed = -sum(balance)
        repaid = sum(one.fen for one in self.spends() if one.purpose is Purpose.REPAYMENT)
        aside = sum(one.left for one in buckets if one.bucket.purpose is Purpose.REPAYMENT)
        debt = Debt(opened=repaid + owed, owed=owed, aside=aside)
        return DebtOfMonth(opened=debt.opened, owed=owed, aside=aside, remaining=debt.remaining)


def _until(by_month: Mapping[date, int], month: date) -> int:
    return sum(fen for one, fen in by_month.items() if one <= month)


def _spent(one: FundOrder) -> SpentOf:
    return SpentOf(id=one.id, day=one.day, bucket=one.bucket, fen=one.fen, reference=one.memo)
