"""A payload tried on a profile: the same as the ingestor would read, and every fault in words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders import DECODERS, ENVELOPES
from ingest.profile import PROFILES
from ingest.trial import attempt
from models.desk import Trial, TrialRow
from tests.ingest.payloads import chirpstack_up, message_of, read_by, vectors

TOPIC = "application/a/device/24e124136c190001/event/up"
READ = [row for row in vectors() if (found := read_by(row)) and found[1]]


@pytest.mark.parametrize("row", READ, ids=lambda row: row["id"])
def test_a_trial_says_what_the_ingestor_would_read(row: dict[str, object]) -> None:
    envelope, name = read_by(row) or ("", "")
    topic, payload = message_of(row)
    decoded = DECODERS[envelope](PROFILES[name], topic, payload)
    trial = attempt(PROFILES[name], envelope, topic, payload)
    assert [(r.measure, r.value, r.at, r.device) for r in trial.rows] == [
        (s.measure, s.value, s.at, s.device) for s in decoded.samples
    ]
    assert not trial.faults


def test_a_row_has_its_unit_and_its_instant() -> None:
    payload = chirpstack_up(bytes.fromhex("0367F6FF"), time="2026-11-20T06:00:00Z")
    trial = attempt(PROFILES["milesight-em300-th"], "chirpstack", TOPIC, payload)
    assert trial.rows == [
        TrialRow(measure="temperature", value=-1.0, unit="Cel", at=datetime(2026, 11, 20, 6, tzinfo=UTC))
    ]


def test_a_number_that_cannot_be_true_is_shown_and_marked() -> None:
    trial = attempt(PROFILES["milesight-ws523"], "", "", bytes.fromhex("0480FFFF0000" + "07C94A00"))
    assert [(row.measure, row.in_range) for row in trial.rows] == [("power", False), ("current", True)]


def test_what_is_not_measured_is_told_beside_it() -> None:
    payload = b'{"power":5,"mood":1,"linkquality":80}'
    trial = attempt(PROFILES["zigbee-plug"], "zigbee2mqtt", "zigbee2mqtt/plug", payload)
    assert list(trial.unknown) == ["mood"]
    trial = attempt(PROFILES["milesight-vs370"], "", "", bytes.fromhex("FF0A0114017563"))
    assert trial.vitals == {"firmware": "1.14", "battery": "99.0"}


@pytest.mark.parametrize(
    ("profile", "envelope", "topic", "payload", "fault"),
    [
        (
            "milesight-vs133",
            "",
            "",
            b"\x03\xd2\x00",
            "short_frame: frame 03d200 ends inside channel 03D2, which begins at byte 0",
        ),
        (
            "milesight-vs133",
            "",
            "",
            b"\x77\x77",
            "unknown_channel: profile 'milesight-vs133' has no channel 7777 (byte 0",
        ),
        ("milesight-vs133", "chirpstack", "a/b", b"{}", "unexpected_shape: "),
        ("milesight-vs133", "chirpstack", TOPIC, b"{", "not_json: "),
        ("milesight-vs133", "pigeon", "", b"", "envelope 'pigeon' is not one of native, "),
        (
            "milesight-vs133",
            "zigbee2mqtt",
            "",
            b"",
            "profile 'milesight-vs133' does not come in envelope 'zigbee2mqtt'",
        ),
        ("zigbee-plug", "", "", b"{}", "profile 'zigbee-plug' reads no bare frames: name an envelope"),
        ("zigbee-plug", "zigbee2mqtt", "zigbee2mqtt/p", b" " * 65_537, "too_large: "),
    ],
)
def test_a_fault_is_one_sentence(profile: str, envelope: str, topic: str, payload: bytes, fault: str) -> None:
    trial = attempt(PROFILES[profile], envelope, topic, payload)
    (told,) = trial.faults
    assert told.text.startswith(fault)
    assert not trial.rows


@given(
    st.sampled_from(sorted(PROFILES)),
    st.sampled_from(["", *ENVELOPES]),
    st.text(max_size=30),
    st.binary(max_size=80),
)
def test_any_payload_is_a_trial(profile: str, envelope: str, topic: str, payload: bytes) -> None:
    assert isinstance(attempt(PROFILES[profile], envelope, topic, payload), Trial)
