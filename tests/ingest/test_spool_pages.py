"""Messages are found in the bare pages of a spool: short and long ones, in the file, in its log, and parked."""

from contextlib import closing
from pathlib import Path

import pytest

from ingest.spool import Settlement, Spool
from ingest.spool_pages import keep_log, log_copy, messages, unread_log
from models.centre import CentreId
from tests.ingest.spools import an_arrival

SIZES = (1, 100, 4000, 4060, 4061, 4062, 9000, 65_537)
"""Around the most that fits on a page, and far beyond it."""


def _payload(n: int) -> bytes:
    return bytes([n]) * SIZES[n]


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    """The files of a spool that nobody closed: half of it in the file, half in the log, two messages parked."""
    file = tmp_path / "live" / "spool.db"
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(Spool(file)) as live:
        for n in range(len(SIZES)):
            live.append([an_arrival(n, payload=_payload(n))], [3])
            if n == 4:
                live.settle(Settlement(parked=[(1, CentreId("c")), (5, CentreId("c"))]))
                live.trim()
        for part in ("spool.db", "spool.db-wal"):
            (copy / part).write_bytes((file.parent / part).read_bytes())
    return copy / "spool.db"


def test_every_message_is_found_whatever_its_size_and_place(spool: Path) -> None:
    keep_log(spool)

    found = {row[0]: row for row in messages(spool)}

    assert found == {
        n + 1: (n + 1, 10**18 + 1000 * n, b"t/1", _payload(n), 0, 0, 3) for n in range(len(SIZES))
    }


def test_a_log_that_is_believed_whole_leaves_nothing_unread(spool: Path) -> None:
    keep_log(spool)
    frames = (log_copy(spool).stat().st_size - 32) // 4120

    assert unread_log(spool, frames) == ""
    assert "breaks off after 2 frames" in unread_log(spool, 2)


def test_a_log_that_was_cut_within_a_frame_is_told(spool: Path) -> None:
    log = spool.with_name("spool.db-wal")
    log.write_bytes(log.read_bytes()[:-7])
    keep_log(spool)

    assert unread_log(spool, 10**6) == "its log ends within a frame"


def test_without_a_log_there_is_nothing_to_keep(tmp_path: Path) -> None:
    keep_log(tmp_path / "spool.db")

    assert not log_copy(tmp_path / "spool.db").exists()
    assert unread_log(tmp_path / "spool.db", 0) == ""
