"""`./linli ledger` on a real database."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.ledger import main
from models.money.entry import Entry, EntrySource, Posting
from models.ports import StoreError
from tests.blank import blank_database

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def sale(key: str, month: int) -> Entry:
    postings = (Posting(account="takings", fen=700, space="canteen"), Posting(account="income.gym", fen=-700))
    day = date(2026, month, 9)
    return Entry(key=key, source=EntrySource.SALE, day=day, at=AT, postings=postings, memo="羽毛球")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of three entries in two months."""
    monkeypatch.setenv("LINLI_LANG", "en")
    database = blank_database(tmp_path / "centre.db")
    ledger = database.money("shijiawan").ledger
    ledger.post([sale("a", 10), sale("b", 11), sale("c", 11)], by="chen", at=AT)
    database.close()
    return tmp_path


def spoil(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "centre.db")) as connection, connection:
        connection.execute("DROP TRIGGER ledger_line_no_update")
        connection.execute("UPDATE ledger_line SET fen = 701 WHERE number = 2 AND place = 0")


def test_a_book_that_holds_is_said_to_hold(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(folder), "verify"]) == 0
    assert capsys.readouterr().out == "shijiawan: the book holds, 3 entries.\n"


def test_the_first_fault_is_said_in_plain_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder)
    assert main(["--data-dir", str(folder), "verify"]) == 1
    told = capsys.readouterr().err
    assert "shijiawan: the book does not hold: entry 2 is none" in told
    assert "leave 1 fen" in told


def test_the_dump_is_one_line_an_entry_with_every_field(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data-dir", str(folder), "dump"]) == 0
    first, *others = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["number"] for one in others] == [2, 3]
    assert len(first.pop("digest")) == 64
    nothing = {"session": "", "series": "", "building": "", "party": ""}
    assert first == {
        "centre": "shijiawan",
        "number": 1,
        "key": "a",
        "source": "sale",
        "day": "2026-10-09",
        "month": "2026-10",
        "revision": 0,
        "at": "2026-11-22T04:00:00.000000+00:00",
        "document": "",
        "memo": "羽毛球",
        "reverses": "",
        "by": "chen",
        "posted_at": "2026-11-22T04:00:00.000000+00:00",
        "lines": [
            {"account": "takings", "fen": 700, "space": "canteen"} | nothing,
            {"account": "income.gym", "fen": -700, "space": ""} | nothing,
        ],
    }


def test_a_month_can_be_dumped_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(folder), "--month", "2026-11", "dump"]) == 0
    assert [json.loads(line)["key"] for line in capsys.readouterr().out.splitlines()] == ["b", "c"]


def test_the_dump_of_a_spoilt_book_ends_with_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder)
    assert main(["--data-dir", str(folder), "dump"]) == 1
    assert "they must leave 0" in capsys.readouterr().err


def test_a_folder_without_records_is_not_filled_with_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreError, match="no database"):
        main(["--data-dir", str(tmp_path / "none"), "verify"])
    assert not (tmp_path / "none").exists()
