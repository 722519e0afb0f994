"""A month's income and costs, known by construction: by line, by space, by account, and against what tills told."""

from dataclasses import replace
from datetime import date

import pytest

from models.metric.period import month_of
from models.money.chart import Line
from models.money.entry import Entry, EntrySource, Posting
from models.report.book_identities import money_is_the_book
from models.report.inputs.money import MoneyInputs
from models.services.month_inputs import gather
from models.services.monthly.money import money_inputs
from tests.builders import a_centre, a_space, some_ports
from tests.models.services.fund_house import FundHouse

OCTOBER = month_of(date(2026, 10, 1))


@pytest.fixture(autouse=True)
def earned(house: FundHouse) -> None:
    post(house, "gym", 50_000, "income.gym", space="gym")
    post(house, "grant", 30_000, "income.grant")
    post(house, "power", -12_345, "cost.energy")
    post(house, "coach", -20_000, "cost.gym", space="gym")


def post(house: FundHouse, key: str, fen: int, account: str, space: str = "") -> None:
    """Into the bank where above 0, out of it below."""
    entry = Entry(
        key=key,
        source=EntrySource.VOUCHER,
        day=date(2026, 10, 15),
        at=house.now,
        postings=(Posting(account="bank", fen=fen), Posting(account=account, fen=-fen, space=space)),
    )
    house.money.ledger.post([entry], by="chen", at=house.now)


def test_a_month_is_told_by_line_and_by_account(house: FundHouse) -> None:
    found = money_inputs(house.ports, OCTOBER)
    assert found.now is not None
    assert (found.now.income_fen, found.now.subsidy_fen, found.now.cost_fen) == (80_000, 30_000, 32_345)
    assert {one.line: (one.now.income_fen, one.now.cost_fen) for one in found.lines} == {
        Line.GYM: (50_000, 20_000),
        Line.GRANT: (30_000, 0),
        Line.HOUSE: (0, 12_345),
    }
    assert found.accounts == {
        "bank": 47_655,
        "cost.energy": 12_345,
        "cost.gym": 20_000,
        "income.grant": -30_000,
        "income.gym": -50_000,
    }
    assert (found.revision, found.before) == (None, None)


def test_spaces_and_what_belongs_to_none_are_the_book_to_the_fen(house: FundHouse) -> None:
    centre = a_centre([a_space("gym"), a_space("hall")])
    inputs = gather(replace(house.ports, centre=centre), OCTOBER.first)
    told = {where: (one, other) for where, one, other in money_is_the_book(inputs, {})}
    assert told["income of the house"] == (80_000, 80_000)
    assert told["cost by space"] == (32_345, 32_345)
    assert all(one == other for one, other in told.values())
    assert inputs.money.elsewhere.takings.income_fen == 30_000


def test_a_month_without_entries_is_not_known(house: FundHouse) -> None:
    found = money_inputs(house.ports, month_of(date(2026, 7, 1)))
    assert found.has_books
    assert (found.now, found.accounts, found.days) == (None, {}, ())


def test_without_books_nothing_is_known() -> None:
    assert money_inputs(some_ports(), OCTOBER) == MoneyInputs()
