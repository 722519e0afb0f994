"""States of sensors that announced themselves to Home Assistant: objects, bare words and numbers, and nothing at all."""

import json

import pytest

from ingest.decoders.homeassistant import decode, introduces, speaks_on
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.payloads import expected, raw, said, vector

KEYED = PROFILES["keyed"]
TOPIC = "homeassistant/sensor/bedroom/state"


def read(payload: bytes, reads: dict[str, str] | None = None) -> Decoded:
    return decode(KEYED.reading(reads or {}), TOPIC, payload)


def test_a_shared_state_says_what_its_vector_says() -> None:
    row = vector("ha-state-shared-json")
    assert said(decode(KEYED, row["topic"], raw(row))) == expected(row)


def test_what_was_announced_with_a_place_is_read_there() -> None:
    body = json.dumps({"air": {"t": 21.5, "energy": "0.57"}}).encode()
    assert said(read(body, {"air.t": "temperature"})) == {"temperature": 21.5}
    assert said(read(b'{"e":"0.57"}', {"e": "energy_total@kWh"})) == {"energy_total": 570}


@pytest.mark.parametrize(
    ("payload", "measure", "value"),
    [
        (b"23.4", "temperature", 23.4),
        (b'"23.4"', "temperature", 23.4),
        (b"ON", "presence", 1),
        (b"OFF", "presence", 0),
        (b"true", "presence", 1),
        (b'"closed"', "contact_open", 0),
    ],
)
def test_a_bare_state_is_a_number_or_a_word(payload: bytes, measure: str, value: float) -> None:
    assert said(read(payload, {"state": measure})) == {measure: value}


@pytest.mark.parametrize("payload", [b"unavailable", b"unknown", b"None", b"null", b""])
def test_a_state_of_nothing_measures_nothing(payload: bytes) -> None:
    assert read(payload, {"state": "temperature"}) == read(payload) == Decoded()


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"warm", Reason.NOT_JSON),
        (b'"warm"', Reason.BAD_VALUE),
        (b"\xff", Reason.BAD_ENCODING),
        (b"[", Reason.NOT_JSON),
    ],
)
def test_a_state_that_is_no_measurement_is_refused(payload: bytes, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read(payload, {"state": "temperature"})
    assert caught.value.reason is reason


def test_an_announcement_measures_nothing() -> None:
    with pytest.raises(DecodeError, match="announces a device"):
        decode(KEYED, "homeassistant/sensor/x/config", b"{}")


def test_announcements_and_states_of_the_manual_are_known_by_their_topic() -> None:
    assert speaks_on(TOPIC)
    assert speaks_on("homeassistant/sensor/node/x/config")
    assert not speaks_on("homeassistant/status")
    (one,) = introduces(TOPIC, b'{"temperature":1}')
    assert (one.topic, one.name, one.keys) == (TOPIC, "bedroom", ("temperature",))
