"""What feeds need from outside: who fetches those of others, and what is kept of them and of ours."""

from dataclasses import dataclass

from models.exchange.remote import Remote
from models.exchange.rpde import FeedItems
from models.exchange.rpde_reader import FeedPlaces


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPorts:
    """remote: None = this deployment reads no address elsewhere; places: how far feeds were read, None = each is read
    from its beginning; items: the numbers that our own feeds gave, None = they begin anew with the process."""

    remote: Remote | None = None
    places: FeedPlaces | None = None
    items: FeedItems | None = None


NO_FEEDS = FeedPorts()
