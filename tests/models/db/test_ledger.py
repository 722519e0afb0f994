"""The book of a centre, on both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.db import Database
from models.db.ledger import SqlLedger
from models.money.entry import Entry, EntrySource, Posting, digest, reversal
from models.money.ports import DifferentEntryError, Such

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)


@pytest.fixture
def ledger(database: Database) -> SqlLedger:
    return SqlLedger(database.connections, "shijiawan")


def sale(key: str, fen: int = 1_500, day: date = DAY) -> Entry:
    postings = (
        Posting(account="takings", fen=fen, space="canteen"),
        Posting(account="income.canteen.fare", fen=-fen, space="canteen"),
    )
    return Entry(key=key, source=EntrySource.SALE, day=day, at=AT, postings=postings)


def test_an_entry_is_read_back_as_it_was_written(ledger: SqlLedger) -> None:
    (posted,) = ledger.post([sale("a")], by="chen", at=AT).posted
    assert ledger.entry(1) == posted
    assert (posted.number, posted.entry, posted.month, posted.revision) == (
        1,
        sale("a"),
        date(2026, 11, 1),
        0,
    )


def test_the_same_document_twice_is_one_entry_and_numbers_have_no_gap(ledger: SqlLedger) -> None:
    ledger.post([sale("a")], by="chen", at=AT)
    outcome = ledger.post([sale("a"), sale("b"), sale("b")], by="chen", at=AT)
    assert ([one.number for one in outcome.posted], outcome.known) == ([2], (1, 2))
    assert ledger.head() == 2


def test_a_document_that_changed_is_refused_and_nothing_of_its_company_is_written(ledger: SqlLedger) -> None:
    ledger.post([sale("a")], by="chen", at=AT)
    with pytest.raises(DifferentEntryError, match="number 1"):
        ledger.post([sale("b"), sale("a", 99)], by="chen", at=AT)
    assert ledger.head() == 1


def test_nothing_is_taken_back_twice(ledger: SqlLedger) -> None:
    (posted,) = ledger.post([sale("a")], by="chen", at=AT).posted
    back, again = (reversal(posted, key=key, day=DAY, at=AT) for key in ("back", "again"))
    ledger.post([back], by="chen", at=AT)
    assert ledger.post([again], by="li", at=AT).known == (2,)
    assert sum(one.fen for one in ledger.sums(["account"])) == 0
    assert {one.fen for one in ledger.sums(["account"])} == {0}


def test_sums_are_grouped_as_asked_and_hold_what_is_meant_only(ledger: SqlLedger) -> None:
    entries = [sale("a", 100), sale("b", 20, date(2026, 11, 21)), sale("c", 3, date(2026, 10, 31))]
    ledger.post(entries, by="chen", at=AT)
    such = Such(months=(date(2026, 11, 1), date(2026, 11, 1)), accounts=("income.",))
    assert [(one.day, one.fen) for one in ledger.sums(["day"], such)] == [
        (date(2026, 11, 21), -20),
        (date(2026, 11, 22), -100),
    ]
    assert [one.fen for one in ledger.sums(["account", "month"], Such(accounts=("takings",)))] == [3, 120]


def test_every_entry_stands_in_the_audit_trail_with_its_digest(ledger: SqlLedger, database: Database) -> None:
    (posted,) = ledger.post([sale("a")], by="chen", at=AT).posted
    entry = database.audit().recent(1)[0].entry
    assert (entry.action, entry.actor, entry.subject) == ("ledger.post", "chen", "1")
    assert entry.details == {"key": "a", "digest": digest(posted)}


@pytest.mark.parametrize(
    "deed",
    ["UPDATE ledger_line SET fen = 1", "DELETE FROM ledger_line", "DELETE FROM ledger_entry"],
)
def test_the_database_itself_refuses_to_change_the_book(
    ledger: SqlLedger, database: Database, deed: str
) -> None:
    ledger.post([sale("a")], by="chen", at=AT)
    with pytest.raises(DBAPIError, match="append-only"), database.connections.writing() as connection:
        connection.execute(text(deed))
