"""A damaged spool is put aside and read back as far as it goes; the ingestor starts anyway."""

import random
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from ingest.accounting import SPOOLED, STORED, Shed
from ingest.spool import Settlement, Spool, SpoolError
from ingest.spool_file import suspect_mark
from tests.ingest.small_disk import filled, small_disk
from tests.ingest.spools import an_arrival, append, check_account, payloads


def _filled(file: Path, count: int = 400, settled: int = 100) -> None:
    spool = Spool(file)
    append(spool, range(count))
    settlement = Settlement(upto=settled)
    settlement.tally.add(SPOOLED, "", -settled)
    settlement.tally.add(STORED, "", settled)
    spool.settle(settlement)
    spool.close()


def test_a_file_that_is_no_database_is_put_aside(tmp_path: Path) -> None:
    file = tmp_path / "spool.db"
    file.write_bytes(b"not a database at all" * 500)

    spool = Spool(file)

    assert spool.quarantined is not None
    assert spool.quarantined.read_bytes().startswith(b"not a database")
    append(spool, range(3))
    assert payloads(spool) == [0, 1, 2]
    spool.close()


def test_a_broken_page_costs_its_own_messages_and_the_account_names_them(tmp_path: Path) -> None:
    file = tmp_path / "spool.db"
    _filled(file)
    raw = bytearray(file.read_bytes())
    page = raw.rindex(b"t/1399") // 4096  # the leaf that holds the last message
    raw[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    file.write_bytes(raw)

    spool = Spool(file)

    kept, account = payloads(spool), check_account(spool)
    assert spool.quarantined is not None
    assert kept == list(range(100, 100 + len(kept)))
    assert 0 < len(kept) < 300
    assert account.received == 400
    assert account.stored == 100
    assert account.shed == {Shed.LOST_SPOOL: 300 - len(kept)}
    spool.close()


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_torn_it_starts_and_keeps_its_account(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    file = tmp_path / "spool.db"
    _filled(file)
    raw = bytearray(file.read_bytes())
    if seed % 2:
        raw = raw[: chance.randrange(len(raw))]
    else:
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    file.write_bytes(raw)

    spool = Spool(file)

    append(spool, range(1000, 1003))
    newest = spool.pending(100_000)[-3:]  # what a flipped bit made of the others need not be a number
    assert [message.payload for message in newest] == [b"1000", b"1001", b"1002"]
    if spool.quarantined is not None:
        assert check_account(spool)
    spool.close()


def test_damage_seen_while_running_is_remembered_for_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "spool.db"
    _filled(file)
    spool = Spool(file)
    with spool.writing() as writer:
        writer.execute("DROP TABLE seen")

    with pytest.raises(SpoolError):
        spool.known([b"key"])

    assert suspect_mark(file).exists()
    spool.close()
    again = Spool(file)
    assert not suspect_mark(file).exists()
    assert again.known([b"key"]) == set()
    again.close()


def test_a_spool_of_a_newer_program_is_kept_aside_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "spool.db"
    _filled(file)
    newer = Spool(file)
    with newer.writing() as writer:
        writer.execute("PRAGMA user_version = 99")
    newer.close()

    spool = Spool(file)

    assert spool.quarantined is not None
    assert payloads(spool) == list(range(100, 400))
    spool.close()


def _killed(folder: Path, messages: int) -> Path:
    """The files as kill -9 leaves them, with everything in the log still."""
    live = Spool(folder / "live" / "spool.db")
    live.append([an_arrival(n, payload=b"%d" % n + b" " * 4000) for n in range(messages)], [0] * messages)
    shutil.copytree(folder / "live", folder / "killed")
    live.close()
    shutil.rmtree(folder / "live")
    return folder / "killed" / "spool.db"


def test_a_full_disk_keeps_nobody_from_starting_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        file = _killed(disk, 400)
        ballast = filled(disk)

        spool = Spool(file)

        assert spool.quarantined is None
        assert payloads(spool) == list(range(400))
        with pytest.raises(SpoolError, match="full"):
            append(spool, range(400, 1000))
        ballast.unlink()
        append(spool, range(400, 500))
        spool.trim()
        assert payloads(spool) == list(range(500))
        assert check_account(spool).received == 500
        spool.close()


def test_a_log_that_breaks_off_is_found_on_a_full_disk_too(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        file = _killed(disk, 400)
        log = file.with_name("spool.db-wal")
        raw = bytearray(log.read_bytes())
        raw[len(raw) // 2] ^= 1
        log.write_bytes(raw)
        ballast = filled(disk)

        with pytest.raises(SpoolError, match="full|disk"):
            Spool(file)

        ballast.unlink()
        spool = Spool(file)
        assert spool.quarantined is not None
        assert len(spool.pending(1000)) > 390, "read from the kept log past the place where it breaks off"
        spool.close()


def test_who_only_looks_leaves_a_damaged_spool_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "spool.db"
    file.write_bytes(b"not a database at all" * 500)

    with pytest.raises(SpoolError):
        Spool(file, owner=False)

    assert file.read_bytes().startswith(b"not a database")


def test_somebody_who_looks_while_it_starts_does_not_make_it_a_broken_one(tmp_path: Path) -> None:
    file, done = tmp_path / "spool.db", threading.Event()
    _filled(file)

    def look() -> None:
        while not done.is_set():
            with closing(Spool(file, owner=False)) as onlooker, onlooker.writing() as writer:
                writer.execute("UPDATE state SET value = value + 1 WHERE key = 'batch'")

    with ThreadPoolExecutor(1) as other:
        looking = other.submit(look)
        try:
            for _ in range(400):
                with closing(Spool(file)) as owner:
                    assert owner.quarantined is None
        finally:
            done.set()
        looking.result()
