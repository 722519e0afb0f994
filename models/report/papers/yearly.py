"""年报: the months of a year side by side with the year's own figures, its spaces, its money and its fund."""

from collections.abc import Iterator
from math import fsum, isclose

from models.metric import METRICS
from models.metric.metric import Unit
from models.money.result import Result
from models.report.figure import NO_DATA, NOT_ASKED, count, day, figure, metric_columns, name, words
from models.report.identities import EXACT, Broken, IdentityError
from models.report.inputs.year import BucketYear, MonthOfYear, YearInputs
from models.report.monthly_statement import MonthlyStatement
from models.report.paper import Paper
from models.report.papers.head import head
from models.report.sheet import Cell, Column, Row, Sheet, Table
from models.report.sheets.fund import bucket_name
from models.report.sheets.overview import KPIS
from models.report.sheets.use import HOURS, LATER, RATES, TOTAL

OF_SPACE = (*HOURS, *RATES, *LATER)
MONEY = ("line_income", "line_subsidy", "line_cost", "line_contribution")


def yearly_paper(inputs: YearInputs) -> MonthlyStatement:
    """The same inputs always make the same paper. Raises IdentityError where the months are not the year."""
    if found := list(_broken(inputs)):
        raise IdentityError(f"{inputs.centre} {inputs.first.year}", found)
    sheets = (
        Sheet(key="year", tables=(_months(inputs),)),
        Sheet(key="year_spaces", tables=(_spaces(inputs),)),
        Sheet(key="year_money", tables=(_money(inputs), _lines(inputs), _fund(inputs))),
    )
    return MonthlyStatement(head=head(inputs, Paper.YEAR, f"{inputs.first.year}"), sheets=sheets)


def _broken(inputs: YearInputs) -> Iterator[Broken]:
    """The year is its months and its spaces; its money by month is its money by line."""
    hours = METRICS["person_hours"].key
    year = inputs.house.use.person_hours
    ways = {
        f"{hours}: months": (fsum(one.house.use.person_hours for one in inputs.months), year),
        f"{hours}: spaces": (fsum(one.sums.use.person_hours for one in inputs.spaces), year),
        "money: months": (_total(inputs).contribution_fen, _of_lines(inputs).contribution_fen),
    }
    for where, (one, other) in ways.items():
        if not isclose(one, other, rel_tol=EXACT, abs_tol=EXACT):
            yield Broken(key="months_are_the_year", where=where, one=one, other=other)


def _months(inputs: YearInputs) -> Table:
    """Every rate of the year is a ratio of the year's sums and no mean of its months."""
    columns = (Column(key="month"), Column(key="festival_day"), *metric_columns(KPIS))
    rows = [_month(one, inputs) for one in inputs.months]
    cells = (words("report.total"), NOT_ASKED, *(figure(one, inputs.house) for one in KPIS))
    return Table(key="year_months", columns=columns, rows=(*rows, Row(key=TOTAL, cells=cells, is_total=True)))


def _month(one: MonthOfYear, inputs: YearInputs) -> Row:
    """New Year's Day of the moon stands beside its month: it moves the figures of two months."""
    festival = inputs.festival
    has_it = festival is not None and festival.month == one.month.month
    cells = (_named(one), day(festival) if has_it else NOT_ASKED)
    return Row(key=f"{one.month:%m}", cells=(*cells, *(figure(metric, one.house) for metric in KPIS)))


def _named(one: MonthOfYear) -> Cell:
    return words("report.month_row", month=f"{one.month:%Y-%m}")


def _spaces(inputs: YearInputs) -> Table:
    rows = [
        Row(key=one.space, cells=(name(one.name), *(figure(metric, one.sums) for metric in OF_SPACE)))
        for one in inputs.spaces
    ]
    cells = (words("report.total"), *(figure(metric, inputs.house) for metric in OF_SPACE))
    columns = (Column(key="space"), *metric_columns(OF_SPACE))
    return Table(key="year_spaces", columns=columns, rows=(*rows, Row(key=TOTAL, cells=cells, is_total=True)))


def _money(inputs: YearInputs) -> Table:
    rows = [Row(key=f"{one.month:%m}", cells=(_named(one), *_fens(one.money))) for one in inputs.months]
    return Table(
        key="year_money", columns=(Column(key="month"), *_fen(*MONEY)), rows=(*rows, *_sum(_total(inputs)))
    )


def _lines(inputs: YearInputs) -> Table:
    rows = [
        Row(key=line, cells=(words(f"money.line.{line}"), *_fens(one))) for line, one in inputs.lines.items()
    ]
    columns = (Column(key="money_line"), *_fen(*MONEY))
    return Table(key="year_lines", columns=columns, rows=(*rows, *_sum(_of_lines(inputs))))


def _sum(total: Result) -> Iterator[Row]:
    """None of a year of which the book knows nothing."""
    if total.accounts:
        yield Row(key=TOTAL, cells=(words("report.total"), *_fens(total)), is_total=True)


def _fens(one: Result | None) -> Iterator[Cell]:
    if one is None:
        yield from (NO_DATA,) * len(MONEY)
    else:
        yield from map(count, (one.income_fen, one.subsidy_fen, one.cost_fen, one.contribution_fen))


def _total(inputs: YearInputs) -> Result:
    return sum((one.money for one in inputs.months if one.money), Result())


def _of_lines(inputs: YearInputs) -> Result:
    return sum(inputs.lines.values(), Result())


def _fund(inputs: YearInputs) -> Table:
    columns = (Column(key="bucket"), *_fen("year_got", "year_spent", "year_left"))
    rows = [_bucket(one) for one in inputs.buckets]
    if rows:
        sums = [sum(getattr(one, key) for one in inputs.buckets) for key in ("got", "spent", "left")]
        rows.append(Row(key=TOTAL, cells=(words("report.total"), *map(count, sums)), is_total=True))
    return Table(key="year_fund", columns=columns, rows=tuple(rows))


def _bucket(one: BucketYear) -> Row:
    return Row(
        key=one.bucket.key, cells=(bucket_name(one.bucket), *map(count, (one.got, one.spent, one.left)))
    )


def _fen(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key=key, unit=Unit.FEN) for key in keys)
