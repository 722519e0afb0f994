"""Every way in which JSON can be wrong has its reason."""

from typing import Any

import msgspec
import pytest

from ingest.decoders.strict_json import read_json
from ingest.sample import DecodeError, Reason

OBJECT = msgspec.json.Decoder(dict[str, Any])


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", Reason.NOT_JSON),
        (b"{", Reason.NOT_JSON),
        (b'{"a":NaN}', Reason.NOT_JSON),
        (b'{"a":Infinity}', Reason.NOT_JSON),
        (b'{"a":1e999}', Reason.UNEXPECTED_SHAPE),
        (b'{"a":"\\ud800"}', Reason.NOT_JSON),
        (b'{"a":1} trailing', Reason.NOT_JSON),
        (b"[1]", Reason.UNEXPECTED_SHAPE),
        (b"[1", Reason.NOT_JSON),
        (b"[" * 30_000 + b"]" * 30_000, Reason.TOO_DEEP),
        (b"null", Reason.UNEXPECTED_SHAPE),
        (b'{"a":"\xff\xfe"}', Reason.BAD_ENCODING),
        (b"\xef\xbb\xbf{}", Reason.NOT_JSON),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, Reason.TOO_DEEP),
    ],
)
def test_a_broken_payload_is_refused_with_its_reason(payload: bytes, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read_json(OBJECT, payload)
    assert caught.value.reason is reason


def test_text_that_is_skipped_is_checked_too() -> None:
    class Known(msgspec.Struct):
        a: int = 0

    with pytest.raises(DecodeError) as caught:
        read_json(msgspec.json.Decoder(Known), b'{"b":"\xff"}')
    assert caught.value.reason is Reason.BAD_ENCODING
