"""Dead letters are kept as they came and can be given another try."""

from pathlib import Path

from ingest.accounting import DEAD, SPOOLED
from ingest.dead_letters import dead_letters, kept_by_reason, replay
from ingest.spool import DeadLetter, Settlement, Spool
from tests.ingest.spools import append, check_account, payloads


def _spool_with_letters(file: Path) -> Spool:
    spool = Spool(file)
    append(spool, range(3))
    settlement = Settlement(upto=3)
    settlement.tally.add(SPOOLED, "", -3)
    for n, reason in enumerate(("not_json", "unknown_device", "not_json")):
        settlement.tally.add(DEAD, reason)
        settlement.dead.append(
            DeadLetter(received_ns=100 + n, topic=b"\xfft", payload=b"%d" % n, reason=reason, text="why")
        )
    spool.settle(settlement)
    return spool


def test_shows_the_newest_first_with_bytes_and_reason(tmp_path: Path) -> None:
    spool = _spool_with_letters(tmp_path / "spool.db")

    letters = list(dead_letters(spool, limit=2))

    assert [(letter.payload, letter.reason) for letter in letters] == [
        (b"2", "not_json"),
        (b"1", "unknown_device"),
    ]
    assert letters[0].topic == b"\xfft"
    assert kept_by_reason(spool) == {"not_json": 2, "unknown_device": 1}
    spool.close()


def test_a_replay_puts_them_back_in_order_with_their_first_time_of_receipt(tmp_path: Path) -> None:
    spool = _spool_with_letters(tmp_path / "spool.db")

    assert replay(spool, "not_json") == 2

    assert payloads(spool) == [0, 2]
    assert [m.received_ns for m in spool.pending()] == [100, 102]
    account = check_account(spool)
    assert account.dead == {"unknown_device": 1}
    assert account.received == 3
    assert replay(spool) == 1
    assert replay(spool) == 0
    assert check_account(spool).dead == {}
    spool.close()
