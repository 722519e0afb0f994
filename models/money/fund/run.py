"""Runs of the fund: each a split that stands in the ledger, or one that takes the newest back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.money.chart import FUND_OPEN, fund_account
from models.money.entry import Entry, EntrySource, Posting
from models.money.fund.rule import HELD, FundRule
from models.money.fund.split import Split, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRun:
    """One run. number: 1, 2, 3 ...; it covers months from `first` to `month`, entries up to `through`, less the run before.

    version: of the rule; base, released, parts: as in Split, below 0 where it takes back; after: what stood then.
    key: of its entry, "" = nothing moved. takes_back: the number of the run that this one undoes, 0 = none.
    asked_by: who asked for it, "" = it takes back, or was made when one person alone could; by: who posted it.
    Raises ValueError where one person did both.
    """

    number: int
    first: date
    month: date
    through: int
    version: int
    base: int
    released: int
    parts: Mapping[str, int]
    after: Standing
    key: str
    takes_back: int = 0
    asked_by: str = ""
    by: str
    at: datetime

    def __post_init__(self) -> None:
        if self.asked_by and self.asked_by == self.by:
            raise ValueError(f"'{self.by}' asked for run {self.number} and may not post it too")

    @property
    def shared(self) -> int:
        return sum(self.parts.values())


def run_key(number: int) -> str:
    """The external id of a run's entry."""
    return f"fund:run:{number}"


def standing_runs(runs: Sequence[FundRun]) -> list[FundRun]:
    """Those that were not taken back, oldest first."""
    gone = {one.takes_back for one in runs if one.takes_back}
    return [one for one in runs if not one.takes_back and one.number not in gone]


def standing_for(runs: Sequence[FundRun], rule: FundRule) -> Standing:
    """Where a run under a rule begins. A new version counts from nothing, but for what is still to be made up for."""
    stood = standing_runs(runs)
    if not stood:
        return Standing()
    last = stood[-1]
    return last.after if last.version == rule.version else Standing(carried=last.after.carried)


def is_first_of_version(runs: Sequence[FundRun], rule: FundRule) -> bool:
    """Whether no standing run followed this version last: then what was held is shared out anew."""
    stood = standing_runs(runs)
    return bool(stood) and stood[-1].version != rule.version


def shared_by_month(runs: Sequence[FundRun], bucket: str) -> Mapping[date, int]:
    """What one bucket got, by month, oldest first."""
    found: dict[date, int] = {}
    for one in standing_runs(runs):
        found[one.month] = found.get(one.month, 0) + one.parts.get(bucket, 0)
    return found


def base_by_month(runs: Sequence[FundRun]) -> Mapping[date, int]:
    """What was there to share out, by month, oldest first."""
    found: dict[date, int] = {}
    for one in standing_runs(runs):
        found[one.month] = found.get(one.month, 0) + one.base
    return found


def made(
    did: Split,
    rule: FundRule,
    *,
    number: int,
    first: date,
    month: date,
    through: int,
    by: str,
    at: datetime,
    asked_by: str = "",
) -> FundRun:
    """A split as the next run."""
    run = FundRun(
        number=number,
        first=first,
        month=month,
        through=through,
        version=rule.version,
        base=did.base,
        released=did.released,
        parts=did.parts,
        after=did.after,
        key=run_key(number),
        asked_by=asked_by,
        by=by,
        at=at,
    )
    return run if _moves(run) else replace(run, key="")


def taken_back(runs: Sequence[FundRun], *, number: int, by: str, at: datetime) -> FundRun:
    """The run that undoes the newest standing one: the fund stands as it stood before. Raises ValueError without one."""
    stood = standing_runs(runs)
    if not stood:
        raise ValueError("no run stands that could be taken back")
    last, before = stood[-1], stood[-2] if len(stood) > 1 else None
    return replace(
        last,
        number=number,
        base=-last.base,
        released=-last.released,
        parts={key: -fen for key, fen in last.parts.items()},
        after=before.after if before else Standing(),
        key=run_key(number) if last.key else "",
        takes_back=last.number,
        asked_by="",
        by=by,
        at=at,
    )


def run_entry(run: FundRun, *, day: date, memo: str = "") -> Entry | None:
    """The entry of a run; None where nothing moves."""
    postings = [Posting(account=account, fen=fen) for account, fen in _moves(run).items()]
    if not postings:
        return None
    return Entry(
        key=run.key,
        source=EntrySource.FUND,
        day=day,
        at=run.at,
        postings=tuple(postings),
        document=f"fund:{run.number}",
        memo=memo,
        reverses=run_key(run.takes_back) if run.takes_back else "",
    )


def _moves(run: FundRun) -> Mapping[str, int]:
    """By account, debit above 0: out of the open proceeds and what was held, into the buckets."""
    moves = {FUND_OPEN: run.shared - run.released}
    moves |= {fund_account(key): -fen for key, fen in run.parts.items()}
    held = fund_account(HELD)
    moves[held] = moves.get(held, 0) + run.released
    return {account: fen for account, fen in moves.items() if fen}
