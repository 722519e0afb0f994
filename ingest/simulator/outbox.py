"""Messages on their way to the broker: bounded, in order, QoS 1, and every one of them accounted for (I/O)."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any, NamedTuple

import paho.mqtt.client as mqtt

CAPACITY = 50_000
"""Messages kept while the broker is away; then the oldest is dropped and counted."""

IN_FLIGHT = 200
"""Unacknowledged messages at a time. paho itself would queue 65,535 and then refuse silently."""


class Letter(NamedTuple):
    """One message to publish."""

    topic: str
    payload: bytes
    retain: bool


@dataclass(slots=True)
class Account:
    """queued = acknowledged + refused + dropped + still waiting or in flight."""

    queued: int = 0
    acknowledged: int = 0
    refused: int = 0
    dropped: int = 0


class Outbox:
    """Publishes through a paho client. put() and pump() belong to one thread; acknowledgements come on paho's."""

    def __init__(self, client: mqtt.Client, capacity: int = CAPACITY, in_flight: int = IN_FLIGHT) -> None:
        self._client, self._capacity, self._limit = client, capacity, in_flight
        self._waiting: deque[Letter] = deque()
        self._flying: set[int] = set()
        self._early: dict[int, bool] = {}
        self._lock = threading.Lock()
        self.account = Account()
        client.on_publish = self._acknowledged

    def put(self, letter: Letter) -> None:
        """Queue a message; the oldest waiting one makes room when there is none."""
        self.account.queued += 1
        if len(self._waiting) >= self._capacity:
            self._waiting.popleft()
            self.account.dropped += 1
        self._waiting.append(letter)

    def pump(self) -> None:
        """Hand as much to the client as may be in flight. A message leaves the queue only once the client has taken it."""
        while self._waiting and self._client.is_connected() and self.in_flight < self._limit:
            letter = self._waiting[0]
            sent = self._client.publish(letter.topic, letter.payload, qos=1, retain=letter.retain)
            if sent.rc not in (mqtt.MQTT_ERR_SUCCESS, mqtt.MQTT_ERR_NO_CONN):
                return
            self._waiting.popleft()  # without a connection paho has kept it too and sends it on reconnecting
            self._took_off(sent.mid)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def in_flight(self) -> int:
        with self._lock:
            return len(self._flying)

    def _took_off(self, mid: int) -> None:
        with self._lock:
            if mid in self._early:
                self._count(self._early.pop(mid))
            else:
                self._flying.add(mid)

    def _acknowledged(self, _client: Any, _userdata: Any, mid: int, reason: Any, _properties: Any) -> None:
        with self._lock:
            if mid in self._flying:
                self._flying.discard(mid)
                self._count(reason.is_failure)
            else:
                self._early[mid] = reason.is_failure  # faster than publish() returned

    def _count(self, failed: bool) -> None:
        if failed:
            self.account.refused += 1
        else:
            self.account.acknowledged += 1
