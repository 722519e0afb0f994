"""What the shards tell each other of accepted sensors survives restarts, torn files and full disks."""

from pathlib import Path

from ingest.agreement import ADOPTED, Agreement

TOPIC = "zigbee2mqtt/plug"
HALL = {TOPIC: "home/hall"}


def an_agreement(data: Path, index: int) -> Agreement:
    folder = data / (f"spool-{index}" if index else "spool")
    folder.mkdir(exist_ok=True)
    return Agreement(folder, index, 2)


def test_a_belief_holds_on_until_the_others_share_it_and_a_fence_came_back(tmp_path: Path) -> None:
    first, second = (an_agreement(tmp_path, index) for index in range(2))
    first.adopt(HALL)
    first.look()
    assert first.next_fence() is None, "the second does not know it"
    assert first.spots(TOPIC) == {None, "home/hall"}

    second.adopt(HALL)
    first.look()
    payload = first.next_fence()
    assert payload is not None
    assert first.next_fence() == payload, "a lost one is sent again"
    assert not first.fence_returned(b"adopted before a restart")
    assert first.spots(TOPIC) == {None, "home/hall"}
    assert first.fence_returned(payload)
    assert first.spots(TOPIC) == {"home/hall"}


def test_a_restart_believes_what_it_last_said(tmp_path: Path) -> None:
    an_agreement(tmp_path, 0).adopt(HALL)
    assert an_agreement(tmp_path, 0).spots(TOPIC) == {"home/hall", None}
    an_agreement(tmp_path, 1).adopt(HALL)
    assert an_agreement(tmp_path, 0).spots(TOPIC) == {"home/hall"}


def test_what_cannot_be_written_is_not_said_until_it_can(tmp_path: Path) -> None:
    first, second = (an_agreement(tmp_path, index) for index in range(2))
    obstacle = tmp_path / "spool-1" / "adopted.new"
    obstacle.mkdir()
    first.adopt(HALL)
    second.adopt(HALL)
    first.look()
    assert first.next_fence() is None, "the second could not say so"

    obstacle.rmdir()
    second.look()
    first.look()
    assert first.next_fence() is not None


def test_a_torn_file_says_nothing(tmp_path: Path) -> None:
    an_agreement(tmp_path, 0)
    (tmp_path / "spool" / ADOPTED).write_text('{"zigbee2mqtt/pl')
    assert an_agreement(tmp_path, 1).spots(TOPIC) == {None}


def test_a_belief_that_somebody_took_up_again_outlives_the_fence_that_was_under_way(tmp_path: Path) -> None:
    first, second = (an_agreement(tmp_path, index) for index in range(2))
    second.adopt({TOPIC: "home/gym"})
    first.adopt(HALL)
    second.adopt(HALL)
    first.look()
    payload = first.next_fence()
    assert payload is not None

    second.adopt({TOPIC: "home/gym"})
    first.look()
    assert first.next_fence() != payload
    assert not first.fence_returned(payload)
    assert first.spots(TOPIC) >= {"home/gym", "home/hall"}
