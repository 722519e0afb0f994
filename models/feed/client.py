"""A paho client made from an Endpoint, and a network thread that can be stopped within a bound (I/O)."""

import threading
from typing import Any, TypeVar

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from models.feed.endpoint import Endpoint

KEEPALIVE_S = 30
MAX_PACKET = 80 * 1024
"""A payload of 64 KiB, its topic and its properties."""


C = TypeVar("C", bound=mqtt.Client)


def make_client(
    endpoint: Endpoint, client_id: str, *, persistent: bool = False, manual_ack: bool = False
) -> mqtt.Client:
    """A client that is not connected yet: set its callbacks, then `start` it.

    persistent: the broker keeps the session of this client id while we are away.
    """
    return make_client_of(mqtt.Client, endpoint, client_id, persistent=persistent, manual_ack=manual_ack)


def make_client_of(
    kind: type[C], endpoint: Endpoint, client_id: str, *, persistent: bool = False, manual_ack: bool = False
) -> C:
    """The same of a kind of its own."""
    client = kind(
        CallbackAPIVersion.VERSION2,
        client_id=client_id,
        protocol=_protocol(endpoint),
        clean_session=None if endpoint.protocol == 5 else not persistent,
        manual_ack=manual_ack,
    )
    if endpoint.username:
        client.username_pw_set(endpoint.username, endpoint.password)
    if endpoint.tls:
        client.tls_set(ca_certs=str(endpoint.ca_file) if endpoint.ca_file else None)
    client.reconnect_delay_set(min_delay=1, max_delay=30)
    client.max_inflight_messages_set(endpoint.receive_maximum)
    return client


def start(client: mqtt.Client, endpoint: Endpoint, *, persistent: bool = False) -> None:
    """Connect in the background and go on trying; never blocks, never raises because the broker is away."""
    options: dict[str, Any] = {}
    if endpoint.protocol == 5:
        options = {"clean_start": not persistent, "properties": _connect_properties(endpoint, persistent)}
    client.connect_async(endpoint.host, endpoint.port, keepalive=KEEPALIVE_S, **options)
    client.loop_start()


def stop(client: mqtt.Client, within_s: float = 2.0) -> None:
    """Say goodbye and end the network thread. paho joins it without a limit, so a thread of ours waits instead."""
    client.disconnect()
    waiter = threading.Thread(target=client.loop_stop, name="mqtt-stop", daemon=True)
    waiter.start()
    waiter.join(within_s)


def alive(client_id: str) -> bool:
    """Whether the network thread of that client runs: paho's is_connected() stays True after the thread died."""
    name = f"paho-mqtt-client-{client_id}"
    return any(thread.name == name for thread in threading.enumerate())


def _protocol(endpoint: Endpoint) -> MQTTProtocolVersion:
    return MQTTProtocolVersion.MQTTv5 if endpoint.protocol == 5 else MQTTProtocolVersion.MQTTv311


def _connect_properties(endpoint: Endpoint, persistent: bool) -> Any:
    properties: Any = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.MaximumPacketSize = MAX_PACKET
    properties.ReceiveMaximum = endpoint.receive_maximum
    if persistent:
        properties.SessionExpiryInterval = endpoint.session_expiry_s
    return properties
