"""The table of the property service, from the book."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from models.account import Role
from models.metric.period import Period
from models.money.entry import Entry, EntrySource, Posting
from models.money.service_sum import ServiceSum
from models.services.service_table import open_orders, service_table
from models.services.work_orders import Call, charge_services, enter_order
from tests.models.services.upkeep import CLERK, DESK, a_service, refused, somebody

DAY = date(2026, 11, 18)
NOV = Period(date(2026, 11, 1), date(2026, 11, 30))
CALL = Call(building="B1", line="pipes", units=1, day=DAY, done=True, satisfaction=4)


def test_houses_and_lines_tell_the_same_money_and_what_is_owed(tmp_path: Path) -> None:
    office = a_service(tmp_path)
    ports, ledger = office.ports, office.ports.money.ledger  # type: ignore[union-attr]
    assert not service_table(ports, NOV).known
    enter_order(ports, DESK, CALL)
    enter_order(ports, DESK, replace(CALL, building="B2", paid=True, satisfaction=None))
    charge_services(ports, office.now, office.now)
    spend = (
        Posting(account="payable.supplier", fen=4_000, building="B1"),
        Posting(account="bank", fen=-4_000),
        Posting(account="fund.property", fen=4_000, building="B1"),
        Posting(account="fund.applied", fen=-4_000),
    )
    entry = Entry(key="fund:1", source=EntrySource.FUND, day=DAY, at=office.now, postings=spend)
    ledger.post([entry], by="wang", at=office.now)
    table = service_table(ports, NOV)
    first, second = table.houses
    assert first.told == ServiceSum(cost_fen=8_000 + 60 * 500, fee_fen=3_000 + 60 * 200, subsidy_fen=4_000)
    assert (first.owed_fen, second.owed_fen) == (3_000 + 60 * 200, 40 * 200)
    assert (first.orders, first.satisfied.mean, second.satisfied.answers) == (1, 4.0, 0)
    assert ServiceSum.summed(one.told for one in table.houses) == table.total
    assert [(row.line.key if row.line else "", row.orders) for row in table.lines] == [
        ("pipes", 2),
        ("stairs", 0),
        ("", 0),
    ]


def test_what_is_open_or_owed_stands_first_and_only_for_those_who_may_look(tmp_path: Path) -> None:
    ports = a_service(tmp_path).ports
    done = enter_order(ports, DESK, replace(CALL, paid=True))
    owed, waiting = (
        enter_order(ports, DESK, CALL),
        enter_order(ports, DESK, replace(CALL, done=False, satisfaction=None)),
    )
    found = open_orders(ports, CLERK, DAY, DAY)
    assert found[-1] == done
    assert {one.id for one in found[:2]} == {owed.id, waiting.id}
    viewer = somebody(Role.VIEWER)
    assert refused(lambda: open_orders(ports, viewer, DAY, DAY)) == "property.not_allowed"
