"""Frames of channels: every recorded one exactly, every broken one refused, kept records at their own instant."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.frame import read_frame
from ingest.decoders.instant import Instant
from ingest.profile import PROFILES, Profile
from ingest.sample import DecodeError, Reason
from tests.ingest.payloads import expected, frame_of, profile_for, vector, vectors

NOW = Instant(datetime(2026, 11, 22, 6, tzinfo=UTC))
BARE = [
    row["id"]
    for row in vectors()
    if row["envelope"] == "lorawan-frmpayload" and row["family"] != "milesight-vs350"
]
FRAME_PROFILES = [profile for profile in PROFILES.values() if profile.channels]


def values(profile: str, frame: bytes) -> dict[str, float]:
    samples = read_frame(PROFILES[profile], frame, NOW).samples
    return {sample.measure: sample.value for sample in samples}


def refused(profile: str, frame: str) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read_frame(PROFILES[profile], bytes.fromhex(frame), NOW)
    return caught.value.reason


@pytest.mark.parametrize("key", BARE)
def test_a_recorded_frame_says_what_its_vector_says(key: str) -> None:
    row = vector(key)
    assert values(profile_for(row), frame_of(row)) == expected(row)


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


@given(st.sampled_from(FRAME_PROFILES), st.data())
def test_channels_in_any_order_are_read_to_the_last_byte(profile: Profile, data: st.DataObject) -> None:
    plain = [
        channel for channel in profile.channels.values() if not any(p.meaning.values for p in channel.fields)
    ]
    chosen = data.draw(st.lists(st.sampled_from(plain), max_size=8))
    frame = b"".join(
        channel.key + data.draw(st.binary(min_size=channel.size, max_size=channel.size)) for channel in chosen
    )
    samples = read_frame(profile, frame, NOW).samples
    assert len(samples) == sum(
        part.meaning.measure is not None for channel in chosen for part in channel.fields
    )


@given(st.sampled_from(FRAME_PROFILES), st.data())
def test_a_frame_cut_inside_a_channel_is_always_short(profile: Profile, data: st.DataObject) -> None:
    channel = data.draw(st.sampled_from(list(profile.channels.values())))
    frame = channel.key + bytes(channel.size)
    with pytest.raises(DecodeError) as caught:
        read_frame(profile, frame[: data.draw(st.integers(1, len(frame) - 1))], NOW)
    assert caught.value.reason is Reason.SHORT_FRAME
