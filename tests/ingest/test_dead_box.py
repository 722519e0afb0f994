"""Dead letters are found, put back and thrown away, and the account stays exact."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.dead_box import DeadBox, Owner
from ingest.pressure import RANKS
from models.centre import CentreId, SensorId
from models.desk import DeadFilter
from tests.ingest.letters import SECOND_NS, a_letter, with_letters
from tests.ingest.spools import check_account

PLUG = b"zigbee2mqtt/plug"
DOOR = b"linli/b/x/door/up"
HERE, THERE = CentreId("a"), CentreId("b")


def _whose(topic: bytes) -> Owner:
    return (THERE, SensorId("door")) if topic == DOOR else (None, None)


@pytest.fixture
def box(tmp_path: Path) -> DeadBox:
    letters = [a_letter(0), a_letter(1, "unknown_device", PLUG), a_letter(2, topic=DOOR), a_letter(3)]
    return DeadBox(with_letters(tmp_path / "spool.db", *letters), _whose)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (DeadFilter(), [4, 3, 2, 1]),
        (DeadFilter(reason="not_json"), [4, 3, 1]),
        (DeadFilter(topic="e2m"), [2]),
        (DeadFilter(since=datetime(1970, 1, 1, 0, 1, 42, tzinfo=UTC)), [4, 3]),
        (DeadFilter(ids=[(0, 1), (0, 4)]), [4, 1]),
        (DeadFilter(reason="not_json", ids=[(0, 2)]), []),
        (DeadFilter(centre=THERE), [4, 3, 2, 1]),
        (DeadFilter(centre=HERE), [4, 2, 1]),
    ],
)
def test_a_filter_finds_replays_and_drops_the_same_letters(
    box: DeadBox, wanted: DeadFilter, found: list[int]
) -> None:
    page = box.page(wanted)
    assert [letter.id for letter in page.letters] == found
    assert page.total == len(found)
    assert box.page(wanted, offset=1, limit=1).letters == page.letters[1:2]
    assert box.replay(wanted) == len(found)
    assert check_account(box.spool).spooled == len(found)
    assert box.replay(wanted) == 0
    assert box.drop(DeadFilter()) == 4 - len(found)
    assert sum(check_account(box.spool).dead.values()) == 4 - len(found)


def test_a_letter_says_whose_it_is_as_far_as_that_is_known(box: DeadBox) -> None:
    owners = {letter.id: (letter.centre, letter.sensor) for letter in box.page(DeadFilter()).letters}
    assert owners == {1: (None, None), 2: (None, None), 3: (THERE, "door"), 4: (None, None)}


def test_the_counts_are_of_every_reason_whatever_is_asked(box: DeadBox) -> None:
    assert box.page(DeadFilter(reason="unknown_device")).by_reason == {"not_json": 3, "unknown_device": 1}
    assert box.page(DeadFilter(centre=HERE)).by_reason == {"not_json": 2, "unknown_device": 1}


def test_letters_come_back_in_order_with_their_first_time_of_receipt(box: DeadBox) -> None:
    assert box.replay(DeadFilter(reason="not_json")) == 3
    assert [(m.payload, m.received_ns // SECOND_NS) for m in box.spool.pending()] == [
        (b"0", 100),
        (b"2", 102),
        (b"3", 103),
    ]


def test_the_letters_of_whole_topics_come_back(box: DeadBox) -> None:
    assert box.topics("unknown_device") == [PLUG]
    assert box.replay_topics("unknown_device", [PLUG[:-1], DOOR]) == 0
    assert box.replay_topics("unknown_device", [PLUG]) == 1
    assert check_account(box.spool).dead == {"not_json": 3}


def test_letters_that_come_back_are_given_up_no_sooner_than_their_like(box: DeadBox) -> None:
    ranked = replace(box, rank=lambda topic: 7 if topic == DOOR else 2)
    ranked.replay(DeadFilter(ids=[(0, 2), (0, 3)]))
    box.replay_topics("not_json", [b"\xfft"])
    with box.spool.reading() as reader:
        rows = reader.execute("SELECT topic, rank FROM message WHERE id > 4 ORDER BY id").fetchall()
    last = max(RANKS.values())
    assert rows == [(PLUG, 2), (DOOR, 7), (b"\xfft", last), (b"\xfft", last)], (
        "who knows no sensors gives up none first"
    )
