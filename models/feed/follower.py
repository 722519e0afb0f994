"""Follows the retained states of all centres and the ingestor's health; what the dashboard looks at (I/O)."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

import paho.mqtt.client as mqtt

from models.centre import Centre, CentreId, SpaceId
from models.feed.client import make_client, start, stop
from models.feed.endpoint import Endpoint
from models.feed.state import (
    HEALTH_TOPIC,
    SHARD_HEALTH_FILTER,
    STATE_FILTER,
    FeedError,
    decode_health,
    decode_state,
)
from models.health import IngestHealth
from models.health_sum import health_sum
from models.live import SpaceState
from models.ports import Clock

log = logging.getLogger(__name__)

Heard = Callable[[CentreId | None], None]
"""Called on the network thread with the centre that changed, None for the health. Must return at once."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class StateFollower:
    """The newest word of the broker about every centre. Reads are copies; any thread may ask."""

    def __init__(
        self, endpoint: Endpoint, centres: Iterable[Centre], client_id: str, clock: Clock = _utc_now
    ) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self._lock = threading.Lock()
        self._order = {centre.id: tuple(centre.spaces) for centre in centres}
        self._states: dict[CentreId, dict[SpaceId, SpaceState]] = {centre: {} for centre in self._order}
        self._heard: dict[CentreId, datetime] = {}
        self._healths: dict[str, IngestHealth] = {}
        self._subscribers: tuple[Heard, ...] = ()
        self._client = make_client(endpoint, client_id)
        self._client.on_connect = self._on_connect
        self._client.on_message = self._on_message

    def start(self) -> None:
        start(self._client, self._endpoint)

    def stop(self) -> None:
        stop(self._client)

    @property
    def connected(self) -> bool:
        return self._client.is_connected()

    def subscribe(self, callback: Heard) -> Callable[[], None]:
        """Be called on every change; the returned function ends it."""
        with self._lock:
            self._subscribers = (*self._subscribers, callback)
        return lambda: self._unsubscribe(callback)

    def of(self, centre: CentreId) -> "CentreStates":
        """The port of one centre."""
        return CentreStates(self, centre)

    def states(self, centre: CentreId) -> Mapping[SpaceId, SpaceState]:
        with self._lock:
            known = self._states.get(centre, {})
            return {space: known[space] for space in self._order.get(centre, ()) if space in known}

    def heard_at(self, centre: CentreId) -> datetime | None:
        with self._lock:
            return self._heard.get(centre)

    def health(self) -> IngestHealth | None:
        """What the ingest processes last said about themselves, as one; None when none ever spoke."""
        with self._lock:
            healths = [self._healths[topic] for topic in sorted(self._healths)]
        return health_sum(healths) if healths else None

    def _unsubscribe(self, callback: Heard) -> None:
        with self._lock:
            self._subscribers = tuple(other for other in self._subscribers if other is not callback)

    def _on_connect(self, client: mqtt.Client, *_: object) -> None:
        client.subscribe([(STATE_FILTER, 1), (HEALTH_TOPIC, 1), (SHARD_HEALTH_FILTER, 1)])

    def _on_message(self, _client: mqtt.Client, _userdata: object, message: mqtt.MQTTMessage) -> None:
        try:
            centre = self._take(message)
            for tell in self._subscribers:
                tell(centre)
        except FeedError as error:
            log.warning("%s", error)
        except Exception:  # else it would end paho's thread, which goes on looking connected
            log.exception("a follower of the feed failed")

    def _take(self, message: mqtt.MQTTMessage) -> CentreId | None:
        if message.topic.startswith(HEALTH_TOPIC):
            self._take_health(message.topic, bytes(message.payload))
            return None
        centre, state = decode_state(message.topic, bytes(message.payload))
        with self._lock:
            if state.space not in self._order.get(centre, ()):
                raise FeedError(f"topic {message.topic} names a space that no centre file has")
            self._states[centre][state.space] = state
            self._note(centre, state.at if message.retain else self._clock())
        return centre

    def _take_health(self, topic: str, payload: bytes) -> None:
        """An empty word: that process has left for good."""
        health = decode_health(payload) if payload else None
        with self._lock:
            if health is not None:
                self._healths[topic] = health
            else:
                self._healths.pop(topic, None)

    def _note(self, centre: CentreId, at: datetime | None) -> None:
        """A retained message tells of then, not of now: after a restart old counts keep their age."""
        if at is not None:
            at = min(at, self._clock())
            self._heard[centre] = max(self._heard.get(centre, at), at)


class CentreStates:
    """`models.ports.LiveStates` of one centre."""

    def __init__(self, follower: StateFollower, centre: CentreId) -> None:
        self._follower = follower
        self._centre = centre

    def states(self) -> Mapping[SpaceId, SpaceState]:
        return self._follower.states(self._centre)

    def heard_at(self) -> datetime | None:
        return self._follower.heard_at(self._centre)
