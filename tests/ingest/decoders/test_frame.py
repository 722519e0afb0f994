"""Frames of channels: every recorded one exactly, every broken one refused, kept records at their own instant."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.frame import read_frame
from ingest.decoders.instant import Instant
from ingest.profile import PROFILES, Channel, Profile
from ingest.profile_file import profile_of_text
from ingest.sample import DecodeError, Reason
from models.health import VITALS

NOW = Instant(datetime(2026, 11, 22, 6, tzinfo=UTC))
FRAME_PROFILES = [profile for profile in PROFILES.values() if profile.channels]


def values(profile: str, frame: bytes) -> dict[str, float]:
    samples = read_frame(PROFILES[profile], frame, NOW).samples
    return {sample.measure: sample.value for sample in samples}


def refused(profile: str, frame: str) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read_frame(PROFILES[profile], bytes.fromhex(frame), NOW)
    return caught.value.reason


def test_half_a_total_is_not_a_total() -> None:
    assert refused("milesight-vs133", "03D24800") is Reason.SHORT_FRAME


def test_a_lone_channel_id_is_a_short_frame() -> None:
    assert refused("milesight-vs133", "0FE30210070903") is Reason.SHORT_FRAME


def test_a_channel_of_unknown_length_ends_the_reading() -> None:
    assert refused("milesight-ws202", "017510" + "77AA00") is Reason.UNKNOWN_CHANNEL


def test_a_region_that_the_model_does_not_have_is_refused() -> None:
    assert refused("milesight-vs133", "10E40509101121") is Reason.BAD_VALUE


def test_people_passing_are_read_unsigned() -> None:
    assert values("milesight-vs121", bytes.fromhex("05CCFFFF0080"))["people_in_period"] == 65_535


def test_a_frost_is_read_with_its_sign_and_its_tenth() -> None:
    assert values("milesight-em500-co2", bytes.fromhex("0367F5FF")) == {"temperature": -1.1}


def test_kept_records_stand_at_their_own_instant_and_the_rest_at_that_of_the_network() -> None:
    record = "20CE" + (1_795_000_000).to_bytes(4, "little").hex() + "6704" + "6827" + "1901" + "73"
    samples, unset, _ = read_frame(PROFILES["milesight-em500-co2"], bytes.fromhex("017564" + record), NOW)
    assert [(sample.measure, sample.at) for sample in samples] == [
        ("battery", NOW.at),
        *(
            (measure, datetime.fromtimestamp(1_795_000_000, UTC))
            for measure in ("co2", "pressure", "temperature", "humidity")
        ),
    ]
    assert not unset


def test_a_kept_record_of_a_clock_that_was_never_set_is_told() -> None:
    samples, unset, _ = read_frame(
        PROFILES["milesight-em500-co2"], bytes.fromhex("20CE0C000000" + "00" * 7), NOW
    )
    assert unset
    assert {sample.at for sample in samples} == {None}


PUBLISHED = {
    ("milesight-vs330", "01756202820F00038E01048E01"): {"battery": 98, "distance": 1.5, "presence": 1},
    ("milesight-ws301", "017564030001040001"): {"battery": 100, "contact_open": 1},
    ("milesight-am104", "01755C03673401046865056A490006651C0079001400"): {
        "battery": 92,
        "temperature": 30.8,
        "humidity": 50.5,
        "activity": 73,
        "illuminance": 28,
    },
    ("milesight-em300-th", "01755C03673401046865"): {"battery": 92, "temperature": 30.8, "humidity": 50.5},
    ("milesight-em300-mcs", "01755C03673401046865060001"): {
        "battery": 92,
        "temperature": 30.8,
        "humidity": 50.5,
        "contact_open": 1,
    },
    ("milesight-vs350", "84CC0111081101"): {"people_in_total": 4353, "people_out_total": 4360},
    ("milesight-vs351", "84CC0111081101"): {"people_in_total": 4353, "people_out_total": 4360},
    ("milesight-vs360", "04CC1200160005CC13001400"): {
        "people_in_total": 18,
        "people_out_total": 22,
        "people_in_period": 19,
        "people_out_period": 20,
    },
    ("milesight-ws203", "8367220101"): {"temperature": 29},
    ("milesight-vs133", "10E40109101121"): {"dwell_avg.region1": 4105, "dwell_max.region1": 8465},
}
"""Examples of the makers' tables of which there is no vector: model and frame -> what the table says."""


@pytest.mark.parametrize(("model", "frame"), PUBLISHED)
def test_a_published_example_says_what_its_table_says(model: str, frame: str) -> None:
    assert values(model, bytes.fromhex(frame)) == PUBLISHED[model, frame]


PASSAGE = "20CE7B3AF164" + "000B000400" + "20CEFF3DF164" + "01070002001D000800"


def test_records_of_two_lengths_follow_each_other() -> None:
    samples = read_frame(PROFILES["milesight-vs350"], bytes.fromhex(PASSAGE), NOW).samples
    at = {sample.at.timestamp() if sample.at else None for sample in samples}
    assert at == {1693530747, 1693531647}
    assert [(sample.measure, sample.value) for sample in samples if sample.measure.endswith("total")] == [
        ("people_in_total", 29.0),
        ("people_out_total", 8.0),
    ]


def test_a_record_of_a_kind_that_nobody_published_is_refused() -> None:
    assert refused("milesight-vs350", "20CE7B3AF164" + "02" + "0B000400") is Reason.BAD_VALUE


def test_the_longer_record_is_short_where_the_shorter_would_be_whole() -> None:
    assert refused("milesight-vs350", "20CE7B3AF164" + "01" + "0B000400") is Reason.SHORT_FRAME


def test_an_alarm_tells_the_temperature_but_not_the_same_people_twice() -> None:
    assert values("milesight-vs351", bytes.fromhex("83673E0104" + "85CCE803E90301")) == {"temperature": 31.8}


def test_each_bit_of_the_mask_is_a_region_of_its_own_and_the_mask_is_big_endian() -> None:
    told = values("milesight-vs121", bytes.fromhex("04C9030800A1"))
    assert {key for key, value in told.items() if key.startswith("presence") and value} == {
        "presence.region1",
        "presence.region6",
        "presence.region8",
    }
    assert len(told) == 9


def test_a_mask_has_no_more_regions_than_bits() -> None:
    assert len(values("milesight-vs121", bytes.fromhex("04C903FFFFFF"))) == 17


def test_the_dwell_of_all_regions_is_not_that_of_a_region() -> None:
    frame = bytes.fromhex("0EE400" + "0A00" + "1400" + "0EE402" + "0500" + "0600")
    assert values("milesight-vs121", frame) == {
        "dwell_avg": 10.0,
        "dwell_max": 20.0,
        "dwell_avg.region2": 5.0,
        "dwell_max.region2": 6.0,
    }


def test_one_byte_may_say_two_things() -> None:
    for status, presence, fall in ((0, 1, 0), (1, 0, 0), (4, 1, 1)):
        told = values("milesight-vs373", bytes.fromhex(f"03F8{status:02X}0000000000"))
        assert told == {"presence": presence, "fall": fall}


AGAIN = """model = "m"
carrier = "lorawan"
source = "made for this test"
interval_s = 60
[channel]
0100 = [
  { name = "kind", type = "u8" },
  { name = "whole", type = "u16", PRESENT measure = "power" },
  { name = "low", type = "u8", PRESENT again = true, measure = "current" },
  { name = "last", type = "u8", measure = "voltage" },
]
"""


@pytest.mark.parametrize("present", ["", "present = { kind = [1] },"])
def test_bytes_read_once_more_move_nothing(present: str) -> None:
    profile = profile_of_text(AGAIN.replace("PRESENT", present), "m", "m.toml")
    samples = read_frame(profile, bytes.fromhex("0100" + "01" + "0201" + "07"), NOW).samples
    assert {s.measure: s.value for s in samples} == {"power": 258.0, "current": 2.0, "voltage": 7.0}


def test_a_light_sensor_that_is_off_is_not_dark() -> None:
    assert values("milesight-vs370", bytes.fromhex("0400FE")) == {}
    assert values("milesight-vs370", bytes.fromhex("040000")) == {"light_level": 0.0}


def test_pulses_are_kept_only_where_pulses_were_counted() -> None:
    record = "20CE9E744663" + "1001" + "5D"
    counted = values("milesight-em300-di", bytes.fromhex(record + "02" + "00" + "00010000"))
    level = values("milesight-em300-di", bytes.fromhex(record + "01" + "01" + "00010000"))
    assert counted == level | {"pulse_total": 256.0}
    assert level == {"temperature": 27.2, "humidity": 46.5}


def test_the_air_of_a_kept_record_is_the_air_of_a_live_one() -> None:
    live = values(
        "milesight-am308", bytes.fromhex("0367EE0004687C05000106CB02077DA803087D2500097366270B7D20000C7D3000")
    )
    kept = "20CE9E744663" + "EE00" + "7C00" + "01" + "02" + "A803" + "2500" + "6627" + "2000" + "3000"
    assert values("milesight-am308", bytes.fromhex(kept)) == live
    other = values("milesight-am308", bytes.fromhex("21CE" + kept[4:]))
    assert (other["tvoc"], "tvoc_index" in other) == (37.0, False)


def test_what_a_device_says_of_itself_is_no_measurement() -> None:
    told = read_frame(
        PROFILES["milesight-vs121"], bytes.fromhex("FF0101FF086600B0940976FF090100FF1F1F07004B"), NOW
    )
    assert told.vitals == {"serial": "6600b0940976", "hardware": "1.0", "firmware": "31.7.0.75"}
    assert list(told.samples) == []
    told = read_frame(PROFILES["milesight-vs370"], bytes.fromhex("FF090310FF0A0114017563"), NOW)
    assert told.vitals == {"hardware": "3.1", "firmware": "1.14", "battery": 99.0}


def test_a_battery_of_more_than_all_is_a_bad_measurement_and_no_vital() -> None:
    told = read_frame(PROFILES["milesight-ws202"], bytes.fromhex("0175FF"), NOW)
    assert ([sample.value for sample in told.samples], told.vitals) == ([255.0], {})


def test_a_fault_names_the_byte_at_which_it_begins() -> None:
    for frame, text in (
        ("01756477AA", "no channel 77AA \\(byte 3 "),
        ("0175640367F6", "channel 0367, which begins at byte 3"),
    ):
        with pytest.raises(DecodeError, match=text):
            read_frame(PROFILES["milesight-ws203"], bytes.fromhex(frame), NOW)


def whole(channel: Channel, data: st.DataObject) -> bytes:
    """Legal bytes of a channel, in one of its forms."""
    raw: dict[str, int] = {}
    body = b""
    for part in channel.fields:
        if all(raw.get(name) in numbers for name, numbers in part.present.items()):
            drawn = data.draw(st.binary(min_size=part.size, max_size=part.size))
            if part.meaning.values:
                number = int(data.draw(st.sampled_from(sorted(part.meaning.values))))
                drawn = number.to_bytes(part.size, part.endian)
            body = body if part.again else body + drawn
            raw[part.name] = int.from_bytes(drawn, part.endian)
    return channel.key + (body if channel.fields else bytes(channel.size))


@given(st.sampled_from(FRAME_PROFILES), st.data())
def test_channels_in_any_order_are_read_to_the_last_byte(profile: Profile, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(list(profile.channels.values())), max_size=8))
    parts = [whole(channel, data) for channel in chosen]
    together = read_frame(profile, b"".join(parts), NOW)
    alone = [read_frame(profile, part, NOW) for part in parts]
    assert sorted((s.measure, s.value) for s in together.samples) == sorted(
        (s.measure, s.value) for one in alone for s in one.samples
    )
    assert together.vitals.keys() == {key for one in alone for key in one.vitals}


@given(st.sampled_from(FRAME_PROFILES), st.data())
def test_a_frame_cut_inside_a_channel_is_always_short(profile: Profile, data: st.DataObject) -> None:
    frame = whole(data.draw(st.sampled_from(list(profile.channels.values()))), data)
    with pytest.raises(DecodeError) as caught:
        read_frame(profile, frame[: data.draw(st.integers(1, len(frame) - 1))], NOW)
    assert caught.value.reason is Reason.SHORT_FRAME


@given(st.sampled_from(FRAME_PROFILES), st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(profile: Profile, frame: bytes) -> None:
    try:
        told = read_frame(profile, frame, NOW)
    except DecodeError:
        return
    assert all(sample.measure.partition(".")[0] in profile.measures for sample in told.samples)
    assert told.vitals.keys() <= VITALS.keys()
