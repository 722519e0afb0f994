"""What is read for the summary of a year: the sums of its months, its spaces, its money and its fund. No person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.centre import SpaceId
from models.message import LocalText
from models.metric.sums import Sums
from models.money.chart import Line
from models.money.fund.rule import Bucket
from models.money.result import Result
from models.report.inputs.paper import PaperInputs


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfYear:
    """house: all spaces, and the money that belongs to none of them; money: None = the book has nothing of it."""

    month: date
    house: Sums
    money: Result | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceYear:
    """A space over the year."""

    space: SpaceId
    name: LocalText
    sums: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketYear:
    """A bucket of the fund. got, spent: in the months of the year; left: at the end of the last of them."""

    bucket: Bucket
    got: int
    spent: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearInputs(PaperInputs):
    """months: those that have begun; house: the year as a whole, read apart from its months; lines: by line of business;
    festival: New Year's Day of the moon, None = beyond the table."""

    months: tuple[MonthOfYear, ...]
    house: Sums
    spaces: tuple[SpaceYear, ...]
    lines: Mapping[Line, Result]
    buckets: tuple[BucketYear, ...]
    festival: date | None
