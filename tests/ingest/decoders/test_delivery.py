"""Meals on their way."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.decoders.native import decode
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.payloads import said

TOPIC = "linli/shijiawan/canteen/rider-1/delivery"


def read(**changes: Any) -> Decoded:
    body = {"id": "d-1", "order": "o-7", "ts": 1_795_000_000_000, "state": "delivered"} | changes
    return decode(PROFILES["linli-delivery"], TOPIC, json.dumps(body).encode())


def test_a_delivered_meal_is_an_event_and_counts_as_one() -> None:
    decoded = read()
    assert said(decoded) == {"deliveries": 1}
    (event,) = decoded.happenings
    assert event.values == {"order": "o-7", "state": "delivered"}
    assert event.at == datetime.fromtimestamp(1_795_000_000, UTC)


def test_a_fee_is_told_in_whole_fen_and_one_that_cannot_be_is_refused() -> None:
    assert read(fee_fen=300).happenings[0].values["fee_fen"] == 300
    for odd in (-1, 100_001, 3.5, "300"):
        with pytest.raises(DecodeError):
            read(fee_fen=odd)


@pytest.mark.parametrize("state", ["packed", "out", "failed"])
def test_a_meal_on_its_way_is_an_event_and_no_meal_yet(state: str) -> None:
    decoded = read(state=state)
    assert decoded.samples == []
    assert [event.values["state"] for event in decoded.happenings] == [state]


def test_states_of_one_order_are_events_of_their_own_and_each_is_told_once() -> None:
    out, delivered = read(state="out"), read()
    assert out.source_id != delivered.source_id
    assert out.happenings[0].id != delivered.happenings[0].id
    assert read().source_id == delivered.source_id


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"state": "eaten"}, Reason.UNEXPECTED_SHAPE),
        ({"id": ""}, Reason.BAD_DEVICE_ID),
        ({"order": "a/b"}, Reason.BAD_DEVICE_ID),
        ({"ts": None}, Reason.UNEXPECTED_SHAPE),
    ],
)
def test_a_delivery_that_cannot_be_booked_is_refused(changes: dict[str, Any], reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read(**changes)
    assert caught.value.reason is reason
