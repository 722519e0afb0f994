"""The money of a report is the book's, and what does not fit is found by its name."""

from dataclasses import replace

from models.metric.earned import Costs, Takings
from models.metric.sums import Sums
from models.money.chart import Line
from models.money.result import Result
from models.report.book_identities import money_is_the_book
from models.report.inputs import MonthInputs
from models.report.inputs.money import LineBeside, MoneyInputs
from tests.month_read import october

GYM = Result({"income.gym": 50_000, "cost.gym": 20_000})
ELSEWHERE = Sums(
    takings=Takings(takings_days=31, income_fen=50_000), costs=Costs(cost_days=31, direct_fen=20_000)
)
MONEY = MoneyInputs(
    has_books=True,
    now=GYM,
    lines=(LineBeside(line=Line.GYM, now=GYM),),
    accounts={"bank": 30_000, "income.gym": -50_000, "cost.gym": 20_000},
    elsewhere=ELSEWHERE,
)


def month(money: MoneyInputs = MONEY, house: Sums = ELSEWHERE) -> MonthInputs:
    plain = october(money=money)
    return replace(plain, use=replace(plain.use, house=house))


def broken(inputs: MonthInputs) -> list[str]:
    return [where for where, one, other in money_is_the_book(inputs, {}) if one != other]


def test_a_month_that_is_the_book_passes() -> None:
    assert broken(month()) == []


def test_a_fen_too_much_is_found_wherever_it_is() -> None:
    assert broken(month(replace(MONEY, accounts={**MONEY.accounts, "bank": 30_001}))) == ["trial balance"]
    assert broken(month(replace(MONEY, lines=()))) == ["income by line", "cost by line"]
    assert broken(month(replace(MONEY, elsewhere=Sums()))) == ["income by space", "cost by space"]
    assert broken(month(house=Sums())) == ["income of the house", "cost of the house", "income by space"]


def test_without_books_nothing_is_asked() -> None:
    assert list(money_is_the_book(month(MoneyInputs()), {})) == []
