"""Phones that a radio heard, and the device that heard them."""

import json
from typing import Any

import pytest

from ingest.keyed_hash import is_keyed
from ingest.privacy import Scrubber
from ingest.sighting import is_address

KEY = b"a key for tests, long enough"
PHONE = "A4:C1:38:52:68:0F"


def read(body: Any, topic: bytes = b"linli/c1/hall/ble/raw") -> Any:
    return json.loads(Scrubber(KEY)(topic, json.dumps(body).encode()))


@pytest.mark.parametrize("address", [PHONE, PHONE.replace(":", ""), PHONE.replace(":", "-").lower()])
@pytest.mark.parametrize("key", ["id", "mac", "addr", "address"])
def test_an_address_beside_a_signal_is_hashed_and_the_name_beside_it_dropped(key: str, address: str) -> None:
    result = read({key: address, "name": "Zhang iPhone", "rssi": -60})
    assert is_keyed(result[key])
    assert (result["name"], result["rssi"]) == (None, -60)


def test_a_beacon_is_hashed() -> None:
    result = read({"IBEACON": {"MAC": "A4C13852680F", "NAME": "Zhang watch"}})
    assert is_keyed(result["IBEACON"]["MAC"])
    assert result["IBEACON"]["NAME"] is None


@pytest.mark.parametrize("value", [-60, {"rssi": -60}, {"n": 1}])
def test_an_object_keyed_by_addresses_keeps_none(value: object) -> None:
    for address in (PHONE, PHONE.replace(":", "")):
        ((key, kept),) = read({"seen": {address: value}})["seen"].items()
        assert is_keyed(key)
        assert kept == value


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        (b"tele/ble/SENSOR", {"LYWSD03-52680f": {"mac": "a4c13852680f", "Temperature": 21.5, "RSSI": -60}}),
        (b"shellyplus1-a4c13852680f/status", {"mac": "A4C13852680F", "name": "hall", "rssi": -60}),
        (b"any", {"id": 7, "name": "hall", "rssi": -60}),
        (b"any", {"name": "hall", "device": {"mac": PHONE}, "wifi": {"rssi": -60}}),
        (b"any", {"202611221200": 5}),
    ],
)
def test_what_is_about_a_device_stays(topic: bytes, body: Any) -> None:
    assert read(body, topic) == body


@pytest.mark.parametrize("text", ["202611221200", "hall", "", 7, None, "a4c13852680f00", "Zz:C1:38:52:68:0F"])
def test_what_is_no_address(text: object) -> None:
    assert not is_address(text)
