"""The simulated prices can be proposed, follow each other, price every course that is booked, and bring fees."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.simulator.effects import EFFECTS
from ingest.simulator.filling import fill
from ingest.simulator.office import weekly
from ingest.simulator.tariff import CLERK, COUNCIL, price, tariff
from models.db import Database
from models.money.ports import Such
from models.money.price import PlanVersion
from models.money.price_draft import plan_fault
from models.money.price_life import approved, by_plan, in_force, succession_fault
from models.services.fees import charge_fees
from tests.blank import blank_database
from tests.ingest.simulator.test_filling import UNTIL, memory
from tests.ingest.simulator.worlds import shijiawan

FIRST, LAST = date(2025, 10, 20), date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)


def a_database(folder: Path) -> Database:
    return blank_database(folder / "centre.db")


def test_every_version_can_be_proposed_and_follows_the_one_before() -> None:
    known: list[PlanVersion] = []
    for version, agreed in tariff(FIRST, LAST):
        before = [one for one in known if one.plan == version.plan]
        assert (plan_fault(version), succession_fault(before, version, agreed)) == (None, None)
        known.append(version)
    assert len(known) == len({one.plan for one in known}) + 1


def test_prices_are_entered_once_by_one_and_agreed_to_by_another(tmp_path: Path) -> None:
    prices = a_database(tmp_path).money("test").prices
    for _ in range(2):
        price(prices, FIRST, LAST, NOW)
    versions = prices.versions()
    assert {(one.proposed_by, one.decided_by) for one in versions} == {(CLERK, COUNCIL)}
    gym = by_plan(versions)["gym"]
    assert [one.number for one in approved(gym)] == [1, 2]
    assert in_force(gym, EFFECTS["gym-morning-price"].first_day(2026)) == gym[1]
    assert {series.price_plan for series in weekly(shijiawan(), FIRST, LAST)} - {""} <= {
        one.plan for one in versions
    }


def test_courses_of_the_past_are_charged_as_the_past_is_filled(tmp_path: Path) -> None:
    world, database = shijiawan(), a_database(tmp_path)
    programme, money = database.programme(world.centre), database.money(world.centre.id)
    to = replace(memory(tmp_path), programme=programme, money=money)
    fill(world, to, weeks=0, until=UNTIL, workers=1)
    fees = Such(sources=("fee",))
    sums = {one.account: one.fen for one in money.ledger.sums(["account"], fees)}
    assert sums["takings"] == -sums["income.course"] > 0
    head = money.ledger.head()
    assert charge_fees(world.centre, world.calendar, programme, money, UNTIL) == 0
    assert money.ledger.head() == head
