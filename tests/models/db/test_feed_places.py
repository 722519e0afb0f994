"""How far a foreign feed was read, by centre and address, on both databases."""

from datetime import UTC, datetime

from models.db import Database

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
FEED = "https://x/sessions"


def test_a_feed_goes_on_where_it_was_left_last(database: Database) -> None:
    places = database.feed_places("shijiawan")
    assert places.next_of(FEED) == ""
    for following in (f"{FEED}?1", f"{FEED}?2"):
        places.put(FEED, following, AT)
    assert places.next_of(FEED) == f"{FEED}?2"
    assert places.next_of("https://x/slots") == ""
    assert database.feed_places("jiuyanqiao").next_of(FEED) == ""
