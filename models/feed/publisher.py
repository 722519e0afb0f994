"""Puts the state of each space and the ingestor's health on the broker as retained messages (I/O)."""

import time
from collections.abc import Callable

import paho.mqtt.client as mqtt

from models.centre import CentreId
from models.feed.client import make_client, start, stop
from models.feed.endpoint import Endpoint
from models.feed.state import encode_health, encode_state, health_topic, state_topic
from models.health import IngestHealth
from models.live import SpaceState

REFRESH_S = 15.0
"""An unchanged state is said again after this long, so that a follower can tell silence from calm."""

LAST_WORD_S = 2.0

MAX_WAITING = 5_000
"""Messages that may wait for an absent broker; the newest retained state replaces all before it anyway."""


class StatePublisher:
    """Owns one MQTT connection for what `ingest` says. All methods may be called from any one thread."""

    def __init__(
        self,
        endpoint: Endpoint,
        client_id: str,
        monotonic: Callable[[], float] = time.monotonic,
        shard: int = 0,
    ) -> None:
        self._endpoint = endpoint
        self._monotonic = monotonic
        self._health_topic = health_topic(shard)
        self._said: dict[str, tuple[bytes, float]] = {}
        self._client = make_client(endpoint, client_id)
        self._client.max_queued_messages_set(MAX_WAITING)
        self._client.on_connect = self._on_connect

    def start(self) -> None:
        start(self._client, self._endpoint)

    def stop(self) -> None:
        stop(self._client)

    def state(self, centre: CentreId, state: SpaceState) -> bool:
        """Publish when it changed or is due again; whether it did."""
        return self._say(state_topic(centre, state.space), encode_state(state))

    def health(self, health: IngestHealth) -> bool:
        return self._say(self._health_topic, encode_health(health))

    def forget_health(self) -> None:
        """This process is not needed any more: take its last word off the broker."""
        self._client.publish(self._health_topic, b"", qos=1, retain=True).wait_for_publish(LAST_WORD_S)

    def canary(self, topic: str, payload: bytes) -> None:
        """A message to ourselves: QoS 0, not retained, so that it never waits and never piles up."""
        self._client.publish(topic, payload, qos=0)

    def command(self, topic: str, payload: bytes) -> bool:
        """A word to a device: QoS 0, not retained, never kept for later; whether it left."""
        if not self._client.is_connected():
            return False
        return self._client.publish(topic, payload, qos=0).rc == mqtt.MQTT_ERR_SUCCESS

    def fence(self, topic: str, payload: bytes) -> None:
        """A message to ourselves that stands in line with the sensors' messages."""
        if self._client.is_connected():
            self._client.publish(topic, payload, qos=1)

    def _say(self, topic: str, payload: bytes) -> bool:
        now = self._monotonic()
        before, at = self._said.get(topic, (b"", -REFRESH_S))
        if payload == before and now - at < REFRESH_S:
            return False
        if not self._client.is_connected():
            return False
        sent = self._client.publish(topic, payload, qos=1, retain=True)
        if sent.rc != mqtt.MQTT_ERR_SUCCESS:
            return False
        self._said[topic] = (payload, now)
        return True

    def _on_connect(self, *_: object) -> None:
        """A broker that restarted may have lost what was retained: say everything again."""
        self._said.clear()
