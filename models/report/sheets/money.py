"""Sheet 8: income and costs by line of business, by space and by account, and takings held against tills and statements."""

from collections.abc import Iterable, Iterator

from models.metric import METRICS
from models.metric.metric import Unit
from models.metric.sums import Sums
from models.money.chart import FUND_APPLIED, FUND_OPEN, FUND_PREFIX
from models.money.result import Result
from models.report.figure import NO_DATA, count, day, figure, metric_columns, name, words
from models.report.inputs import MonthInputs
from models.report.inputs.money import LineBeside, MoneyInputs, StatementMonth, TiedDay
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL

EARNED = tuple(
    METRICS[key]
    for key in (
        *("income", "income_subsidy", "direct_cost", "shared_cost", "cost", "contribution"),
        *("cost_recovery", "subsidy_per_visit"),
    )
)
ELSEWHERE = "elsewhere"
"""The key of the row of what belongs to no space."""

DAY_FEN = ("tills", "booked", "shown", "open", "loose")
STATEMENT_FEN = ("in", "out", "fee", "first", "last")
STATEMENT_COUNTS = ("lines", "loose", "aside", "breaks")


def sheet(inputs: MonthInputs) -> Sheet:
    """收支: all empty where no books are kept."""
    money = inputs.money
    return Sheet(
        key=SheetKey.MONEY,
        tables=(
            Table(key="money_lines", columns=_LINES, rows=tuple(_lines(money))),
            Table(key="money_spaces", columns=_SPACES, rows=tuple(_spaces(inputs))),
            Table(key="trial_balance", columns=_ACCOUNTS, rows=tuple(_accounts(money))),
            Table(key="tie_days", columns=_DAYS, rows=tuple(_days(money.days))),
            Table(key="tie_statements", columns=_STATEMENTS, rows=tuple(map(_statement, money.statements))),
        ),
    )


def _fen(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key=key, unit=Unit.FEN) for key in keys)


_LINES = (
    Column(key="money_line"),
    *_fen("line_income", "line_subsidy", "line_cost", "line_contribution"),
    *_fen("income_before", "cost_before", "usual_income", "usual_cost"),
)
_SPACES = (Column(key="space"), *metric_columns(EARNED))
_ACCOUNTS = (Column(key="account"), *_fen("debit", "credit"))
_DAYS = (Column(key="day"), *_fen(*(f"tie_{key}" for key in DAY_FEN)))
_STATEMENTS = (
    Column(key="statement"),
    *_fen(*(f"statement_{key}" for key in STATEMENT_FEN)),
    *(Column(key=f"statement_{key}") for key in STATEMENT_COUNTS),
)


def _lines(money: MoneyInputs) -> Iterator[Row]:
    for one in money.lines:
        yield Row(key=one.line, cells=(words(f"money.line.{one.line}"), *_result(one.now), *_beside(one)))
    if money.now is not None:
        before = _two(money.before)
        cells = (words("report.total"), *_result(money.now), *before, NO_DATA, NO_DATA)
        yield Row(key=TOTAL, cells=cells, is_total=True)


def _result(one: Result) -> Iterator[Cell]:
    return map(count, (one.income_fen, one.subsidy_fen, one.cost_fen, one.contribution_fen))


def _two(one: Result | None) -> tuple[Cell, Cell]:
    return (count(one.income_fen), count(one.cost_fen)) if one else (NO_DATA, NO_DATA)


def _beside(one: LineBeside) -> Iterable[Cell]:
    return (*_two(one.before), count(one.usual_income_fen), count(one.usual_cost_fen))


def _spaces(inputs: MonthInputs) -> Iterator[Row]:
    """Each space, what belongs to none, and the house, which is the book to the fen."""
    if inputs.money.has_books:
        for one in inputs.use.spaces:
            yield _space(one.space, name(one.name), one.sums)
        yield _space(ELSEWHERE, words("report.elsewhere"), inputs.money.elsewhere)
        yield _space(TOTAL, words("report.total"), inputs.use.house, is_total=True)


def _space(key: str, head: Cell, sums: Sums, *, is_total: bool = False) -> Row:
    return Row(key=key, cells=(head, *(figure(metric, sums) for metric in EARNED)), is_total=is_total)


def _accounts(money: MoneyInputs) -> Iterator[Row]:
    """What each account moved: debits and credits are the same, or the book does not balance."""
    for key, fen in sorted(money.accounts.items()):
        yield Row(key=key, cells=(_account(key), count(max(fen, 0)), count(max(-fen, 0))))
    if money.accounts:
        debit, credit = (sum(max(sign * fen, 0) for fen in money.accounts.values()) for sign in (1, -1))
        yield Row(key=TOTAL, cells=(words("report.total"), count(debit), count(credit)), is_total=True)


def _account(key: str) -> Cell:
    """Buckets are the centre's own; the chart names all other accounts."""
    if key.startswith(FUND_PREFIX) and key not in (FUND_OPEN, FUND_APPLIED):
        return words("money.account.fund.bucket", bucket=key.removeprefix(FUND_PREFIX))
    return words(f"money.account.{key}")


def _days(days: Iterable[TiedDay]) -> Iterator[Row]:
    told = [*days]
    for one in told:
        yield Row(key=f"{one.day}", cells=(day(one.day), *map(count, _moved(one))))
    if told:
        sums = (sum(column) for column in zip(*map(_moved, told), strict=True))
        yield Row(key=TOTAL, cells=(words("report.total"), *map(count, sums)), is_total=True)


def _moved(one: TiedDay) -> list[int]:
    return [getattr(one, f"{key}_fen") for key in DAY_FEN]


def _statement(one: StatementMonth) -> Row:
    fen = (count(getattr(one, f"{key}_fen")) for key in STATEMENT_FEN)
    counts = (count(getattr(one, key)) for key in STATEMENT_COUNTS)
    return Row(key=one.source, cells=(words(f"money.account.{one.source}"), *fen, *counts))
