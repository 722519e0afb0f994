"""The fund of the simulated centre."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.simulator.funds import CLERK, DEBT_FEN, MANAGER, endow
from models.db import open_database
from models.money.month import next_month
from tests.builders import a_centre
from tests.models.services.fund_house import FundHouse

UNTIL = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> FundHouse:
    database = open_database(f"sqlite:///{tmp_path / 'centre.db'}")
    database.migrate()
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


def test_without_any_income_the_fund_stays_empty(house: FundHouse) -> None:
    endow(house.money, a_centre(), UNTIL, 7)
    assert (house.money.fund.rules(), house.money.ledger.head()) == ([], 0)
