"""Which model a stranger may be: sure only by name, likely only when all others fit worse, never created by itself."""

from dataclasses import replace

import pytest

from ingest.matching import WHY, Hints, Matched, hints_of, matches
from ingest.profile import PROFILES
from models.desk import Fit
from tests.ingest.payloads import chirpstack_up, message_of, profile_for, raw, vector, vectors


def best(hints: Hints, envelope: str = "chirpstack") -> Matched:
    return matches(PROFILES, envelope, hints)[0]


def words(matched: Matched) -> list[str]:
    return [message.key.removeprefix("proposal.") for message in matched.why]


@pytest.mark.parametrize(
    "told", ["VS133", "vs133", "Milesight VS133", "milesight-vs133", "VS133 (door)", "Milesight_VS133_EU868"]
)
def test_a_name_of_the_network_is_sure_however_it_is_written(told: str) -> None:
    found = best(Hints(model=told, eui="24E124136C190001", frame=bytes.fromhex("0FE302100709")))
    assert (found.profile, found.fit) == ("milesight-vs133", Fit.SURE)
    assert words(found) == ["model", "frame", "eui"]
    assert found.why[0].values == {"model": told}


def test_a_name_is_not_found_inside_a_longer_one() -> None:
    assert matches(PROFILES, "chirpstack", Hints(model="XVS1330")) == []


def test_a_name_of_two_words_is_one_name() -> None:
    assert best(Hints(model="EM300 MCS")).profile == "milesight-em300-mcs"
    assert best(Hints(model="EM300-TH")).profile == "milesight-em300-th"


def test_the_name_of_a_series_leaves_the_frame_to_decide() -> None:
    frame = bytes.fromhex("0367190104687305" + "7D6704" + "06736827")
    found = best(Hints(model="EM500", frame=frame))
    assert (found.profile, found.fit, words(found)) == (
        "milesight-em500-co2",
        Fit.LIKELY,
        ["model_like", "frame"],
    )
    assert best(Hints(model="EM300")).fit is Fit.GUESS


def test_a_name_that_its_own_frame_contradicts_is_only_likely() -> None:
    found = best(Hints(model="VS133", frame=bytes.fromhex("0870017777")))
    assert (found.profile, found.fit, words(found)) == (
        "milesight-vs133",
        Fit.LIKELY,
        ["model", "frame_refused"],
    )


def test_a_frame_that_only_one_model_reads_is_likely_that_model() -> None:
    found = matches(PROFILES, "chirpstack", Hints(frame=bytes.fromhex("04C9030800A106CD05")))
    assert [(one.profile, one.fit) for one in found] == [("milesight-vs121", Fit.LIKELY)]


def test_a_frame_that_several_models_read_is_a_guess_with_all_of_them() -> None:
    found = matches(PROFILES, "chirpstack", Hints(frame=bytes.fromhex("0FE302100709")))
    assert {one.profile for one in found} == {"milesight-vs133", "milesight-vs135"}
    assert {one.fit for one in found} == {Fit.GUESS}


def test_a_frame_whose_numbers_cannot_be_true_speaks_for_nothing() -> None:
    hot = bytes.fromhex("0367FF7F")
    assert matches(PROFILES, "chirpstack", Hints(frame=hot)) == []


def test_a_frame_that_nobody_reads_proposes_nothing() -> None:
    assert matches(PROFILES, "chirpstack", Hints(eui="24E124136C190001", frame=b"\x77\x77")) == []


def test_an_address_alone_is_a_guess_of_its_maker() -> None:
    found = matches(PROFILES, "tts", Hints(eui="24E124136C190001"))
    assert {one.fit for one in found} == {Fit.GUESS}
    assert all(one.profile.startswith("milesight-") and words(one) == ["eui"] for one in found)
    assert matches(PROFILES, "tts", Hints(eui="0004A30B001C0530")) == []


def test_keys_are_read_by_the_profile_that_knows_most_of_them() -> None:
    plug = Hints(keys=frozenset({"state", "power", "current", "voltage", "energy", "linkquality"}))
    found = matches(PROFILES, "zigbee2mqtt", plug)
    assert (found[0].profile, found[0].fit, words(found[0])) == ("zigbee-plug", Fit.LIKELY, ["keys"])
    assert found[0].why[0].values == {"known": 5, "keys": 6}


def test_keys_that_a_model_always_sends_must_be_there() -> None:
    needy = replace(PROFILES["lorawan-climate"])
    assert best(Hints(keys=frozenset({"temperature", "co2"}))).profile == needy.name
    assert matches(PROFILES, "chirpstack", Hints(keys=frozenset({"co2"}))) == []


def test_only_what_may_come_in_the_envelope_is_proposed() -> None:
    keys = Hints(model="VS133", keys=frozenset({"temperature"}))
    assert {one.profile for one in matches(PROFILES, "zigbee2mqtt", keys)} == {
        "zigbee-climate",
        "zigbee-motion",
    }


def test_nothing_known_proposes_nothing() -> None:
    assert matches(PROFILES, "chirpstack", Hints()) == []


def test_every_reason_is_a_row_of_the_table() -> None:
    hints = [
        Hints(model="VS133", eui="24E124", frame=b"\x77"),
        Hints(model="EM500", frame=bytes.fromhex("03671901")),
        Hints(keys=frozenset({"temperature"})),
    ]
    said = {word for one in hints for found in matches(PROFILES, "chirpstack", one) for word in words(found)}
    assert said == set(WHY)


NAMED = [row["id"] for row in vectors() if row["family"].startswith("chirpstack-v4+")]


@pytest.mark.parametrize("key", NAMED)
def test_a_recorded_uplink_proposes_its_own_model_first(key: str) -> None:
    row = vector(key)
    topic, payload = message_of(row)
    hints = hints_of("chirpstack", topic, payload)
    assert best(hints).profile == profile_for(row)
    assert hints.eui == row["expected"]["device_id"].upper()


BARE = [
    row["id"] for row in vectors() if row["envelope"] == "lorawan-frmpayload" and row["expected"]["points"]
]


@pytest.mark.parametrize("key", BARE)
def test_a_recorded_frame_without_a_name_proposes_its_model_among_others(key: str) -> None:
    row = vector(key)
    hints = hints_of("chirpstack", *message_of(row))
    assert profile_for(row) in {one.profile for one in matches(PROFILES, "chirpstack", hints)}


def test_the_things_stack_tells_the_address_and_what_it_decoded() -> None:
    row = vector("tts-v3-up-doc")
    hints = hints_of("tts", row["topic"], raw(row), model="some-model")
    assert hints == Hints(
        model="some-model",
        eui="0004A30B001C0530",
        keys=frozenset({"temperature", "luminosity"}),
        frame=bytes.fromhex("8241de"),
    )
    assert best(hints, "tts").profile == "lorawan-climate"


@pytest.mark.parametrize("payload", [b"", b"{", chirpstack_up(b"", eui="other")])
def test_a_message_that_cannot_be_opened_adds_no_hint(payload: bytes) -> None:
    topic = "application/a/device/24e124136c190001/event/up"
    assert hints_of("chirpstack", topic, payload, keys=["a"]) == Hints(keys=frozenset({"a"}))
    assert hints_of("native", "x", payload, model="m") == Hints(model="m")
