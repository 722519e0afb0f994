"""The summary of a year: ratios of the year's sums, months that are the year, money to the fen."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.metric.sums import Sums
from models.money.chart import Line
from models.money.fund.rule import Bucket, Purpose
from models.money.result import Result
from models.report.identities import IdentityError
from models.report.inputs.year import BucketYear, MonthOfYear, SpaceYear, YearInputs
from models.report.papers.yearly import yearly_paper
from models.report.sheet import Absent
from models.utilisation import Utilisation

FAIR = {"income.market.rent": 30_000, "cost.market": 10_000}


def used(hours: float, of: float) -> Sums:
    """A hall of 10 persons, open and measured for so many hours, half full in some of them."""
    use = Utilisation(
        person_hours=5 * hours,
        open_hours=of,
        measured_hours=of,
        used_hours=hours,
        seat_open_hours=10 * of,
        seat_measured_hours=10 * of,
        seat_used_hours=10 * hours,
    )
    return Sums(use=use)


def a_year() -> YearInputs:
    january, february = used(90, of=100), used(1, of=10)
    house = january + february
    return YearInputs(
        centre="c",
        name={"zh-Hans": "石家湾", "en": "C"},
        timezone="Asia/Shanghai",
        first=date(2026, 1, 1),
        as_of=datetime(2026, 12, 31, 20, tzinfo=UTC),
        calc_version=4,
        is_simulated=False,
        months=(
            MonthOfYear(month=date(2026, 1, 1), house=january, money=Result(FAIR)),
            MonthOfYear(month=date(2026, 2, 1), house=february),
        ),
        house=house,
        spaces=(SpaceYear(space="hall", name={"zh-Hans": "大厅", "en": "Hall"}, sums=house),),  # type: ignore[arg-type]
        lines={Line.MARKET: Result(FAIR)},
        buckets=(
            BucketYear(
                bucket=Bucket(key="trees", purpose=Purpose.OTHER, points=10_000), got=7, spent=2, left=5
            ),
        ),
        festival=date(2026, 2, 17),
    )


def test_a_rate_of_the_year_is_a_ratio_of_sums_and_no_mean_of_its_months() -> None:
    table = yearly_paper(a_year()).sheets[0].table("year_months")
    months = [table.cell(key, "frequency").number for key in ("01", "02")]
    assert months == [pytest.approx(0.9), pytest.approx(0.1)]
    assert table.cell("total", "frequency").number == pytest.approx(91 / 110)


def test_the_spring_festival_stands_beside_its_month_only() -> None:
    table = yearly_paper(a_year()).sheets[0].table("year_months")
    assert table.cell("02", "festival_day").day == date(2026, 2, 17)
    assert table.cell("01", "festival_day").absent is Absent.NOT_ASKED


def test_money_of_months_and_of_lines_is_the_same_to_the_fen_and_a_month_without_a_book_is_no_0() -> None:
    sheet = yearly_paper(a_year()).sheets[2]
    assert sheet.table("year_money").cell("total", "line_contribution").count == 20_000
    assert sheet.table("year_lines").cell("total", "line_contribution").count == 20_000
    assert sheet.table("year_money").cell("02", "line_income").absent is Absent.NO_DATA
    assert sheet.table("year_fund").cell("total", "year_left").count == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"house": used(90, of=100)},
        {"spaces": ()},
        {"lines": {Line.MARKET: Result({**FAIR, "income.market.rent": 30_001})}},
    ],
)
def test_a_year_that_contradicts_its_months_is_not_made(wrong: dict[str, object]) -> None:
    with pytest.raises(IdentityError, match="months_are_the_year"):
        yearly_paper(replace(a_year(), **wrong))  # type: ignore[arg-type]
