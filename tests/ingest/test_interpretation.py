"""One message: its readings, or why nothing can be made of it."""

from datetime import UTC, datetime

import pytest

from ingest.arrival import Spooled
from ingest.sample import Reason
from tests.ingest.readers import PLUG_TOPIC, TOPIC, an_interpreter

MINUTE_NS = 60 * 10**9
RECEIVED_NS = 29_000_000 * MINUTE_NS + 59 * 10**9
RECEIVED_AT = datetime.fromtimestamp(RECEIVED_NS / 1e9, UTC)


def _message(
    payload: bytes, topic: bytes = TOPIC, *, at_ns: int = RECEIVED_NS, retain: bool = False, dup: bool = False
) -> Spooled:
    return Spooled(1, at_ns, topic, payload, retain, dup)


def test_a_sample_without_an_instant_gets_the_time_of_receipt() -> None:
    one = an_interpreter()(_message(b'{"n": 3}'))

    assert [(r.value, r.at) for r in one.readings] == [(3, RECEIVED_AT)]
    assert not one.reason


@pytest.mark.parametrize(
    ("topic", "payload", "reason"),
    [
        (TOPIC, b"{", Reason.NOT_JSON),
        (TOPIC, b"boom", Reason.DECODER_FAULT),
        (TOPIC, b'{"odd": 1}', Reason.UNKNOWN_CHANNEL),
        (b"linli/shijiawan/a/b/up", b'{"n": 3}', Reason.UNKNOWN_DEVICE),
        (b"linli/\xff", b'{"n": 3}', Reason.BAD_TOPIC),
    ],
)
def test_what_cannot_be_read_is_a_dead_letter_with_its_reason(
    topic: bytes, payload: bytes, reason: Reason
) -> None:
    one = an_interpreter()(_message(payload, topic))

    assert one.reason == reason
    assert one.text
    assert not one.readings


def test_a_retained_message_without_an_instant_makes_no_point() -> None:
    one = an_interpreter()(_message(b'{"n": 3}', retain=True))

    assert one.stale
    assert not one.readings


def test_a_retained_message_with_its_own_instant_counts() -> None:
    one = an_interpreter()(_message(b'{"n": 3, "at": 1700000000}', retain=True))

    assert not one.stale
    assert [r.at for r in one.readings] == [datetime.fromtimestamp(1_700_000_000, UTC)]


def test_a_retained_availability_is_news_not_a_stale_measurement() -> None:
    one = an_interpreter()(_message(b'{"online": false}', PLUG_TOPIC + b"/availability", retain=True))

    assert one.online is False
    assert not one.stale


def test_the_senders_identity_makes_the_key_whatever_the_bytes_and_the_time() -> None:
    interpret = an_interpreter()
    first = interpret(_message(b'{"n": 3, "id": "x"}'))

    again = interpret(_message(b'{"id": "x", "n": 3}', at_ns=RECEIVED_NS * 2))

    assert first.key in again.repeats
    assert first.key not in interpret(_message(b'{"n": 3, "id": "y"}')).repeats


def test_a_state_said_twice_within_a_minute_is_meant_twice() -> None:
    """A door that opens, shuts and opens again sends the same bytes twice."""
    interpret = an_interpreter()
    first, same = (interpret(_message(b'{"n": 3}', at_ns=RECEIVED_NS + n)) for n in (0, 1))

    assert first.key not in same.repeats


def test_a_redelivery_without_an_identity_is_known_by_its_bytes_also_a_minute_later() -> None:
    interpret = an_interpreter()
    first = interpret(_message(b'{"n": 3}'))

    for minutes in (0, 1):
        again = interpret(_message(b'{"n": 3}', at_ns=RECEIVED_NS + minutes * MINUTE_NS, dup=True))
        assert first.key in again.repeats
    assert (
        first.key not in interpret(_message(b'{"n": 3}', at_ns=RECEIVED_NS + 2 * MINUTE_NS, dup=True)).repeats
    )
