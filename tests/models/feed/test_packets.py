"""Packets cut out of a stream say what paho's own reader says, wherever the stream is broken off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paho.mqtt._packet import decode_publish
from paho.mqtt.enums import MQTTProtocolVersion
from paho.mqtt.exception import MalformedPacket

from models.feed.packets import (
    PUBLISH,
    BrokenStreamError,
    Packet,
    Publish,
    acknowledgements,
    cut,
)

PROTOCOLS = {True: MQTTProtocolVersion.MQTTv5, False: MQTTProtocolVersion.MQTTv311}


def framed(command: int, body: bytes) -> bytes:
    """One packet as the wire carries it."""
    length, size = bytearray(), len(body)
    while True:
        size, low = size >> 7, size & 127
        length.append(low | (128 if size else 0))
        if not size:
            return bytes([command]) + bytes(length) + body


def published(flags: int, topic: bytes, mid: int, payload: bytes, *, properties: bytes | None) -> bytes:
    """A PUBLISH; properties: None = MQTT 3.1.1."""
    number = mid.to_bytes(2, "big") if flags & 6 else b""
    extra = b"" if properties is None else bytes([len(properties)]) + properties
    return framed(PUBLISH | flags, len(topic).to_bytes(2, "big") + topic + number + extra + payload)


CONTENT_TYPE = b"\x03\x00\x01j"

publishes = st.builds(
    published,
    st.integers(0, 15).filter(lambda flags: flags & 6 != 6),
    st.binary(min_size=1, max_size=20),
    st.integers(1, 65_535),
    st.binary(max_size=300),
    properties=st.sampled_from([b"", CONTENT_TYPE]),
)
others = st.builds(framed, st.sampled_from([0x20, 0x40, 0x90, 0xD0, 0xE0]), st.binary(max_size=200))


@given(st.lists(st.one_of(publishes, others), max_size=8), st.integers(0, 3000))
def test_the_packets_of_a_broken_stream_are_those_of_the_whole_one(parts: list[bytes], place: int) -> None:
    stream = b"".join(parts)
    whole, end, _ = cut(stream, properties=True)
    place = min(place, len(stream))

    first, rest, wanted = cut(stream[:place], properties=True)
    second, _, _ = cut(stream[rest:], properties=True)

    assert end == len(stream)
    assert len(whole) == len(parts)
    assert first + second == whole
    assert place == len(stream) or place - rest < wanted <= len(stream) - rest


@given(st.binary(min_size=0, max_size=40), st.integers(0, 15), st.booleans())
def test_a_publish_says_what_pahos_reader_says(body: bytes, flags: int, properties: bool) -> None:
    ((packet,), _, _) = cut(framed(PUBLISH | flags, body), properties=properties)

    if isinstance(packet, Packet):
        assert packet == Packet(PUBLISH | flags, body), "left as it came"
        return
    theirs = decode_publish(PUBLISH | flags, body, PROTOCOLS[properties])
    assert packet == (flags, theirs.mid, theirs.topic, theirs.payload)
    assert (packet.qos, packet.dup, packet.retain) == (theirs.qos, theirs.dup, theirs.retain)


@given(st.binary(max_size=40), st.sampled_from([0, 1, 2, 3, 8, 10]), st.booleans())
def test_what_paho_calls_malformed_is_not_taken_apart(body: bytes, flags: int, properties: bool) -> None:
    try:
        decode_publish(PUBLISH | flags, body, PROTOCOLS[properties])
    except MalformedPacket:
        ((packet,), _, _) = cut(framed(PUBLISH | flags, body), properties=properties)
        assert isinstance(packet, Packet)


@pytest.mark.parametrize("properties", [True, False])
def test_a_plain_message_is_taken_apart(properties: bool) -> None:
    raw = published(0x0B, b"t/1", 7, b"{}", properties=b"" if properties else None)
    assert cut(raw, properties=properties) == ([Publish(0x0B, 7, b"t/1", b"{}")], len(raw), 2)


def test_messages_with_properties_or_of_qos_2_are_left_to_paho() -> None:
    raw = published(2, b"t", 1, b"", properties=CONTENT_TYPE) + published(4, b"t", 1, b"", properties=b"")
    assert [type(packet) for packet in cut(raw, properties=True)[0]] == [Packet, Packet]


def test_a_length_of_five_bytes_is_no_mqtt() -> None:
    assert cut(b"\x30\x80\x80\x80", properties=True) == ([], 0, 5)
    broken = b"\x30\x80\x80\x80\x80\x01"
    assert cut(b"\xd0\x00" + broken, properties=True) == ([Packet(0xD0, b"")], 2, 2)
    with pytest.raises(BrokenStreamError, match="3080808080"):
        cut(broken, properties=True)


def test_acknowledgements_stand_in_their_order() -> None:
    assert acknowledgements([1, 258]) == b"\x40\x02\x00\x01\x40\x02\x01\x02"
