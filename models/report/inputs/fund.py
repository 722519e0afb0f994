"""What is read for the sharing out of proceeds: the month's runs, what each bucket got and spent, the debt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.money.fund.rule import Bucket, FundRule
from models.money.fund.split import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOfMonth:
    """A run that stands. carried: what earlier months had to be made up for, 0 or less; parts: fen by bucket; booked: what its
    entry moved in the ledger, account -> fen, credits below 0."""

    number: int
    version: int
    base: int
    released: int
    carried: int
    parts: Mapping[str, int]
    booked: Mapping[str, int]
    after: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketMonth:
    """A bucket. got, spent: in the month; got_ever, spent_ever: up to its end, so that what is left is their difference."""

    bucket: Bucket
    got: int
    spent: int
    got_ever: int
    spent_ever: int

    @property
    def left(self) -> int:
        return self.got_ever - self.spent_ever


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentOf:
    """A payment out of a bucket. reference: what for, or where it was decided, as people wrote it."""

    id: str
    day: date
    bucket: str
    fen: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtOfMonth:
    """opened: what stood at the beginning; owed: at the end of the month; aside: what is held towards it; remaining: what is still
    to be set aside."""

    opened: int
    owed: int
    aside: int
    remaining: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FundInputs:
    """has_fund: False = no books are kept. rules: those by which the month was shared out, or the one in force where it was not
    yet; nobody who proposed or decided them. base_ever: shared out up to the end of the month; held: what awaits the next
    rule; debt: None = nobody entered one."""

    has_fund: bool = False
    rules: tuple[FundRule, ...] = ()
    runs: tuple[RunOfMonth, ...] = ()
    buckets: tuple[BucketMonth, ...] = ()
    spends: tuple[SpentOf, ...] = ()
    debt: DebtOfMonth | None = None
    base_ever: int = 0
    held: int = 0
