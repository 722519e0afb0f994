"""A paho client that reads its socket in large pieces: one system call for many messages instead of three for each (I/O)."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.exception import MalformedPacket

from models.feed.packets import PUBACK, SHORTEST, BrokenStreamError, Packet, Publish, acknowledgements, cut

PIECE = 256 * 1024
"""Bytes asked of the socket at once."""

TRIED_WITH = ("2.2.",)
"""paho has no way of its own to do this, so its inside is replaced; only where that inside is known."""


def fits_paho(version: str) -> bool:
    """Whether this client may stand in for the stock one."""
    return version.startswith(TRIED_WITH)


class BulkClient(mqtt.Client):
    """Plain messages go to `on_publishes`, a list at a time and in order; everything else goes paho's own way.

    Nothing is acknowledged by itself: use ack_all. on_publishes is called on the network thread and must not raise.
    """

    on_publishes: Callable[[Sequence[Publish]], None]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._stream = bytearray()
        self._wanted = SHORTEST
        self._has_properties = self._protocol == MQTTProtocolVersion.MQTTv5

    def reconnect(self) -> MQTTErrorCode:
        self._stream, self._wanted = bytearray(), SHORTEST
        return super().reconnect()

    def loop_read(self, max_packets: int = 1) -> MQTTErrorCode:  # noqa: ARG002 -- paho's signature
        """Take what the socket has, up to one piece; the same results as paho's own."""
        if self._sock is None:
            return MQTTErrorCode.MQTT_ERR_NO_CONN
        try:
            piece = self._sock_recv(PIECE)
        except BlockingIOError:
            return MQTTErrorCode.MQTT_ERR_SUCCESS
        except OSError:
            piece = b""
        if not piece:
            return self._loop_rc_handle(MQTTErrorCode.MQTT_ERR_CONN_LOST)
        with self._msgtime_mutex:
            self._last_bytes_received = time.monotonic()
        self._stream += piece
        while len(self._stream) >= self._wanted and self._sock is not None:
            result = self._work_off()
            if result > 0:
                return self._loop_rc_handle(result)
        return MQTTErrorCode.MQTT_ERR_SUCCESS

    def ack_all(self, mids: list[int]) -> None:
        """Acknowledge QoS 1 messages of this connection, in this order, in one write."""
        if mids:
            self._packet_queue(PUBACK, acknowledgements(mids), mids[-1], 1)

    def _work_off(self) -> MQTTErrorCode:
        try:
            found, rest, self._wanted = cut(bytes(self._stream), properties=self._has_properties)
        except BrokenStreamError:
            return MQTTErrorCode.MQTT_ERR_PROTOCOL
        del self._stream[:rest]
        publishes: list[Publish] = []
        for packet in found:
            if isinstance(packet, Publish):
                publishes.append(packet)
                continue
            if publishes:
                self.on_publishes(publishes)
                publishes = []
            result = self._handle(packet)
            if result > 0 or self._sock is None:
                return result
        if publishes:
            self.on_publishes(publishes)
        return MQTTErrorCode.MQTT_ERR_SUCCESS

    def _handle(self, packet: Packet) -> MQTTErrorCode:
        """By paho, as if it had read the packet itself."""
        whole: Any = {
            **self._in_packet,
            "command": packet.command,
            "packet": bytearray(packet.body),
            "remaining_length": len(packet.body),
        }
        self._in_packet = whole
        try:
            return self._packet_handle()
        except MalformedPacket:
            return MQTTErrorCode.MQTT_ERR_PROTOCOL
