"""The audit trail can be added to, read and checked, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from models.audit import GENESIS, Anchor, AuditEntry
from models.db import Database
from tests.postgres import PASSWORD

AT = datetime(2026, 11, 22, 4, 0, 0, 123456, tzinfo=UTC)


def entry(n: int = 0) -> AuditEntry:
    return AuditEntry(
        at=AT + timedelta(seconds=n),
        actor="wang",
        action="session.open",
        subject=f"session {n}",
        centre="shijiawan",
        address="127.0.0.1",
        details={"before": "否", "after": "是"},
    )


@pytest.fixture
def engine(url: str, database: Database) -> Engine:
    """The same database, by somebody who does not ask the program."""
    address = make_url(url)
    return create_engine(
        address if address.get_backend_name() == "sqlite" else address.set(password=PASSWORD)
    )


def test_rows_are_chained_and_come_newest_first(database: Database) -> None:
    audit = database.audit()
    assert (audit.head(), audit.first_fault(), audit.recent()) == (None, None, [])
    records = [audit.append(entry(n)) for n in range(5)]
    assert [record.number for record in records] == [1, 2, 3, 4, 5]
    assert [record.prev_hash for record in records] == [GENESIS, *(r.hash for r in records[:-1])]
    assert list(audit.recent()) == records[::-1]
    assert list(audit.recent(2, before=4)) == [records[2], records[1]]
    assert audit.head() == records[-1]
    assert audit.first_fault() is None


def test_control_characters_are_written_out(database: Database) -> None:
    hostile = AuditEntry(at=AT, actor="a\x00b\nc\ud800", action="x", details={"k\x1b": "\u202e"})
    record = database.audit().append(hostile)
    assert record.entry.actor == "a\\x00b\\nc\\ud800"
    assert record.entry.details == {"k\\x1b": "\\u202e"}
    assert database.audit().head() == record
    assert database.audit().first_fault() is None


def test_many_writers_make_one_chain(database: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: database.audit().append(entry(n)), range(40)))
    assert sorted(record.number for record in database.audit().recent()) == list(range(1, 41))
    assert database.audit().first_fault() is None


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_log SET actor = 'li'", "DELETE FROM audit_log WHERE number = 1"]
)
def test_the_database_refuses_to_change_the_trail(database: Database, engine: Engine, statement: str) -> None:
    database.audit().append(entry())
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert database.audit().first_fault() is None


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_log SET actor = 'li' WHERE number = 3", 3),
        ("UPDATE audit_log SET details = '{}' WHERE number = 2", 2),
        ("UPDATE audit_log SET hash = 'x' WHERE number = 5", 5),
        ("DELETE FROM audit_log WHERE number = 1", 1),
        ("DELETE FROM audit_log WHERE number = 3", 3),
        ("DELETE FROM audit_log WHERE number = 5", 5),
        ("DELETE FROM audit_log", 1),
    ],
)
def test_a_change_behind_the_programs_back_is_found(
    database: Database, engine: Engine, statement: str, fault: int
) -> None:
    for n in range(5):
        head = database.audit().append(entry(n))
    unseal = {
        "sqlite": ("DROP TRIGGER audit_log_no_update", "DROP TRIGGER audit_log_no_delete"),
        "postgresql": ("DROP TRIGGER audit_log_sealed ON audit_log",),
    }
    with engine.begin() as connection:
        for command in (*unseal[engine.dialect.name], statement):
            connection.execute(text(command))
    engine.dispose()
    assert database.audit().first_fault([Anchor(head.number, head.hash, AT)]) == fault
