"""The property service of the simulated centre."""

from datetime import UTC, date, datetime
from pathlib import Path

from ingest.simulator.property import houses, keep_property, orders, tariffs
from models.money.ports import Such
from models.money.property import STANDING, ServiceUnit
from tests.blank import blank_database
from tests.ingest.simulator.worlds import shijiawan

FIRST, UNTIL = date(2026, 8, 3), datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_a_year_is_the_same_whenever_it_is_asked_for_and_has_every_state() -> None:
    world = shijiawan()
    known = list(tariffs(FIRST, UNTIL, UNTIL))
    found = list(orders(world, known, FIRST, UNTIL))
    assert found == list(orders(world, known, FIRST, UNTIL))
    assert len({one.id for one in found}) == len(found) > 120
    assert {(one.done is None, one.paid is None) for one in found} >= {(False, False), (False, True)}
    assert {one.satisfaction for one in found} >= {None, 5, 4}


def test_it_is_in_the_book_once_and_what_people_made_of_it_stays(tmp_path: Path) -> None:
    database = blank_database(tmp_path / "centre.db")
    world = shijiawan()
    money = database.money(world.centre.id)
    assert keep_property(world, money, FIRST, UNTIL) > 500
    assert keep_property(world, money, FIRST, UNTIL) == 0
    sums = {one.account: one.fen for one in money.ledger.sums(("account",))}
    assert sum(sums.values()) == 0
    assert 0 < sums["receivable.property"] < -sums["income.property"] < sums["cost.property"]
    flats = sum(STANDING[ServiceUnit.FLAT_MONTH](house) for house in houses(world))
    november = Such(
        months=(date(2026, 11, 1), date(2026, 11, 1)), accounts=("income.property",), party="stairs"
    )
    assert [-one.fen for one in money.ledger.sums(("account",), november)] == [flats * 800]
    assert [one.assent.agreed for one in money.property_service.tariffs()].count(False) == 1
    database.close()
