"""What every network says about an uplink: the best gateway, and nothing that cannot be true."""

import pytest

from ingest.decoders.instant import NO_INSTANT
from ingest.decoders.lorawan import Reception, Uplink, battery, radio, read_uplink
from ingest.profile import PROFILES
from ingest.sample import DecodeError, Reason


def test_the_gateway_that_heard_best_is_told() -> None:
    heard = [Reception("far", -110, -7.5), Reception("near", -40, 9), Reception("", None, None)]
    assert radio(heard) == {"rssi": -40.0, "snr": 9.0, "gateway": "near"}


@pytest.mark.parametrize(
    ("reception", "vitals"),
    [
        (Reception("g", 900, 5), {}),
        (Reception("g", -40, 900), {"rssi": -40.0, "gateway": "g"}),
        (Reception("g" * 65, -40, 5), {"rssi": -40.0, "snr": 5.0}),
        (Reception("g\n", -40, 5), {"rssi": -40.0, "snr": 5.0}),
    ],
)
def test_what_cannot_be_true_is_left_out(reception: Reception, vitals: dict[str, object]) -> None:
    assert radio([reception]) == vitals


def test_a_battery_has_between_nothing_and_all() -> None:
    assert [battery(percent) for percent in (None, -1, 0, 100, 254)] == [
        {},
        {},
        {"battery": 0},
        {"battery": 100},
        {},
    ]


def test_what_the_device_says_of_itself_goes_before_the_network() -> None:
    uplink = Uplink(
        device="d", heard=NO_INSTANT, frame=bytes.fromhex("017563"), vitals={"battery": 20.0, "rssi": -40.0}
    )
    assert read_uplink(PROFILES["milesight-ws202"], uplink).vitals == {"battery": 99.0, "rssi": -40.0}


def test_a_frame_without_any_meaning_for_the_profile_is_refused() -> None:
    with pytest.raises(DecodeError) as caught:
        read_uplink(PROFILES["lorawan-climate"], Uplink(device="d", heard=NO_INSTANT, frame=b"\x01\x02"))
    assert caught.value.reason is Reason.UNKNOWN_CHANNEL


def test_a_frame_profile_reads_no_object_without_fields() -> None:
    uplink = Uplink(device="d", heard=NO_INSTANT, decoded={"temperature": 20})
    decoded = read_uplink(PROFILES["milesight-ws202"], uplink)
    assert (list(decoded.samples), decoded.unknown_metrics) == ([], ("temperature",))
