"""Keeps our spaces announced to Home Assistant, or takes back what was announced before it was switched off (I/O)."""

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

import paho.mqtt.client as mqtt

from config.settings import Settings
from ingest.entities import entities_of
from ingest.whole_file import replaced
from models.centre import Centre
from models.feed.client import make_client, start, stop
from models.feed.endpoint import Endpoint

log = logging.getLogger(__name__)

STATUS = "homeassistant/status"
"""Where Home Assistant says that it began: it may have forgotten what is not retained."""

GOODBYE_S = 1.0


def availability_topic(client_id: str) -> str:
    """Where this ingestor says whether it is there; each one has its own."""
    return f"linli/_ingest/availability/{client_id}"


def wanted(settings: Settings, centres: Iterable[Centre], client_id: str) -> Mapping[str, bytes]:
    """What Home Assistant is to be told: nothing unless somebody wants it there."""
    if not settings.ingest.home_assistant:
        return {}
    return entities_of(centres, settings.dashboard.locale, availability_topic(client_id))


class HomeAssistant:
    """A connection of its own, so that it can have a last will. Without anything to say or to take back it opens none.

    announced: discovery topic -> payload (ingest.entities), empty = switched off; memory: the file of what is announced.
    """

    def __init__(self, endpoint: Endpoint, announced: Mapping[str, bytes], memory: Path) -> None:
        self._endpoint, self._announced, self._memory = endpoint, announced, memory
        self._availability = availability_topic(endpoint.client_id)
        self._gone = [topic for topic in _remembered(memory) if topic not in announced]
        self._waiting: set[int] = set()
        self._client: mqtt.Client | None = None

    def start(self) -> None:
        """In the background, for as long as it takes; never raises because the broker is away."""
        if not self._announced and not self._gone:
            return
        client = self._client = make_client(self._endpoint, f"{self._endpoint.client_id}-home-assistant")
        client.on_connect = self._on_connect
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        if self._announced:
            client.will_set(self._availability, b"offline", qos=1, retain=True)
        start(client, self._endpoint)

    def stop(self) -> None:
        """Say that we leave: a broker keeps the last will to itself when the goodbye is polite."""
        if self._client is None:
            return
        if self._announced and self._client.is_connected():
            said = self._client.publish(self._availability, b"offline", qos=1, retain=True)
            if said.rc == mqtt.MQTT_ERR_SUCCESS:
                said.wait_for_publish(GOODBYE_S)
        stop(self._client, within_s=GOODBYE_S)

    def _on_connect(self, client: mqtt.Client, *_: object) -> None:
        _remember(
            self._memory, {*self._announced, *self._gone}
        )  # before: what is out must never be forgotten
        for topic in self._gone:
            self._publish(client, topic, b"")
        if self._announced:
            client.subscribe(STATUS, qos=1)
            self._announce(client)
        else:
            self._publish(client, self._availability, b"")

    def _announce(self, client: mqtt.Client) -> None:
        for topic, payload in self._announced.items():
            self._publish(client, topic, payload)
        self._publish(client, self._availability, b"online")

    def _publish(self, client: mqtt.Client, topic: str, payload: bytes) -> None:
        self._waiting.add(client.publish(topic, payload, qos=1, retain=True).mid)

    def _on_message(self, client: mqtt.Client, _userdata: object, message: mqtt.MQTTMessage) -> None:
        if bytes(message.payload) == b"online":
            self._announce(client)

    def _on_publish(self, _client: mqtt.Client, _userdata: object, mid: int, *_: object) -> None:
        self._waiting.discard(mid)
        if not self._waiting and self._gone:
            self._gone = []
            _remember(self._memory, self._announced)


def _remembered(memory: Path) -> tuple[str, ...]:
    try:
        told = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(one for one in told if isinstance(one, str)) if isinstance(told, list) else ()


def _remember(memory: Path, topics: Iterable[str]) -> None:
    """Nothing announced, nothing remembered. On a full disk the last list stays and is taken back one start later."""
    told = sorted(topics)
    if told:
        replaced(memory, json.dumps(told).encode())
        return
    try:
        memory.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s cannot be written: %s", memory, error.strerror)
