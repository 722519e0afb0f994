"""What is read for income and costs: lines of business, the book's accounts, and statements held against the book."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.metric.sums import Sums
from models.money.chart import Line
from models.money.result import Result
from models.money.statement import StatementSource


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBeside:
    """A line of business. before: of the month before, None = there was none; usual: middle one of some months."""

    line: Line
    now: Result
    before: Result | None = None
    usual_income_fen: int | None = None
    usual_cost_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedDay:
    """A day of takings, as services/month_money.TieDay has it."""

    day: date
    tills_fen: int
    booked_fen: int
    shown_fen: int
    open_fen: int
    loose_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementMonth:
    """A statement of the month, as services/month_money.MeansMonth has it."""

    source: StatementSource
    lines: int
    in_fen: int
    out_fen: int
    fee_fen: int
    loose: int
    aside: int
    breaks: int
    first_fen: int | None
    last_fen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyInputs:
    """has_books: False = this deployment keeps none, and nothing of all this is known. now: None = neither income nor costs.

    accounts: what each account of the book moved in the month, debits above 0; elsewhere: the money of no space.
    revision: of the closed month, None = it is open.
    """

    has_books: bool = False
    now: Result | None = None
    before: Result | None = None
    lines: tuple[LineBeside, ...] = ()
    accounts: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Sums = field(default_factory=Sums)
    days: tuple[TiedDay, ...] = ()
    statements: tuple[StatementMonth, ...] = ()
    revision: int | None = None
