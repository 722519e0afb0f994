"""Events of UHPPOTE controllers."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.decoders.uhppoted import TOPIC, decode, introduces
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.access_records import CARD, UHPPOTED
from tests.ingest.payloads import said


def read(body: Any = None, **changes: Any) -> Decoded:
    message = copy.deepcopy(UHPPOTED) if body is None else body
    if body is None:
        message["event"] = {k: v for k, v in (message["event"] | changes).items() if v is not ...}
    return decode(PROFILES["access-controller"], TOPIC, json.dumps(message).encode())


def test_a_swipe_is_one_person_in_at_its_door() -> None:
    decoded = read()
    assert said(decoded) == {"people_in_period": 1}
    (swipe,) = decoded.happenings
    assert swipe.values == {"granted": True, "card": CARD, "direction": "in", "door": "4"}
    assert swipe.at == datetime(2019, 8, 9, 23, 18, 55, tzinfo=UTC)
    assert swipe.device == decoded.samples[0].device == "405419896:4"


def test_direction_two_is_out() -> None:
    assert said(read(direction=2)) == {"people_out_period": 1}


def test_the_events_of_a_controller_carry_a_running_number_and_are_told_once() -> None:
    decoded, again, next_one = read(), read(), read(**{"event-id": 51})
    assert (decoded.seq, decoded.seq_span) == (50, 0)
    assert decoded.source_id == again.source_id != next_one.source_id
    assert {f"405419896:{door}" for door in (1, 2, 3, 4)} == decoded.about


@pytest.mark.parametrize("changes", [{"card-number": 0}, {"card-number": ...}, {"event-type": 2}])
def test_a_door_that_was_opened_by_hand_is_nobodys_passage(changes: dict[str, Any]) -> None:
    decoded = read(**changes)
    assert not decoded.said
    assert decoded.seq == 50


def test_a_message_in_its_signed_envelope_says_the_same() -> None:
    assert read({"message": UHPPOTED, "hmac": "00"}) == read()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({}, Reason.UNEXPECTED_SHAPE),
        ({"event": {"event-id": 1}}, Reason.UNEXPECTED_SHAPE),
        ({"event": UHPPOTED["event"] | {"timestamp": "soon"}}, Reason.UNEXPECTED_SHAPE),
        ({"event": UHPPOTED["event"] | {"event-id": -1}}, Reason.UNEXPECTED_SHAPE),
    ],
)
def test_an_event_of_another_shape_is_refused(body: Any, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read(body)
    assert caught.value.reason is reason


def test_a_door_that_nobody_knows_introduces_itself() -> None:
    (told,) = introduces(TOPIC, json.dumps(UHPPOTED).encode())
    assert (told.topic, told.device, told.keys) == (TOPIC, "405419896:4", ("in", "out"))
    assert list(introduces(TOPIC, b"{}")) == list(introduces(TOPIC, b"{")) == []
