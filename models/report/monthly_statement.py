"""The month as an office gets it: numbers only, each from the registry of metrics or the book, none typed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.calendar import CHINA
from models.message import LocalText
from models.report.paper import LAST, Paper
from models.report.sheet import Place, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the head of every sheet.

    number: of the paper (编号), the same for all of its versions; version: 0 = first, then numbered revisions;
    run: this making of it; as_of: until when data had come in; digest: SHA-256 of the inputs, hex;
    coverage: measured share of the promised hours of all spaces (models/report/gap.py), None = no data;
    is_simulated: whether made-up readings lie among the data; zone: in which its instants are told (IANA).
    paper: what kind of paper it is; month: the first day of what it tells of.
    """

    centre: str
    name: LocalText
    month: date
    number: str
    version: int
    run: str
    as_of: datetime
    calc_version: int
    digest: str
    coverage: float | None
    is_simulated: bool = False
    zone: str = CHINA.key
    paper: Paper = Paper.MONTH

    @property
    def last(self) -> date:
        """The last day of what the paper tells of."""
        return LAST[self.paper](self.month)

    @property
    def called(self) -> str:
        """The name that somebody gave it; "" = it has none."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence of the cover, `report.finding.<key>`; every number in it is a cell of the report, and so is every name."""

    key: str
    values: Mapping[str, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyStatement:
    """A version of a month's report, or another paper in the same forms. findings: of the cover, the most important first."""

    head: Head
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()
