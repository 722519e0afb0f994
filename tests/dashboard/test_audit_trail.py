"""`./linli audit verify`; T31: whatever is done to one row of the trail is found, 200 times of 200."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from config.settings import ConfigError
from dashboard.audit_trail import main
from models.audit import AuditEntry, AuditRecord, chained
from models.db import Database, open_database
from models.db.anchors import FILE, AnchorFile
from models.money.entry import Entry, EntrySource, Posting
from tests.blank import blank_database

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ROWS = 40
TRIALS = 200


def sale(n: int) -> Entry:
    postings = (Posting(account="takings", fen=n), Posting(account="income.gym", fen=-n))
    return Entry(key=f"s{n}", source=EntrySource.SALE, day=date(2026, 11, 9), at=AT, postings=postings)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trail of ROWS rows, every fourth of them of the ledger, its head anchored, its triggers taken away."""
    monkeypatch.setenv("LINLI_LANG", "en")
    path = tmp_path / "data"
    database = blank_database(path / "centre.db")
    for n in range(1, ROWS + 1):
        if n % 4:
            at = AT + timedelta(seconds=n)
            database.audit().append(
                AuditEntry(at=at, actor="wang", action="x", subject=f"{n}", details={"n": f"{n}"})
            )
        else:
            database.money("shijiawan").ledger.post([sale(n)], by="chen", at=AT)
    AnchorFile(path / FILE).keep(database.audit().head(), AT)
    database.close()
    with opened(path) as connection:
        for what in ("update", "delete"):
            connection.execute(f"DROP TRIGGER audit_log_no_{what}")
    return path


def opened(folder: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(folder / "centre.db", isolation_level=None))


COLUMNS: Mapping[str, str] = {
    "at": "at + 1",
    "details": """'{"n": "forged"}'""",
    **{
        name: f"{name} || 'x'"
        for name in ("actor", "action", "subject", "centre", "address", "prev_hash", "hash")
    },
}


def edit(connection: sqlite3.Connection, chance: random.Random) -> str:
    name, row = chance.choice(sorted(COLUMNS)), chance.randint(1, ROWS)
    connection.execute(f"UPDATE audit_log SET {name} = {COLUMNS[name]} WHERE number = ?", [row])
    return f"{name} of {row}"


def delete(connection: sqlite3.Connection, chance: random.Random) -> str:
    row = chance.randint(1, ROWS)
    connection.execute("DELETE FROM audit_log WHERE number = ?", [row])
    return f"{row}"


def swap(connection: sqlite3.Connection, chance: random.Random) -> str:
    one, other = chance.sample(range(1, ROWS + 1), 2)
    for row, to in ((one, -1), (other, one), (-1, other)):
        connection.execute("UPDATE audit_log SET number = ? WHERE number = ?", [to, row])
    return f"{one} and {other}"


def truncate(connection: sqlite3.Connection, chance: random.Random) -> str:
    row = chance.randint(1, ROWS)
    connection.execute("DELETE FROM audit_log WHERE number >= ?", [row])
    return f"from {row}"


def forge(connection: sqlite3.Connection, chance: random.Random) -> str:
    """A row is edited and the chain from there on worked out anew, as one would who knows how it is made."""
    row = chance.randint(1, ROWS)
    names = ("actor", "action", "subject", "centre", "address")
    last: AuditRecord | None = None
    query = f"SELECT number, at, details, {', '.join(names)} FROM audit_log ORDER BY number"
    for number, at, details, *words in connection.execute(query).fetchall():
        told = dict(zip(names, words, strict=True)) | ({"actor": "mallory"} if number == row else {})
        instant = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at)
        last = chained(AuditEntry(at=instant, details=json.loads(details), **told), last)
        connection.execute(
            "UPDATE audit_log SET actor = ?, prev_hash = ?, hash = ? WHERE number = ?",
            [told["actor"], last.prev_hash, last.hash, number],
        )
    return f"{row}"


DEEDS: Mapping[str, Callable[[sqlite3.Connection, random.Random], str]] = {
    deed.__name__: deed for deed in (edit, delete, swap, truncate, forge)
}


@pytest.fixture
def victim(folder: Path, tmp_path: Path) -> Iterator[tuple[Path, Database]]:
    """A copy that each trial makes anew; opened once."""
    with opened(folder) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    place = tmp_path / "victim"
    place.mkdir()
    shutil.copy(folder / "centre.db", place)
    database = open_database(f"sqlite:///{place}/centre.db")
    yield place, database
    database.close()


def test_t31_every_edited_deleted_swapped_or_cut_row_is_found(
    folder: Path, victim: tuple[Path, Database], figures: list[str]
) -> None:
    place, database = victim
    anchors, chance = AnchorFile(folder / FILE).all(), random.Random(31)
    missed: list[str] = []
    with opened(folder) as whole, opened(place) as spoilt:
        spoilt.execute("PRAGMA synchronous = OFF")
        for n in range(TRIALS):
            whole.backup(spoilt)
            assert database.audit().first_fault(anchors) is None
            name = list(DEEDS)[n % len(DEEDS)]
            told = DEEDS[name](spoilt, chance)
            if database.audit().first_fault(anchors) is None:
                missed.append(f"{name} {told}")
    figures.append(f"T31 audit chain: {TRIALS - len(missed)} of {TRIALS} deeds found")
    assert missed == []


def verify(folder: Path, *arguments: str) -> int:
    return main(["--data-dir", str(folder), "verify", *arguments])


def test_a_whole_trail_is_said_to_be_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(folder) == 0
    assert capsys.readouterr().out == f"The audit trail is whole: {ROWS} rows, 1 anchors.\n"


def test_the_first_row_that_does_not_fit_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(folder) as connection:
        connection.execute("UPDATE audit_log SET actor = 'mallory' WHERE number = 17")
    assert verify(folder) == 1
    assert "does not hold from row 17 on" in capsys.readouterr().err


def test_a_trail_that_was_cut_contradicts_the_books_even_without_an_anchor(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / FILE).unlink()
    with opened(folder) as connection:
        connection.execute("DELETE FROM audit_log WHERE number >= ?", [ROWS])
    assert verify(folder) == 1
    assert "does not tell of entry 10" in capsys.readouterr().err


def test_an_anchor_that_lay_elsewhere_shows_what_the_data_folder_hides(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "usb" / "anchors"
    elsewhere.parent.mkdir()
    shutil.move(folder / FILE, elsewhere)
    with opened(folder) as connection:
        forge(connection, random.Random(1))
    assert verify(folder) == 0
    assert verify(folder, "--anchor", str(elsewhere)) == 1
    assert f"row {ROWS}" in capsys.readouterr().err


def test_an_anchor_file_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere"):
        verify(folder, "--anchor", "nowhere")
