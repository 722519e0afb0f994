"""The money of the simulated centre: whole, balanced, the same whenever it is filled in, and left alone where people were."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ingest.simulator.books import begun, keep_books
from ingest.simulator.invoices import CLERK, MANAGER, SIGNED_AFTER
from ingest.simulator.rents import tenancies
from ingest.simulator.world import World
from models.audit import AuditEntry
from models.db import Database
from models.money.ports import Money, Such
from models.money.voucher import VoucherState
from models.stall import Tenancy
from tests.blank import blank_database
from tests.ingest.simulator.worlds import shijiawan

FIRST, UNTIL = date(2026, 9, 1), datetime(2026, 11, 18, 7, 4, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = blank_database(tmp_path / "centre.db")
    yield database
    database.close()


def let(world: World) -> list[Tenancy]:
    return list(tenancies(world, FIRST, UNTIL.date()))


def filled(money: Money, until: datetime = UNTIL, first: date = FIRST) -> int:
    world = shijiawan()
    return keep_books(world, money, let(world), first, until)


def told(money: Money) -> dict[str, int]:
    return {one.account: one.fen for one in money.ledger.sums(["account"]) if one.fen}


def test_filled_in_pieces_or_at_once_the_book_is_the_same_and_twice_is_the_same_as_once(
    database: Database,
) -> None:
    pieces, whole = database.money("pieces"), database.money("whole")
    for days in (30, 9, 0):
        filled(pieces, UNTIL - timedelta(days=days))
    assert filled(whole) > 300
    assert told(pieces) == told(whole)
    assert filled(whole) == 0
    assert sum(told(whole).values()) == 0
    assert {"income.gym", "income.care", "cost.food", "cost.staff", "opening"} <= told(whole).keys()


def test_the_last_days_alone_add_nothing_to_a_book_that_is_whole(database: Database) -> None:
    money = database.money("test")
    assert not begun(money.ledger)
    filled(money)
    assert begun(money.ledger)
    assert filled(money, first=UNTIL.date() - timedelta(days=40)) == 0
    assert filled(money, UNTIL + timedelta(hours=3), UNTIL.date() - timedelta(days=40)) == 3


def test_what_waits_is_signed_after_a_week_by_another_unless_a_person_was_quicker(database: Database) -> None:
    money = database.money("test")
    filled(money)
    waiting = money.vouchers.newest([VoucherState.ENTERED])
    assert {one.entered_by for one in waiting} == {CLERK}
    assert len(waiting) > 1
    sent_back = replace(waiting[0], state=VoucherState.SENT_BACK, decided_by="li", revision=2)
    money.vouchers.put(sent_back, AuditEntry(at=UNTIL, actor="li", action="voucher.send_back"))
    filled(money, UNTIL + SIGNED_AFTER)
    first, *rest = (money.vouchers.find(one.id) for one in waiting)
    assert first == sent_back
    assert {(one.state, one.decided_by) for one in rest if one} == {(VoucherState.APPROVED, MANAGER)}


def test_rent_that_is_due_is_paid_some_days_later_and_only_by_simulated_tenants(database: Database) -> None:
    world, money = shijiawan(), database.money("test")
    tenancy = replace(let(world)[0], rent_fen=90_000, first=date(2026, 11, 1), last=None)
    keep_books(world, money, [tenancy, replace(tenancy, id="real")], FIRST, UNTIL)
    paid = money.ledger.sums(["day", "party"], Such(accounts=("receivable.rent",)))
    assert [(one.day, one.party, one.fen) for one in paid] == [(date(2026, 11, 5), tenancy.stall, -90_000)]
