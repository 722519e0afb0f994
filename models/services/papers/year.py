"""What the summary of a year is made from: every space and month once, the ledger by month and account, the fund."""

from collections.abc import Mapping, Sequence
from datetime import date

from models.document import filled, plain
from models.festival import SPRING_FESTIVALS
from models.metric import METRICS
from models.metric.period import Period, month_of
from models.money.chart import Line
from models.money.ports import Such
from models.money.result import Result, results
from models.ports import Ports
from models.report.inputs.fund import BucketMonth
from models.report.inputs.year import BucketYear, MonthOfYear, SpaceYear, YearInputs
from models.services.earnings import elsewhere
from models.services.metrics import metric_table
from models.services.monthly.fund import fund_inputs
from models.services.monthly.use import lean
from models.services.papers.frame import frame
from models.services.slot_money import OF_RESULT


def year_inputs(ports: Ports, year: int) -> YearInputs:
    """Of the months that have begun. Raises ValueError for a year that has not begun, StoreError."""
    months = _begun(ports, year)
    if not months:
        raise ValueError(f"{year} has not begun: nothing can be said of it")
    period = Period(months[0].first, months[-1].last)
    table = metric_table(ports, period)
    house = lean(table.total() + elsewhere(ports, period))
    money = _money(ports, period)
    read = YearInputs(
        **frame(ports, Period(date(year, 1, 1), date(year, 12, 31))),
        coverage=METRICS["coverage"].value(house),
        months=tuple(
            MonthOfYear(
                month=one.first,
                house=lean(table.days(set(one.days())).total() + elsewhere(ports, one)),
                money=money.get(one.first),
            )
            for one in months
        ),
        house=house,
        spaces=tuple(
            SpaceYear(space=key, name=ports.centre.spaces[key].name, sums=lean(table.row(key)))
            for key in table.cells
        ),
        lines=_lines(money),
        buckets=_buckets(ports, months),
        festival=next((one for one in SPRING_FESTIVALS if one.year == year), None),
    )
    return filled(YearInputs, plain(read))


def _begun(ports: Ports, year: int) -> Sequence[Period]:
    today = ports.centre.business_day_of(ports.clock())
    return [month_of(day) for n in range(1, 13) if (day := date(year, n, 1)) <= today]


def _money(ports: Ports, period: Period) -> Mapping[date | None, Result]:
    if ports.money is None:
        return {}
    such = Such(months=(period.first, month_of(period.last).first), accounts=OF_RESULT)
    return results(ports.money.ledger.sums(["month", "account"], such), lambda one: one.month)


def _lines(money: Mapping[date | None, Result]) -> Mapping[Line, Result]:
    return sum(money.values(), Result()).lines()


def _buckets(ports: Ports, months: Sequence[Period]) -> tuple[BucketYear, ...]:
    """As each month's report tells them; what is left is what the last month leaves."""
    found: dict[str, list[BucketMonth]] = {}
    for one in months:
        for bucket in fund_inputs(ports, one).buckets:
            found.setdefault(bucket.bucket.key, []).append(bucket)
    return tuple(
        BucketYear(
            bucket=told[-1].bucket,
            got=sum(one.got for one in told),
            spent=sum(one.spent for one in told),
            left=told[-1].left,
        )
        for told in found.values()
    )
