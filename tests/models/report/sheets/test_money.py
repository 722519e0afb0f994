"""Sheet 8 from inputs whose totals are known."""

from dataclasses import replace
from datetime import date

from models.money.chart import Line
from models.money.result import Result
from models.money.statement import StatementSource
from models.report.book_identities import sheet_is_the_book
from models.report.inputs import MonthInputs
from models.report.inputs.money import LineBeside, MoneyInputs, StatementMonth, TiedDay
from models.report.sheet import Absent, Sheet
from models.report.sheets.money import sheet
from tests.month_read import october

GYM, HOUSE = Result({"income.gym": 50_000, "cost.gym": 20_000}), Result({"cost.energy": 12_345})
MONEY = MoneyInputs(
    has_books=True,
    now=GYM + HOUSE,
    lines=(
        LineBeside(
            line=Line.GYM,
            now=GYM,
            before=Result({"income.gym": 40_000}),
            usual_income_fen=45_000,
            usual_cost_fen=0,
        ),
        LineBeside(line=Line.HOUSE, now=HOUSE),
    ),
    accounts={
        "bank": 17_655,
        "cost.energy": 12_345,
        "cost.gym": 20_000,
        "fund.volunteer": -70,
        "fund.open": 70,
        "income.gym": -50_000,
    },
    days=(
        TiedDay(
            day=date(2026, 10, 2),
            tills_fen=1_500,
            booked_fen=3_850,
            shown_fen=1_500,
            open_fen=2_350,
            loose_fen=0,
        ),
        TiedDay(day=date(2026, 10, 3), tills_fen=0, booked_fen=0, shown_fen=0, open_fen=0, loose_fen=9_900),
    ),
    statements=(
        StatementMonth(
            source=StatementSource.BANK,
            lines=2,
            in_fen=11_400,
            out_fen=0,
            fee_fen=38,
            loose=1,
            aside=0,
            breaks=0,
            first_fen=10_000,
            last_fen=None,
        ),
    ),
)


def inputs(money: MoneyInputs) -> MonthInputs:
    return october(money=money)


def row(told: Sheet, table: str, key: str, *columns: str) -> list[int | None]:
    return [told.table(table).cell(key, column).count for column in columns]


def test_lines_stand_beside_the_month_before_and_what_is_usual() -> None:
    told = sheet(inputs(MONEY))
    columns = ("line_income", "line_cost", "line_contribution")
    assert row(told, "money_lines", "gym", *columns) == [50_000, 20_000, 30_000]
    assert row(told, "money_lines", "total", *columns) == [50_000, 32_345, 17_655]
    assert row(told, "money_lines", "gym", "income_before", "usual_income") == [40_000, 45_000]
    assert told.table("money_lines").cell("house", "income_before").absent is Absent.NO_DATA


def test_debits_and_credits_of_the_trial_balance_are_the_same() -> None:
    told = inputs(MONEY)
    balance = sheet(told)
    assert row(balance, "trial_balance", "bank", "debit", "credit") == [17_655, 0]
    assert row(balance, "trial_balance", "income.gym", "debit", "credit") == [0, 50_000]
    assert row(balance, "trial_balance", "total", "debit", "credit") == [50_070, 50_070]
    assert all(one == other for _, one, other in sheet_is_the_book(told, {"money": balance}))
    broken = inputs(replace(MONEY, accounts={**MONEY.accounts, "bank": 17_654}))
    assert [
        where for where, one, other in sheet_is_the_book(broken, {"money": sheet(broken)}) if one != other
    ] == ["debits"]


def test_buckets_of_the_fund_are_named_by_their_key_and_other_accounts_by_the_chart() -> None:
    accounts = sheet(inputs(MONEY)).table("trial_balance")
    bucket, opened = (accounts.cell(key, "account").text for key in ("fund.volunteer", "fund.open"))
    assert bucket is not None
    assert opened is not None
    assert (bucket.key, dict(bucket.values)) == ("money.account.fund.bucket", {"bucket": "volunteer"})
    assert opened.key == "money.account.fund.open"


def test_takings_are_told_by_day_with_their_sum() -> None:
    told = sheet(inputs(MONEY))
    columns = ("tie_tills", "tie_booked", "tie_shown", "tie_open", "tie_loose")
    assert row(told, "tie_days", "2026-10-02", *columns) == [1_500, 3_850, 1_500, 2_350, 0]
    assert row(told, "tie_days", "total", *columns) == [1_500, 3_850, 1_500, 2_350, 9_900]
    assert row(told, "tie_statements", "bank", "statement_in", "statement_fee", "statement_loose") == [
        11_400,
        38,
        1,
    ]
    assert told.table("tie_statements").cell("bank", "statement_last").absent is Absent.NO_DATA


def test_every_space_has_a_row_and_so_has_what_belongs_to_none() -> None:
    table = sheet(inputs(MONEY)).table("money_spaces")
    assert [one.key for one in table.rows] == ["gym", "hall", "elsewhere", "total"]
    assert table.cell("gym", "income").absent is Absent.NO_DATA


def test_without_books_or_entries_there_is_no_data_and_never_nothing() -> None:
    assert all(not table.rows for table in sheet(inputs(MoneyInputs())).tables)
    empty = sheet(inputs(MoneyInputs(has_books=True)))
    assert not empty.table("money_lines").rows
    assert empty.table("money_spaces").cell("total", "cost").absent is Absent.NO_DATA
