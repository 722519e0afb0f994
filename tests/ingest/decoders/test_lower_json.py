"""JSON whose keys are written now so, now so."""

import pytest

from ingest.decoders.lower_json import read_lower_json
from ingest.sample import DecodeError, Reason


def test_keys_come_in_lower_case_at_every_depth() -> None:
    assert read_lower_json(b'{"A":{"bC":[{"D":1}]}}') == {"a": {"bc": [{"d": 1}]}}


def test_a_key_told_twice_with_one_value_is_told_once() -> None:
    assert read_lower_json(b'{"a":[1,2],"A":[1,2],"a":[1,2]}') == {"a": [1, 2]}


@pytest.mark.parametrize("payload", [b'{"a":1,"a":2}', b'{"a":1,"A":2}', b'{"x":{"a":1,"A":null}}'])
def test_a_key_told_twice_and_differently_is_refused(payload: bytes) -> None:
    with pytest.raises(DecodeError, match="'a' is told twice: 1 and") as caught:
        read_lower_json(payload)
    assert caught.value.reason is Reason.BAD_VALUE


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b'{"a":NaN}', Reason.NOT_JSON),
        (b"[]", Reason.UNEXPECTED_SHAPE),
        (b"\xff", Reason.BAD_ENCODING),
        (b'{"a":' + b"[" * 30_000 + b"]" * 30_000 + b"}", Reason.TOO_DEEP),
    ],
)
def test_it_is_as_strict_as_any_json_here(payload: bytes, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read_lower_json(payload)
    assert caught.value.reason is reason
