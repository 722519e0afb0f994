"""The book of a centre, on both databases."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.db import Database, open_database
from models.db.ledger import SqlLedger
from models.money.entry import Entry, EntrySource, Posting, digest, reversal
from models.money.ports import DifferentEntryError, NotReversibleError, Such
from models.ports import StoreUnavailableError
from tests.blank import blank_database
from tests.postgres import PASSWORD

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


ENTRY_ROW = (
    "{insert} INTO ledger_entry (centre, number, key, source, day, month, revision, at, document, memo, reverses, "
    "posted_by, posted_at, digest) SELECT centre, {number}, {key}, source, day, month, revision, at, document, memo, "
    "reverses, posted_by, posted_at, digest FROM ledger_entry WHERE number = 1"
)
LINE_ROW = (
    "INSERT INTO ledger_line VALUES ('shijiawan', {number}, {place}, 'cash', {fen}, '', '', '', '', '')"
)


def by_hand(
    database: Database,
    *lines: tuple[int, int, int],
    number: int = 0,
    key: str = "'b'",
    insert: str = "INSERT",
) -> None:
    """Lines (number, place, fen), and then an entry like the first, by somebody who does not ask the program."""
    with database.connections.writing() as connection:
        for of, place, fen in lines:
            connection.execute(text(LINE_ROW.format(number=of, place=place, fen=fen)))
        if number:
            connection.execute(text(ENTRY_ROW.format(number=number, key=key, insert=insert)))


def test_an_honest_entry_by_hand_is_taken(ledger: SqlLedger, database: Database) -> None:
    ledger.post([sale("a")], by="chen", at=AT)
    by_hand(database, (2, 0, 5), (2, 1, -5), number=2)
    assert [one.number for one in ledger.lines()] == [1, 2]


@pytest.mark.parametrize(
    ("lines", "number", "said"),
    [
        ([(2, 0, 5), (2, 1, -4)], 2, "does not balance"),
        ([(2, 0, 5)], 2, "does not balance"),
        ([], 2, "does not balance"),
        ([(3, 0, 5), (3, 1, -5)], 3, "not the next"),
        ([(1, 2, 5)], 0, "cannot be added"),
        ([(1, 2, 5), (1, 3, -5)], 0, "cannot be added"),
        ([(2, 0, 5), (2, 1, -5)], 0, "(?i)foreign key"),
    ],
)
def test_the_database_itself_takes_no_entry_that_cannot_be(
    ledger: SqlLedger, database: Database, lines: list[tuple[int, int, int]], number: int, said: str
) -> None:
    ledger.post([sale("a")], by="chen", at=AT)
    with pytest.raises(IntegrityError, match=said):
        by_hand(database, *lines, number=number)
    assert ledger.head() == 1
    assert len(next(iter(ledger.lines())).entry.postings) == 2


def test_no_entry_takes_the_place_of_another(ledger: SqlLedger, database: Database) -> None:
    ledger.post([sale("a")], by="chen", at=AT)
    insert = "INSERT OR REPLACE" if database.connections.engine.dialect.name == "sqlite" else "INSERT"
    for number, key in ((2, "'a'"), (1, "'b'")):
        with pytest.raises(IntegrityError):
            by_hand(database, (2, 0, 5), (2, 1, -5), number=number, key=key, insert=insert)
    assert [one.entry for one in ledger.lines()] == [sale("a")]


def test_only_what_is_there_is_taken_back_and_only_as_it_is(ledger: SqlLedger) -> None:
    (posted,) = ledger.post([sale("a")], by="chen", at=AT).posted
    back = reversal(posted, key="back", day=DAY, at=AT)
    with pytest.raises(NotReversibleError, match="'b', which is not in the book"):
        ledger.post([replace(back, reverses="b")], by="chen", at=AT)
    with pytest.raises(NotReversibleError, match="number 1, with other lines"):
        ledger.post([replace(back, postings=sale("x", 9).postings)], by="chen", at=AT)
    assert ledger.head() == 1


def test_a_document_and_what_takes_it_back_may_come_together(ledger: SqlLedger) -> None:
    postings = tuple(replace(one, fen=-one.fen) for one in sale("a").postings)
    back = replace(sale("back"), source=EntrySource.REVERSAL, reverses="a", postings=postings)
    ledger.post([sale("a"), back, replace(back, key="again")], by="chen", at=AT)
    assert [one.entry.key for one in ledger.lines()] == ["a", "back"]


def test_five_thousand_entries_at_once_are_one_transaction(ledger: SqlLedger) -> None:
    outcome = ledger.post([sale(f"s{n}", n + 1) for n in range(5_000)], by="chen", at=AT)
    assert (len(outcome.posted), ledger.head()) == (5_000, 5_000)
    assert {one.account: one.fen for one in ledger.sums(["account"])}["takings"] == 5_000 * 5_001 // 2


def post_all(url: str, keys: list[str]) -> list[int]:
    """In a process of its own: each key in a transaction of its own, and the number it has then."""
    database = open_database(url, password=PASSWORD)
    ledger = SqlLedger(database.connections, "shijiawan")
    outcomes = [ledger.post([sale(key)], by=key, at=AT) for key in keys]
    database.close()
    return [
        *(one.number for found in outcomes for one in found.posted),
        *(n for o in outcomes for n in o.known),
    ]


def test_two_processes_that_post_the_same_at_once_make_one_book(
    url: str, ledger: SqlLedger, database: Database
) -> None:
    keys = [f"s{n}" for n in range(40)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        numbers = [
            one.result() for one in [pool.submit(post_all, url, order) for order in (keys, keys[::-1])]
        ]
    assert [sorted(one) for one in numbers] == [list(range(1, 41))] * 2
    assert [one.number for one in ledger.lines()] == list(range(1, 41))
    assert database.audit().first_fault() is None
    assert [int(one.entry.subject) for one in database.audit().recent()][::-1] == list(range(1, 41))


def test_a_database_that_is_away_is_said_to_be() -> None:
    away = open_database("postgresql+psycopg://nobody@127.0.0.1:9/none")
    with pytest.raises(StoreUnavailableError):
        SqlLedger(away.connections, "shijiawan").post([sale("a")], by="chen", at=AT)
    away.close()


def test_a_sum_up_to_a_number_looks_up_no_lines_by_a_range_of_numbers(tmp_path: Path) -> None:
    database = blank_database(tmp_path / "c.db")
    plans: list[str] = []

    def explained(connection: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
        if text.startswith("SELECT") and "sum(" in text:
            rows = connection.connection.dbapi_connection.execute(f"EXPLAIN QUERY PLAN {text}", values)
            plans.extend(row[3] for row in rows)

    event.listen(database.connections.engine, "before_cursor_execute", explained)
    SqlLedger(database.connections, "shijiawan").sums(
        ["account"], Such(through=9, after=2, months=(DAY, DAY))
    )
    database.close()
    assert any("ledger_line" in plan for plan in plans)
    assert not any("number<" in plan or "number>" in plan for plan in plans)
