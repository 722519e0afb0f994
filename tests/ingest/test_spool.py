"""The spool: durable, in order, counted exactly, never written twice."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.accounting import DEAD, DUPLICATE, SHED, SPOOLED, STORED, Shed
from ingest.spool import DeadLetter, Heard, Settlement, Spool, SpoolError
from models.centre import CentreId, SensorId
from tests.ingest.spools import an_arrival, append, check_account, payloads

PLACE = (CentreId("c"), SensorId("s"))


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    opened = Spool(tmp_path / "spool" / "spool.db")
    yield opened
    opened.close()


def _settlement(upto: int, count: int, kind: str = STORED, reason: str = "") -> Settlement:
    settlement = Settlement(upto=upto)
    settlement.tally.add(SPOOLED, "", -count)
    settlement.tally.add(kind, reason, count)
    return settlement


def test_gives_back_what_was_appended_in_order_with_its_time_of_receipt(spool: Spool) -> None:
    append(spool, range(5))

    messages = spool.pending()

    assert [m.payload for m in messages] == [b"0", b"1", b"2", b"3", b"4"]
    assert [m.received_ns for m in messages] == [10**18 + 1000 * n for n in range(5)]
    assert check_account(spool).spooled == 5


def test_survives_a_reopening(spool: Spool, tmp_path: Path) -> None:
    append(spool, range(5))
    spool.settle(_settlement(upto=2, count=2))
    spool.close()

    again = Spool(tmp_path / "spool" / "spool.db")

    assert payloads(again) == [2, 3, 4]
    assert check_account(again).stored == 2
    assert again.quarantined is None
    again.close()


def test_settles_messages_counts_letters_keys_and_presence_together(spool: Spool) -> None:
    append(spool, range(3))
    settlement = _settlement(3, 3, DEAD, "not_json")
    settlement.seen.append((b"key", 1))
    settlement.heard[PLACE] = Heard(at_ns=7, online=False, vitals={"rssi": -60})
    settlement.dead.append(
        DeadLetter(received_ns=1, topic=b"\xff", payload=b"x", reason="not_json", text="no")
    )

    spool.settle(settlement)

    assert check_account(spool).dead == {"not_json": 3}
    assert spool.known([b"key", b"other"]) == {b"key"}
    assert spool.snapshot().heard == {PLACE: Heard(at_ns=7, online=False, vitals={"rssi": -60})}


def test_availability_is_kept_until_it_is_said_again_and_time_never_goes_back(spool: Spool) -> None:
    for at, online in ((7, True), (5, None)):
        settlement = Settlement(upto=0)
        settlement.heard[PLACE] = Heard(at_ns=at, online=online, vitals={"rssi": at})
        spool.settle(settlement)

    assert spool.snapshot().heard[PLACE].online is True


def test_a_failed_append_leaves_nothing_behind_and_works_when_tried_again(spool: Spool) -> None:
    blocker = sqlite3.connect(spool.file, isolation_level=None)
    blocker.execute("ALTER TABLE message RENAME TO elsewhere")
    group = [an_arrival(n) for n in range(3)]
    with pytest.raises(SpoolError, match="cannot be written"):
        spool.append(group, [0, 0, 0])
    blocker.execute("ALTER TABLE elsewhere RENAME TO message")
    blocker.close()

    spool.append(group, [0, 0, 0])

    assert payloads(spool) == [0, 1, 2]
    assert check_account(spool).received == 3


def test_a_commit_that_took_effect_despite_an_error_is_not_written_twice(spool: Spool) -> None:
    append(spool, range(2))
    group = [an_arrival(n) for n in range(2, 5)]
    other = Spool(spool.file)
    other.append(group, [0, 0, 0])  # stands for our own attempt, of which we only heard the error
    other.close()
    with pytest.raises(SpoolError), spool.writing():
        raise sqlite3.OperationalError("disk I/O error")

    spool.append(group, [0, 0, 0])

    assert payloads(spool) == [0, 1, 2, 3, 4]
    assert check_account(spool).received == 5


def test_room_that_was_missing_in_memory_is_counted(spool: Spool) -> None:
    spool.append([an_arrival()], [0], overflow=4)

    account = check_account(spool)

    assert account.received == 5
    assert account.shed == {Shed.QUEUE_FULL: 4}


def test_the_oldest_waiting_message_tells_how_far_behind_we_are(spool: Spool) -> None:
    assert spool.snapshot().oldest_ns is None
    append(spool, range(3))
    spool.settle(_settlement(upto=1, count=1))

    assert spool.snapshot().oldest_ns == 10**18 + 1000


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(1, 20)),
        st.tuples(st.sampled_from([STORED, DUPLICATE, DEAD, SHED]), st.integers(1, 20)),
        st.tuples(st.just("reopen"), st.just(0)),
    ),
    max_size=20,
)


@settings(max_examples=30, deadline=None)
@given(steps=_STEPS)
def test_every_message_is_in_exactly_one_column_at_every_step(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    file = tmp_path_factory.mktemp("spool") / "spool.db"
    spool = Spool(file)
    for step, count in steps:
        if step == "append":
            append(spool, range(count))
        elif step == "reopen":
            spool.close()
            spool = Spool(file)
        elif taken := spool.pending(count):
            reason = "why" if step in (DEAD, SHED) else ""
            spool.settle(_settlement(taken[-1].id, len(taken), step, reason))
        check_account(spool)
    spool.close()
