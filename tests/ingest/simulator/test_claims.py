"""The meal claims of the simulated centre."""

from datetime import UTC, date, datetime
from pathlib import Path

from ingest.simulator.claims import keep_claims
from ingest.simulator.ledger import happened
from models.centre import SpaceId
from models.money.meal_claim import ClaimStatus
from models.money.ports import Such
from tests.blank import blank_database
from tests.fakes import MemoryEvents
from tests.ingest.simulator.worlds import days, shijiawan

FIRST, UNTIL = date(2026, 9, 1), datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_old_months_are_paid_or_sent_and_the_last_one_waits_for_a_person(tmp_path: Path) -> None:
    database = blank_database(tmp_path / "centre.db")
    world, events = shijiawan(), MemoryEvents()
    sold = (date(2026, 9, 1), date(2026, 10, 1))
    for day in sold:
        events.put(happened(world, SpaceId("canteen"), days(day, 3), UNTIL, UNTIL))
    money = database.money(world.centre.id)
    assert keep_claims(world, money, events, FIRST, UNTIL) == 1
    assert keep_claims(world, money, events, FIRST, UNTIL) == 0
    (claim,) = money.subsidies.claims()
    assert (claim.month, claim.status) == (date(2026, 9, 1), ClaimStatus.PAID)
    assert set(claim.bands) == {"60-74", "75+"}
    came = money.ledger.sums(("account",), Such(accounts=("receivable.subsidy",)))
    assert [-one.fen for one in came] == [claim.paid_fen] == [claim.total.subsidy_fen]
    database.close()
