"""Heads of the audit trail are kept by the house and by every closing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.anchoring import Anchoring
from models.audit import AuditEntry
from models.db import Database
from models.db.anchors import AnchorFile
from models.ports import StoreError
from tests.blank import blank_database

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = blank_database(tmp_path / "centre.db")
    yield opened
    opened.close()


def close(database: Database, anchoring: Anchoring) -> None:
    months = database.money("shijiawan", anchoring.after_closing).months
    months.ask(OCTOBER, by="chen", at=AT)
    months.agree(OCTOBER, by="li", at=AT)


def test_a_day_adds_the_head_and_an_idle_one_nothing(database: Database, tmp_path: Path) -> None:
    anchoring = Anchoring(database.audit(), AnchorFile(tmp_path / "anchors"), lambda: AT)
    database.audit().append(AuditEntry(at=AT, actor="wang", action="x"))
    assert (anchoring.keep(), anchoring.keep()) == (1, 0)


def test_the_closing_of_a_month_is_anchored(database: Database, tmp_path: Path) -> None:
    file = AnchorFile(tmp_path / "anchors")
    close(database, Anchoring(database.audit(), file, lambda: AT))
    head = database.audit().head()
    assert head
    assert head.entry.action == "month.close"
    assert [(one.number, one.hash) for one in file.all()] == [(head.number, head.hash)]


def test_a_folder_that_takes_nothing_keeps_no_month_open(database: Database, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("")
    anchoring = Anchoring(database.audit(), AnchorFile(tmp_path / "full" / "anchors"), lambda: AT)
    close(database, anchoring)
    assert database.money("shijiawan").months.month(OCTOBER).closed_by == "li"
    with pytest.raises(StoreError):
        anchoring.keep()
