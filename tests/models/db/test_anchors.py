"""The file of anchors."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.audit import Anchor, AuditEntry, AuditRecord, chained
from models.db.anchors import AnchorFile
from models.ports import StoreError, StoreUnavailableError

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
FIRST = chained(AuditEntry(at=AT, actor="wang", action="x"), None)
SECOND = chained(AuditEntry(at=AT, actor="wang", action="y"), FIRST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "anchors.jsonl"


def anchor(record: AuditRecord) -> Anchor:
    return Anchor(record.number, record.hash, AT)


def test_each_new_head_is_kept_once(path: Path) -> None:
    file = AnchorFile(path)
    assert file.all() == []
    assert [file.keep(head, AT) for head in (None, FIRST, FIRST, SECOND)] == [False, True, False, True]
    assert AnchorFile(path).all() == [anchor(FIRST), anchor(SECOND)]


def test_what_was_being_written_when_the_power_went_is_written_anew(path: Path) -> None:
    AnchorFile(path).keep(FIRST, AT)
    with path.open("a") as file:
        file.write('{"at": "2026-')
    assert AnchorFile(path).all() == [anchor(FIRST)]
    AnchorFile(path).keep(SECOND, AT)
    assert AnchorFile(path).all() == [anchor(FIRST), anchor(SECOND)]


@pytest.mark.parametrize("line", ["x", "{}", "[]", '{"at": "never", "number": 1, "hash": "h"}', "\xff"])
def test_a_line_that_is_no_anchor_is_named(path: Path, line: str) -> None:
    AnchorFile(path).keep(FIRST, AT)
    with path.open("ab") as file:
        file.write(line.encode("latin-1") + b"\n")
    with pytest.raises(StoreError, match="anchors.jsonl"):
        AnchorFile(path).all()


def test_a_folder_that_takes_nothing_is_said_to_be_away(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises((StoreUnavailableError, StoreError), match="anchors"):
        AnchorFile(tmp_path / "data" / "anchors.jsonl").keep(FIRST, AT)
