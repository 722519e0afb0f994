"""A book that somebody changed behind the program's back, on both databases."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from models.db import Database
from models.money.entry import Entry, EntrySource, Posting
from models.money.ports import Money

AT = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
UNSEAL = {
    "sqlite": [
        f"DROP TRIGGER {table}_{what}"
        for table in ("ledger_entry", "ledger_line", "audit_log")
        for what in ("no_update", "no_delete")
    ],
    "postgresql": [
        f"DROP FUNCTION {table}_sealed() CASCADE" for table in ("ledger_entry", "ledger_line", "audit_log")
    ],
}


def sale(key: str, month: int = 11) -> Entry:
    postings = (Posting(account="takings", fen=7), Posting(account="income.gym", fen=-7))
    return Entry(key=key, source=EntrySource.SALE, day=date(2026, month, 9), at=AT, postings=postings)


@pytest.fixture
def money(database: Database) -> Money:
    """Five entries, October closed between the third and the fourth; a second centre beside it."""
    money = database.money("shijiawan")
    database.money("other").ledger.post([sale("x")], by="chen", at=AT)
    money.ledger.post([sale("a", 10), sale("b", 10), sale("c")], by="chen", at=AT)
    money.months.ask(date(2026, 10, 1), by="chen", at=AT)
    money.months.agree(date(2026, 10, 1), by="li", at=AT)
    money.ledger.post([sale("d", 10), sale("e")], by="chen", at=AT)
    return money


def test_a_book_that_nobody_touched_holds(money: Money, database: Database) -> None:
    assert money.ledger.first_fault() is None
    assert database.money("other").ledger.first_fault() is None
    assert database.money("empty").ledger.first_fault() is None


@pytest.mark.parametrize(
    ("deed", "fault", "number"),
    [
        ("UPDATE ledger_line SET fen = 8 WHERE number = 2 AND place = 0", "unreadable", 2),
        ("UPDATE ledger_line SET fen = CASE place WHEN 0 THEN 8 ELSE -8 END WHERE number = 2", "edited", 2),
        ("UPDATE ledger_line SET account = 'nowhere' WHERE number = 3 AND place = 0", "unreadable", 3),
        ("UPDATE ledger_line SET space = 'gym' WHERE number = 5", "edited", 5),
        ("UPDATE ledger_entry SET memo = 'x' WHERE number = 1", "edited", 1),
        ("UPDATE ledger_entry SET digest = 'x' WHERE number = 4", "edited", 4),
        ("UPDATE ledger_entry SET source = 'nothing' WHERE number = 4", "unreadable", 4),
        ("UPDATE ledger_entry SET revision = 0 WHERE number = 4", "edited", 4),
        ("DELETE FROM ledger_line WHERE number = 3", "unreadable", 3),
        ("DELETE FROM ledger_line WHERE number = 3; DELETE FROM ledger_entry WHERE number = 3", "gap", 3),
        ("DELETE FROM ledger_line WHERE number = 5; DELETE FROM ledger_entry WHERE number = 5", "gap", 5),
        ("DELETE FROM audit_log WHERE subject = '5' AND centre = 'shijiawan'", "untold", 5),
        ("DELETE FROM audit_log WHERE action = 'month.close'", "misplaced", 4),
        ("UPDATE ledger_month SET digest = 'x'", "month", "2026-10"),
        ("DELETE FROM ledger_month", "month", "2026-10"),
    ],
)
def test_whatever_was_changed_is_named(
    money: Money, database: Database, deed: str, fault: str, number: int | str
) -> None:
    with database.connections.writing() as connection:
        for statement in (*UNSEAL[connection.dialect.name], *deed.split("; ")):
            of = " AND centre = 'shijiawan'" if "number" in statement else ""
            connection.execute(text(statement + of))
    found = money.ledger.first_fault()
    assert found is not None
    assert found.key == f"ledger.fault.{fault}"
    assert number in found.values.values()
    assert database.money("other").ledger.first_fault() is None


def test_lines_without_an_entry_are_named(money: Money, database: Database) -> None:
    row = "INSERT INTO ledger_line VALUES ('shijiawan', 6, 0, 'cash', 5, '', '', '', '', '')"
    engine = database.connections.engine
    if engine.dialect.name == "sqlite":  # whoever opens the file without asking for foreign keys has none
        with closing(sqlite3.connect(str(engine.url.database))) as connection, connection:
            connection.execute(row)
    else:
        with database.connections.writing() as connection:
            connection.execute(text("ALTER TABLE ledger_line DROP CONSTRAINT fk_ledger_line_ledger_entry"))
            connection.execute(text(row))
    found = money.ledger.first_fault()
    assert found is not None
    assert (found.key, found.values) == ("ledger.fault.homeless", {"number": 6})
