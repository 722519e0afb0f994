"""Protocol Buffers by hand: what is written is read, and no bytes do harm."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.protobuf import (
    BYTES,
    VARINT,
    Field,
    read_message,
    write_bytes,
    write_number,
    write_varint,
)
from ingest.sample import DecodeError, Reason


def refused(message: bytes) -> Reason:
    with pytest.raises(DecodeError) as caught:
        list(read_message(message))
    return caught.value.reason


@given(
    st.lists(
        st.tuples(st.integers(1, 2**29 - 1), st.integers(0, 2**64 - 1) | st.binary(max_size=40)), max_size=9
    )
)
def test_what_was_written_is_read(fields: list[tuple[int, int | bytes]]) -> None:
    message = b"".join(
        write_number(number, value) if isinstance(value, int) else write_bytes(number, value)
        for number, value in fields
    )
    assert list(read_message(message)) == [
        Field(number, VARINT, value, b"") if isinstance(value, int) else Field(number, BYTES, 0, value)
        for number, value in fields
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(message: bytes) -> None:
    with contextlib.suppress(DecodeError):
        assert all(isinstance(one, Field) for one in read_message(message))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (b"\x08", Reason.SHORT_FRAME),  # a number that is cut off
        (b"\x0a\x05abc", Reason.SHORT_FRAME),  # text shorter than it says
        (b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", Reason.SHORT_FRAME),  # 2^64 - 1 bytes
        (b"\x08" + b"\xff" * 10 + b"\x01", Reason.BAD_VALUE),  # a number without end
        (b"\x08" + b"\xff" * 9 + b"\x02", Reason.BAD_VALUE),  # a number of 65 bits
        (b"\x00\x01", Reason.UNEXPECTED_SHAPE),  # field 0
        (b"\x0b\x0c", Reason.UNEXPECTED_SHAPE),  # a group
        (b"\x0f", Reason.UNEXPECTED_SHAPE),  # a kind that does not exist
        (b"\x08\x01" * 20_001, Reason.TOO_MANY_METRICS),
    ],
)
def test_hostile_bytes_are_refused_with_their_reason(message: bytes, reason: Reason) -> None:
    assert refused(message) is reason


def test_a_cut_message_never_reads_as_a_whole_one() -> None:
    message = write_bytes(2, b"abc") + write_number(3, 300)
    whole = list(read_message(message))
    for length in range(len(message)):
        with contextlib.suppress(DecodeError):
            assert list(read_message(message[:length])) != whole


def test_numbers_are_written_in_the_shortest_way() -> None:
    assert [write_varint(n).hex() for n in (0, 127, 128, 300, 2**64 - 1)] == [
        "00",
        "7f",
        "8001",
        "ac02",
        "ffffffffffffffffff01",
    ]
