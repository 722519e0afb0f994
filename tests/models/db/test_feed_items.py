"""The numbers of our own feeds outlive the process, on both databases."""

from models.db import Database
from models.exchange.rpde import KEPT_MS, Item, Watch

ROOM, HALL = {"name": "室", "uses": [1, {"n": None}]}, {"name": "hall"}


def told(items: list[Item]) -> dict[str, tuple[int, object]]:
    return {one.id: (one.modified, one.data) for one in items}


def test_a_watch_that_begins_again_goes_on_with_the_numbers_of_the_one_before(database: Database) -> None:
    kept = database.feed_items("shijiawan")
    before = told(Watch("Slot", kept).items({"room": ROOM, "hall": HALL}, 1_000))
    again = Watch("Slot", kept)
    assert told(again.items({"room": ROOM, "hall": HALL}, 900)) == before
    after = told(again.items({"room": ROOM}, 950))
    assert after["room"] == before["room"]
    assert after["hall"][1] is None
    assert after["hall"][0] > max(number for number, _ in before.values())
    assert told(Watch("Slot", kept).items({"room": ROOM}, 950)) == after


def test_what_was_deleted_long_ago_is_forgotten_and_feeds_and_centres_stay_apart(database: Database) -> None:
    kept = database.feed_items("shijiawan")
    Watch("Slot", kept).items({"room": ROOM}, 0)
    Watch("Slot", kept).items({}, 1)
    assert [one.id for one in kept.of("Slot")] == ["room"]
    Watch("Slot", kept).items({}, KEPT_MS + 10)
    assert kept.of("Slot") == []
    Watch("Slot", kept).items({"hall": HALL}, 0)
    assert kept.of("FacilityUse") == []
    assert database.feed_items("jiuyanqiao").of("Slot") == []
