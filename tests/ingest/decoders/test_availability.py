"""Availability is a bare word or an object, or nothing at all."""

import pytest

from ingest.decoders.availability import availability
from ingest.sample import DecodeError, Reason


@pytest.mark.parametrize(
    ("payload", "online"),
    [
        (b"online", True),
        (b" offline\n", False),
        (b'{"state":"online","extra":1}', True),
        (b"Online", True),
        (b"", None),
    ],
)
def test_a_state_is_read(payload: bytes, online: bool | None) -> None:
    assert availability(payload).online is online


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"maybe", Reason.NOT_JSON),
        (b'{"state":"asleep"}', Reason.UNEXPECTED_SHAPE),
        (b"\xff", Reason.BAD_ENCODING),
    ],
)
def test_another_word_is_refused(payload: bytes, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        availability(payload)
    assert caught.value.reason is reason
