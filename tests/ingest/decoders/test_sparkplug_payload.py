"""Metrics: signs by their datatype, the shortest float, and everything that is passed over."""

import pytest

from ingest.decoders.protobuf import write_bytes, write_number
from ingest.decoders.sparkplug_payload import read_payload, rebirth_command, with_names
from ingest.sample import DecodeError, Reason
from tests.ingest.edge_node import (
    BORN_MS,
    DOUBLE,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT32,
    UINT64,
    a_float,
    a_metric,
    a_payload,
)


def value_of(metric: bytes) -> object:
    (read,) = read_payload(a_payload(metric)).metrics
    return read.plain if read.typed else ...


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        (-1, INT8),
        (-128, INT8),
        (127, INT8),
        (-300, INT16),
        (-70_000, INT32),
        (-(2**40), INT64),
        (2**32 - 1, UINT32),
        (2**63 + 5, UINT64),
        (3, 0),
    ],
)
def test_an_integer_has_the_sign_of_its_datatype_and_none_without_one(value: int, datatype: int) -> None:
    assert value_of(a_metric(value, "n", datatype=datatype)) == (value if datatype else ...)


def test_a_byte_may_come_as_one_byte_or_as_32_bits() -> None:
    narrow = write_bytes(1, b"n") + write_number(4, INT8) + write_number(10, 0xFE)
    wide = write_bytes(1, b"n") + write_number(4, INT8) + write_number(10, 0xFFFFFFFE)
    assert value_of(narrow) == value_of(wide) == -2


@pytest.mark.parametrize("value", [12.3, 0.1, -7.25, 1e-20, 3.4e38, 16_777_217.0])
def test_a_short_float_is_told_as_short_as_it_was_meant(value: float) -> None:
    read = value_of(write_bytes(1, b"n") + a_float(value))
    assert a_float(float(str(read))) == a_float(value)
    assert len(repr(read)) <= len(repr(value)) + 4


@pytest.mark.parametrize("value", [12.5, True, False, "ON"])
def test_a_value_that_shows_its_own_kind_needs_no_datatype(value: object) -> None:
    assert value_of(a_metric(value, "n")) == value


def test_templates_and_unknown_fields_are_passed_over() -> None:
    template = a_metric(b"\x0a\x02hi", "t")
    strange = a_metric(2.0, "n", datatype=DOUBLE) + write_bytes(99, b"\xff\xff") + write_number(98, 7)
    read = read_payload(a_payload(template, strange, seq=4) + write_bytes(55, b"x"))
    assert [(m.name, m.plain) for m in read.metrics] == [("t", None), ("n", 2.0)]
    assert (read.seq, read.at_ms) == (4, BORN_MS)


def test_a_message_of_messages_is_not_followed_downwards() -> None:
    nested = b"\x01"
    for _ in range(2_000):
        nested = write_bytes(18, nested)
    assert read_payload(a_payload(nested)).metrics[0].plain is None


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (a_payload(seq=256), Reason.BAD_VALUE),
        (a_payload(write_bytes(1, b"\xff")), Reason.BAD_ENCODING),
        (a_payload(write_bytes(1, b"a\x00b")), Reason.BAD_VALUE),
        (a_payload(write_bytes(1, b"a" * 257)), Reason.BAD_VALUE),
        (a_payload(a_metric(1.0, "n"))[:-1], Reason.SHORT_FRAME),
    ],
)
def test_a_broken_payload_is_refused(payload: bytes, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read_payload(payload)
    assert caught.value.reason is reason


def test_what_is_added_is_read_and_the_rest_stays_as_it_was() -> None:
    payload = a_payload(a_metric(-5, alias=7), a_metric(1.5, "b"), seq=9)
    read = read_payload(with_names(read_payload(payload), {0: ("a", INT32)}))
    assert [(m.name, m.alias, m.plain) for m in read.metrics] == [("a", 7, -5), ("b", None, 1.5)]
    assert (read.seq, read.at_ms) == (9, BORN_MS)


def test_the_command_asks_for_a_rebirth() -> None:
    (metric,) = read_payload(rebirth_command(BORN_MS)).metrics
    assert (metric.name, metric.datatype, metric.plain, metric.at_ms) == (
        "Node Control/Rebirth",
        11,
        True,
        BORN_MS,
    )
