"""The table of what is personal."""

import json

import pytest

from ingest.personal import ACCESS_SIGNS, INSIDE, OF_DEVICES, PERSONAL, Suspicion, plain_key, skeleton


def spellings(key: str) -> list[str]:
    return [key, key.upper(), "-".join(key), "_".join(key).title(), " ".join(key), ".".join(key)]


@pytest.mark.parametrize("key", sorted(PERSONAL))
def test_every_personal_key_is_noticed_in_the_bytes_in_all_its_spellings(key: str) -> None:
    for spelling in spellings(key):
        assert plain_key(spelling) == key
        for body in (
            json.dumps({spelling: 1}, ensure_ascii=False),
            json.dumps(json.dumps({spelling: 1}, ensure_ascii=False), ensure_ascii=False),
        ):
            assert skeleton(body.encode()) in Suspicion(), body


@pytest.mark.parametrize("key", sorted([*ACCESS_SIGNS, *INSIDE]))
def test_whatever_gives_an_access_controller_away_is_noticed_in_the_bytes(key: str) -> None:
    assert skeleton(json.dumps({key: 1}, ensure_ascii=False).encode()) in Suspicion()


def test_no_key_of_a_device_is_personal() -> None:
    assert not OF_DEVICES & set(PERSONAL)


@pytest.mark.parametrize(
    "payload",
    [
        '{"ts":1795000000123,"seq":7,"v":{"temperature":21.5,"presence":true,"in":4,"out":2,"battery":80}}',
        '{"battery":100,"illuminance":28,"last_seen":"2023-09-01T18:11:52-04:00","linkquality":102,"occupancy":true}',
        '{"Time":"2018-02-15T17:37:10","ENERGY":{"Total":6.294,"Today":0.954,"Power":2635,"Voltage":227}}',
        '{"deviceInfo":{"deviceName":"vs133","devEui":"24e1"},"data":"D+MCEAcJ","rxInfo":[{"gatewayId":"00"}]}',
    ],
)
def test_an_ordinary_message_is_not_suspected(payload: str) -> None:
    assert skeleton(payload.encode()) not in Suspicion()
