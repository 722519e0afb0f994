"""The simulated statements: the same whenever they are asked for, in step with the book, with planted differences."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.simulator.ledger import happened
from ingest.simulator.statements import OPENING_FEN, asked_for, keep_statements, shown
from models.db import Database, open_database
from models.event import Event, EventKind
from models.money.balance_breaks import breaks
from models.money.entry import Entry, EntrySource, Posting
from models.money.matching import matched
from models.money.sale_entry import sale_entry
from models.money.statement import StatementLine, StatementSource
from tests.ingest.simulator.worlds import shijiawan

UNTIL = datetime(2026, 11, 18, 7, 4, tzinfo=UTC)
WORLD = shijiawan()
TODAY = WORLD.centre.day_of(UNTIL)
DAYS = [TODAY - timedelta(days=n) for n in range(7, 0, -1)]


def sold() -> list[Event]:
    (canteen, *_) = [space for space in WORLD.centre.spaces if space == "canteen"]
    found = happened(WORLD, canteen, DAYS, UNTIL, UNTIL - timedelta(days=32))
    return [one for one in found if one.kind is EventKind.SALE]


SOLD = sold()


def rent() -> Entry:
    postings = (Posting(account="bank", fen=80_000), Posting(account="receivable.rent", fen=-80_000))
    at = UNTIL - timedelta(days=3)
    return Entry(key="row:x:1", source=EntrySource.IMPORT, day=at.date(), at=at, postings=postings)


def a_database(folder: Path) -> Database:
    database = open_database(f"sqlite:///{folder / 'centre.db'}")
    database.migrate()
    return database


def test_lines_are_the_same_whenever_they_are_asked_for_and_no_number_comes_twice() -> None:
    once, again = shown(WORLD, SOLD, []), shown(WORLD, SOLD, [])
    assert once == again
    refs = [line.ref for line in once]
    assert len(set(refs)) == len(refs) > 500


def test_services_pay_out_what_they_show_and_the_banks_balances_follow(tmp_path: Path) -> None:
    money = a_database(tmp_path).money(WORLD.centre.id)
    money.ledger.post([rent()], by="sim-clerk", at=UNTIL)
    booked = list(money.ledger.lines(asked_for(TODAY)))
    assert keep_statements(WORLD, money.statements, SOLD, booked, UNTIL) > 500
    lines = money.statements.lines(DAYS[0], TODAY)
    assert breaks(lines) == []
    assert all(line.day < TODAY for line in lines)
    bank = [line for line in lines if line.source is StatementSource.BANK]
    assert bank[-1].balance_fen == OPENING_FEN + sum(line.fen for line in bank)
    assert 80_000 in {line.fen for line in bank}
    services = _of_days(lines, DAYS[:-1])
    settled = sum(line.fen for line in bank) - 80_000 - sum(line.fen for line in bank if line.fen < 0)
    assert settled == services
    assert keep_statements(WORLD, money.statements, SOLD, booked, UNTIL) == 0
    assert keep_statements(WORLD, money.statements, SOLD, booked, UNTIL + timedelta(days=1)) > 0
    assert breaks(money.statements.lines(DAYS[0], TODAY)) == []


def _of_days(lines: list[StatementLine], days: list[object]) -> int:
    return sum(line.fen for line in lines if line.source is not StatementSource.BANK and line.day in days)


def test_nearly_everything_is_matched_and_what_was_planted_is_left(tmp_path: Path) -> None:
    money = a_database(tmp_path).money(WORLD.centre.id)
    entries = [
        sale_entry(event, WORLD.centre.spaces.get("canteen"), WORLD.centre.zone_info) for event in SOLD
    ]
    money.ledger.post([one for one in entries if one], by="system", at=UNTIL)
    keep_statements(WORLD, money.statements, SOLD, [], UNTIL)
    lines, items = money.statements.open_lines(DAYS[0], TODAY), money.statements.open_items(DAYS[0], TODAY)
    services = [line for line in lines if line.source is not StatementSource.BANK]
    pairs = matched(services, items)
    unfound = len(services) - sum(len(pair.lines) for pair in pairs)
    assert 0 < unfound < 0.01 * len(services)
    assert sum(pair.rule == "reference" for pair in pairs) > len(services) / 2
