"""The MQTT side: a persistent session whose network thread only enqueues, and acknowledgements that cannot go astray."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import paho.mqtt
import paho.mqtt.client as mqtt
from paho.mqtt.subscribeoptions import SubscribeOptions

from ingest.arrival import Arrival
from ingest.sample import MAX_PAYLOAD
from ingest.whole_file import replaced
from models.feed.bulk_client import BulkClient, fits_paho
from models.feed.client import alive, make_client_of, start, stop
from models.feed.endpoint import Endpoint
from models.feed.packets import Publish

log = logging.getLogger(__name__)

INBOX = 50_000
"""QoS 0 messages that may wait in memory; QoS 1 is bounded by the broker's window."""

END_S = 5.0
"""How long saying goodbye to the broker may take."""

MICROSECOND_NS = 1000
CLOCK_STEP_NS = 10**9
"""A clock set back by more is believed."""

DENIALS = frozenset({"Bad user name or password", "Not authorized", "Banned", "Bad authentication method"})
"""Reason codes by which a broker says that these credentials will not do; other refusals may pass."""

QOS = 0x06
"""The bits of a PUBLISH's flags that are its quality of service."""

ON_NEW_SUBSCRIPTION = 1
"""MQTT 5 retain handling: retained messages come once, not again at every reconnect."""


LISTENING = "the broker lets us listen"
"""From here on nothing that is published passes us by; whoever starts this process waits for it in the log."""

KIND: type[mqtt.Client] = BulkClient if fits_paho(paho.mqtt.__version__) else mqtt.Client


class SensorClient:
    """Receives for the spooler. A fixed client id keeps one session; filters that left the centre files are unsubscribed."""

    def __init__(
        self,
        endpoint: Endpoint,
        filters: Sequence[str],
        memory: Path,
        on_canary: Callable[[bytes], None],
        kind: type[mqtt.Client] = KIND,
    ) -> None:
        self.inbox: SimpleQueue[Arrival] = SimpleQueue()
        self.canary_topic = f"linli/_ingest/canary/{endpoint.client_id}"
        self.fence_topic = f"linli/_ingest/fence/{endpoint.client_id}"
        self._canary_bytes = self.canary_topic.encode()
        self.possible_gaps = 0
        self.refusal = ""
        self._endpoint = endpoint
        self._filters = (*filters, self.canary_topic, self.fence_topic)
        self._memory = memory
        self._on_canary = on_canary
        self._lock = threading.Lock()
        self._generation = 0
        self._overflow = 0
        self._last_ns = 0
        self._closing = False
        self._was_let_in = False
        self._asked: dict[int, tuple[str, ...]] = {}
        self._answered: set[str] = set()
        self._client = make_client_of(kind, endpoint, endpoint.client_id, persistent=True, manual_ack=True)
        if isinstance(self._client, BulkClient):
            self._client.on_publishes = self._on_publishes
        self._client.on_connect = self._on_connect
        self._client.on_disconnect = self._on_disconnect
        self._client.on_message = self._on_message
        self._client.on_subscribe = self._on_subscribe
        self._client.on_unsubscribe = lambda *_: _remember(self._memory, self._filters)

    def listen(self, filters: Sequence[str]) -> None:
        """Subscribe to these from now on, and no longer to what is not among them."""
        before, self._filters = self._filters, (*filters, self.canary_topic, self.fence_topic)
        new = [name for name in self._filters if name not in before]
        gone = [name for name in before if name not in self._filters]
        if not self._client.is_connected():
            return  # done when we are let in, from what is remembered
        _remember(self._memory, {*before, *self._filters})
        if new:
            self._subscribe(new)
        if gone:
            self._client.unsubscribe(gone)

    def start(self) -> None:
        start(self._client, self._endpoint, persistent=True)

    def close_inbox(self) -> None:
        """Take nothing more: what comes from now on stays unacknowledged and is delivered again at the next start."""
        self._closing = True

    def stop(self) -> None:
        stop(self._client, within_s=1.0)

    def end_session(self) -> None:
        """After stop(): let the broker forget us and what it would still queue for us."""
        last = make_client_of(mqtt.Client, self._endpoint, self._endpoint.client_id)
        gone = threading.Event()
        last.on_connect = lambda client, *_: client.disconnect()
        last.on_disconnect = lambda *_: gone.set()
        start(last, self._endpoint)
        if not gone.wait(END_S):
            log.warning("the broker may still hold the session %s", self._endpoint.client_id)
        stop(last)

    @property
    def connected(self) -> bool:
        return self._client.is_connected()

    @property
    def listening(self) -> bool:
        """Whether the broker answered, on this connection, every filter that we want: what is published now reaches us."""
        with self._lock:
            return self._answered.issuperset(self._filters)

    @property
    def denied(self) -> bool:
        """Whether the broker has never let us in and refuses our credentials; later it may be its own mistake."""
        return self.refusal in DENIALS and not self._was_let_in

    @property
    def alive(self) -> bool:
        """Whether paho's network thread runs; is_connected() would not tell."""
        return alive(self._endpoint.client_id)

    def ack(self, arrivals: Iterable[Arrival]) -> None:
        """Acknowledge in the order of receipt, but only on the connection on which each message came."""
        with self._lock:
            mids = [a.mid for a in arrivals if a.qos and a.generation == self._generation]
            if isinstance(self._client, BulkClient):
                self._client.ack_all(mids)
            else:
                for mid in mids:
                    self._client.ack(mid, 1)

    def take_overflow(self) -> int:
        """QoS 0 messages dropped for want of room since the last call."""
        with self._lock:
            dropped, self._overflow = self._overflow, 0
        return dropped

    def _on_connect(
        self,
        client: mqtt.Client,
        _userdata: object,
        flags: mqtt.ConnectFlags,
        reason: Any,
        _properties: object,
    ) -> None:
        if reason.is_failure:
            self._refused(str(reason))
            return
        self.refusal = ""
        self._was_let_in = True
        with self._lock:
            self._generation += 1
            self._asked.clear()
            self._answered.clear()
        before = _remembered(self._memory)
        if before and not flags.session_present:
            self.possible_gaps += 1
            log.warning(
                "the broker had forgotten our session: messages since the last connection may be missing"
            )
        _remember(self._memory, {*before, *self._filters})
        self._subscribe(self._filters)
        gone = [name for name in before if name not in self._filters]
        if gone:
            client.unsubscribe(gone)

    def _subscribe(self, filters: Sequence[str]) -> None:
        with self._lock:  # the answer may come before we know what it will be an answer to
            _, mid = self._client.subscribe([(name, self._options()) for name in filters])
            if mid is not None:
                self._asked[mid] = tuple(filters)

    def _on_subscribe(
        self, _client: mqtt.Client, _userdata: object, mid: int, answers: Sequence[Any], _properties: object
    ) -> None:
        """A broker may let us in and still keep single topics from us: said by name, or their sensors would only be silent."""
        with self._lock:
            asked = self._asked.pop(mid, ())
            self._answered.update(asked)
        for name, answer in zip(asked, answers, strict=False):
            if answer.is_failure:
                log.error("the broker does not let us listen to %s: %s", name, answer)
        granted = sum(not answer.is_failure for answer in answers)
        log.info("%s to %d of %d topic filters", LISTENING, granted, len(answers))

    def _refused(self, reason: str) -> None:
        if reason != self.refusal:
            log.error("broker %s:%d refused us: %s", self._endpoint.host, self._endpoint.port, reason)
        self.refusal = reason

    def _options(self) -> Any:
        return (
            SubscribeOptions(qos=1, retainHandling=ON_NEW_SUBSCRIPTION) if self._endpoint.protocol == 5 else 1
        )

    def _on_disconnect(self, *_: object) -> None:
        """From here on no acknowledgement of the old connection may leave: its ids mean nothing on the next one."""
        with self._lock:
            self._generation += 1

    def _on_publishes(self, publishes: Sequence[Publish]) -> None:
        """What a BulkClient hands on."""
        received_ns = self._now_ns()
        for publish in publishes:
            try:
                self._take(publish, received_ns)
            except BaseException:
                log.exception("a message could not be taken from the network thread")
            received_ns += MICROSECOND_NS
        self._last_ns = received_ns

    def _on_message(self, _client: mqtt.Client, _userdata: object, message: mqtt.MQTTMessage) -> None:
        """What paho hands on by itself. Its .topic raises on bad UTF-8, which belongs in the dead letters."""
        flags = message.dup << 3 | message.qos << 1 | message.retain
        topic = message._topic  # noqa: SLF001 -- see above
        self._on_publishes((Publish(flags, message.mid, topic, bytes(message.payload)),))

    def _take(self, publish: Publish, received_ns: int) -> None:
        """One byte more than is allowed is enough to be refused, and no payload can fill the memory."""
        flags, mid, topic, payload = publish
        if topic == self._canary_bytes:
            self._on_canary(payload)
        elif not flags & QOS and self.inbox.qsize() >= INBOX:
            with self._lock:
                self._overflow += 1
        elif not self._closing:
            self.inbox.put(
                Arrival(
                    generation=self._generation,
                    mid=mid,
                    qos=publish.qos,
                    topic=topic,
                    payload=payload[: MAX_PAYLOAD + 1],
                    retain=publish.retain,
                    dup=publish.dup,
                    received_ns=received_ns,
                )
            )

    def _now_ns(self) -> int:
        """Undated samples are told apart by their microsecond of receipt, so no two messages may share one."""
        now = time.time_ns()
        stepped = 0 <= self._last_ns + MICROSECOND_NS - now < CLOCK_STEP_NS
        self._last_ns = self._last_ns + MICROSECOND_NS if stepped else now // MICROSECOND_NS * MICROSECOND_NS
        return self._last_ns


def _remembered(memory: Path) -> tuple[str, ...]:
    """The filters that our session on the broker may still hold."""
    try:
        return tuple(json.loads(memory.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return ()


def _remember(memory: Path, filters: Iterable[str]) -> None:
    """On a full disk what was remembered stays: a filter that is gone is then unsubscribed one start later."""
    replaced(memory, json.dumps(sorted(filters), ensure_ascii=False).encode())
