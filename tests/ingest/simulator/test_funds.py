"""The fund of the simulated centre."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.simulator.funds import CLERK, DEBT_FEN, MANAGER, STILL_WAITING, endow
from models.centre import SensorId
from models.event import Event, EventKind
from models.money.entry import Entry, EntrySource, Posting
from models.money.month import next_month
from tests.blank import blank_database
from tests.builders import a_centre
from tests.models.services.fund_house import FundHouse

UNTIL = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> FundHouse:
    database = blank_database(tmp_path / "centre.db")
    return FundHouse(database, "test")


def test_every_month_that_is_over_is_shared_out_and_every_fen_is_somewhere(house: FundHouse) -> None:
    month = date(2026, 1, 1)
    while month < date(2026, 12, 1):
        house.earn(month, 3_000_001)
        month = next_month(month)
    endow(house.money, a_centre(), UNTIL, 7)
    state = house.state()
    assert [one.month.month for one in state.stood] == list(range(1, 11))
    assert state.debt is not None
    assert state.debt.opened == DEBT_FEN
    assert state.debt.owed < DEBT_FEN
    assert sum(one.got for one in state.vessels) == sum(one.base for one in state.stood) == 10 * 3_000_001
    assert all(one.left >= 0 for one in state.vessels)
    assert {(one.proposed_by, one.decided_by) for one in (*state.orders, *state.rules)} == {(CLERK, MANAGER)}
    endow(house.money, a_centre(), UNTIL, 7)
    assert house.state() == state


def test_a_debt_that_stands_in_the_book_already_is_not_entered_twice(house: FundHouse) -> None:
    lines = (
        Posting(account="debt.opening", fen=70_000),
        Posting(account="bank", fen=20_000),
        Posting(account="debt.construction", fen=-90_000),
    )
    day = date(2026, 9, 1)
    opening = Entry(key="opening", source=EntrySource.OPENING, day=day, at=UNTIL, postings=lines)
    house.money.ledger.post([opening], by="x", at=UNTIL)
    house.earn(day, 1_000)
    endow(house.money, a_centre(), UNTIL, 7)
    debt = house.state().debt
    assert debt is not None
    assert (debt.opened, [one.kind for one in house.money.fund.orders()]) == (90_000, [])


def test_without_any_income_the_fund_stays_empty(house: FundHouse) -> None:
    endow(house.money, a_centre(), UNTIL, 7)
    assert (house.money.fund.rules(), house.money.ledger.head()) == ([], 0)


def test_while_a_year_of_events_still_waits_for_the_book_nothing_is_shared_out(house: FundHouse) -> None:
    house.earn(date(2026, 9, 1), 1_000)
    values = {"meal": "lunch", "covers": 1, "total_fen": 1_200}
    told = [
        Event(sensor=SensorId("till"), kind=EventKind.SALE, id=f"{n}", at=UNTIL, values=values)
        for n in range(STILL_WAITING + 1)
    ]
    house.database.events("test").put(told)
    endow(house.money, a_centre(), UNTIL, 7)
    assert house.money.fund.runs() == []


def test_the_clerk_goes_on_next_month_unless_a_person_has_taken_over(house: FundHouse) -> None:
    for month in (8, 9, 10):
        house.earn(date(2026, month, 1), 1_000)
    endow(house.money, a_centre(), datetime(2026, 9, 20, tzinfo=UTC), 7)
    endow(house.money, a_centre(), datetime(2026, 10, 20, tzinfo=UTC), 7)
    assert [one.month.month for one in house.state().stood] == [8, 9]
    house.owe(1)
    endow(house.money, a_centre(), UNTIL, 7)
    assert len(house.state().stood) == 2
