"""The simulated clerk: months are matched and closed in order, one a turn, and what a person began is left to people."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ingest.simulator.books import keep_books
from ingest.simulator.clerk import LATE, Clerk
from ingest.simulator.funds import STILL_WAITING
from ingest.simulator.statements import keep_takings
from models.centre import SensorId
from models.db import Database, open_database
from models.event import Event, EventKind
from models.money.entry import Entry, EntrySource, Posting
from models.money.month import LedgerMonth, MonthStatus
from models.money.ports import Money, Such
from models.money.sale_entry import sale_entry
from tests.blank import blank_database
from tests.ingest.simulator.worlds import a_world

FIRST, UNTIL = date(2026, 6, 20), datetime(2026, 11, 22, 4, tzinfo=UTC)
CLOSED = [date(2026, month, 1) for month in range(6, 11)]


def sold() -> list[Event]:
    """Three sales a day of a small canteen, with a subsidised one."""
    return [
        Event(
            sensor=SensorId("till-1"),
            kind=EventKind.SALE,
            id=f"{day:%Y%m%d}-{n}",
            at=WORLD.day(day).start + timedelta(hours=11, minutes=7 * n),
            values={
                "meal": "lunch",
                "covers": 90,
                "total_fen": 400_000 + 7 * day.toordinal() % 9_973 + n,
                "subsidy_fen": 9_000 * (n == 2),
            }
            | ({"age_band": "75+"} if n == 2 else {}),
        )
        for day in (FIRST + timedelta(days=d) for d in range((UNTIL.date() - FIRST).days))
        for n in range(3)
    ]


WORLD = a_world()


@cache
def _written() -> TemporaryDirectory[str]:
    """Some months that were sold and written down, with the services' statements, and nothing done about them."""
    folder = TemporaryDirectory()
    database = blank_database(Path(folder.name) / "centre.db")
    money, events = database.money(WORLD.centre.id), sold()
    database.events(WORLD.centre.id).put(events)
    space, zone = WORLD.centre.spaces["canteen"], WORLD.centre.zone_info
    entries = [one for one in (sale_entry(event, space, zone) for event in events) if one]
    money.ledger.post(entries, by="system", at=UNTIL)
    money.unposted.strike(money.unposted.newest(10_000))
    keep_books(WORLD, money, [], FIRST, UNTIL)
    keep_takings(WORLD, money, database.events(WORLD.centre.id), FIRST, UNTIL)
    database.close()
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    shutil.copy(Path(_written().name) / "centre.db", tmp_path)
    database = open_database(f"sqlite:///{tmp_path / 'centre.db'}")
    yield database
    database.close()


@pytest.fixture
def money(database: Database) -> Money:
    return database.money(WORLD.centre.id)


def worked(database: Database, at: datetime = UNTIL) -> int:
    """How many turns it took until nothing was left to do."""
    clerk, turns = Clerk(WORLD), 1
    while clerk.turn(database, at):
        turns += 1
    return turns


def balances(money: Money) -> dict[str, int]:
    return {one.account: one.fen for one in money.ledger.sums(["account"])}


def state(money: Money) -> tuple[int, object, object]:
    return money.ledger.head(), money.months.all(), money.statements.lines(FIRST, UNTIL.date())


def closed(money: Money) -> list[LedgerMonth]:
    return [one for one in money.months.all() if one.status is MonthStatus.CLOSED]


def test_old_months_are_closed_in_order_one_gets_a_late_invoice_and_the_books_are_tidy(
    database: Database, money: Money
) -> None:
    assert worked(database) == len(CLOSED) + 2
    months = closed(money)
    assert [one.month for one in months] == CLOSED
    assert [one.revision for one in months] == [int(n == LATE) for n in range(len(CLOSED))]
    assert all(one.digest and one.asked_by != one.closed_by for one in months)
    assert money.ledger.first_fault() is None
    kept = balances(money)
    assert kept["bank"] > 0
    assert 0 <= kept["takings"] < 3 * 1_200_000
    assert sum(kept.values()) == 0
    matches = money.statements.matches(FIRST, UNTIL.date(), limit=10_000)
    for ends in (
        [ref for one in matches for ref in one.lines],
        [ref for one in matches for ref in one.items],
    ):
        assert len(set(ends)) == len(ends) > 100
    assert {run.month for run in money.fund.runs()} == set(CLOSED)
    assert (
        money.statements.open_items(CLOSED[1], date(2026, 9, 30), accounts=("takings", "wechat", "alipay"))
        == []
    )
    before = state(money)
    assert worked(database) == 1
    assert state(money) == before


def test_a_month_in_which_a_person_acted_waits_for_people_with_all_that_come_after(
    database: Database, money: Money
) -> None:
    lines = (Posting(account="cost.other", fen=900), Posting(account="cash", fen=-900))
    day = date(2026, 8, 14)
    money.ledger.post(
        [Entry(key="voucher:li", source=EntrySource.VOUCHER, day=day, at=UNTIL, postings=lines)],
        by="li",
        at=UNTIL,
    )
    worked(database)
    assert [one.month for one in closed(money)] == CLOSED[:2]
    such = Such(months=(CLOSED[2], CLOSED[2]), sources=("statement",), accounts=("takings",))
    assert list(money.ledger.lines(such)) == []


def test_while_a_year_of_events_still_waits_for_the_book_nothing_is_done(
    database: Database, money: Money
) -> None:
    database.events(WORLD.centre.id).put(
        [
            Event(
                sensor=SensorId("till-1"),
                kind=EventKind.SALE,
                id=f"late-{n}",
                at=UNTIL,
                values={"meal": "lunch", "covers": 1, "total_fen": 1_200},
            )
            for n in range(STILL_WAITING + 1)
        ]
    )
    before = state(money)
    assert worked(database) == 1
    assert state(money) == before
