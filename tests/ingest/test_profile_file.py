"""A new model is one file; a broken file is named with its key and value."""

from pathlib import Path

import pytest

from config.settings import ConfigError
from ingest.decoders.frame import read_frame
from ingest.decoders.instant import NO_INSTANT
from ingest.profile import load_profiles
from ingest.profile_file import read_profile
from tests.ingest.payloads import expected, frame_of, vector

HEAD = 'model = "m"\ncarrier = "lorawan"\nsource = "made for this test"\ninterval_s = 60\n'

VS350 = (
    HEAD
    + """
counter = { bits = 16, reset = "power" }
[channel]
0175 = [{ name = "battery", type = "u8", measure = "battery" }]
0367 = [{ name = "temperature", type = "i16", scale = 0.1, measure = "temperature" }]
8367 = [{ name = "temperature", type = "i16", scale = 0.1, measure = "temperature" }, { name = "alarm", type = "u8" }]
04CC = [
  { name = "total_in", type = "u16", measure = "people_in_total" },
  { name = "total_out", type = "u16", measure = "people_out_total" },
]
05CC = [
  { name = "period_in", type = "u16", measure = "people_in_period" },
  { name = "period_out", type = "u16", measure = "people_out_period" },
]
"""
)


@pytest.mark.parametrize(
    "key",
    [
        "milesight-vs350-1",
        "milesight-vs350-5",
        "milesight-vs350-uint16-max",
        "chirpstack-v4-milesight-vs350-2",
    ],
)
def test_a_new_model_is_one_file(tmp_path: Path, key: str) -> None:
    (tmp_path / "vs350.toml").write_text(VS350, encoding="utf-8")
    samples = read_frame(load_profiles(tmp_path)["vs350"], frame_of(vector(key)), NO_INSTANT).samples
    assert {sample.measure: sample.value for sample in samples} == expected(vector(key))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("model = ", "line 1: it is not TOML"),
        (HEAD.replace("interval_s = 60\n", ""), "key interval_s is missing"),
        (HEAD + 'colour = "red"', "key colour is not known"),
        (HEAD.replace("60", "0"), "interval_s = 0 is wrong"),
        (HEAD, "no channel and no field has a measure"),
        (HEAD + '[field]\na = { measure = "mood" }', "field.a.measure 'mood' is not in MEASURES"),
        (HEAD + '[field]\na = { measure = "power", scale = nan }', "field.a.scale = nan is wrong"),
        (
            HEAD + '[field]\na = { measure = "power" }\n[ranges]\nmood = [0, 1]',
            "line 8: ranges.mood is not in MEASURES",
        ),
        (
            HEAD + '[field]\na = { measure = "power" }\n[ranges]\npower = [5, 1]',
            "line 8: ranges.power = [5.0, 1.0] is empty",
        ),
        (HEAD + '[match]\neui = ["24e1"]', "line 6: match.eui.0 = '24e1' is wrong"),
        ("a = " + "[" * 5000, "nested too deeply"),
        (HEAD + '[field]\na = { measure = "people_in_total" }', "key counter is missing"),
        (HEAD + "[channel]\n03d2 = 1", "line 6: channel.03d2"),
        (
            HEAD + 'zone = "Mars/Base"\n[field]\na = { measure = "power" }',
            "zone 'Mars/Base' is not an IANA time zone",
        ),
        (
            HEAD + '[channel]\n03D2 = [{ name = "a", type = "u9", measure = "power" }]',
            "channel.03D2.a.type 'u9' is not one of u8,",
        ),
        (
            HEAD
            + '[channel]\n03D2 = [{ name = "a", type = "u8", measure = "power" }, { name = "a", type = "u8" }]',
            "channel.03D2 has two fields of one name",
        ),
        (
            HEAD + '[channel]\n03D2 = [{ name = "a", type = "u8", measure = "dwell_avg.region{b}" }]',
            "channel.03D2.a.measure 'dwell_avg.region{b}' names no field of the channel",
        ),
        ('family = "none"\n' + HEAD, "none.toml: it cannot be read: No such file or directory"),
    ],
)
def test_a_broken_profile_is_named_with_file_key_and_value(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_profile(file)
    assert str(caught.value).startswith(f"profile file {tmp_path}")
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("channel", "line", "fault"),
    [
        (
            '0100 = [{ name = "a", type = "u8", measure = "power", absent = ["x"] }]',
            7,
            "channel.0100.0.absent.0 = 'x' is wrong",
        ),
        ("0100 = true", 7, "channel.0100 = True is wrong"),
        ("0100 = []", 7, "channel.0100 = [] is wrong"),
        ("0100 = -1", 7, "channel.0100"),
        ("01 = 1", 7, "channel.01"),
        (
            '0100 = [{ name = "a", type = "u8", vital = "mood" }]',
            7,
            "channel.0100.a.vital 'mood' is not one of",
        ),
        (
            '0100 = [{ name = "a", type = "u8", vital = "serial" }]',
            7,
            "type 'u8' is not of the kind of vital 'serial'",
        ),
        (
            '0100 = [{ name = "a", type = "hex6", vital = "battery" }]',
            7,
            "type 'hex6' is not of the kind of vital",
        ),
        (
            '0100 = [{ name = "a", type = "hex6", measure = "power" }]',
            7,
            "measure 'power' is a number, but type 'hex6'",
        ),
        ('0100 = [{ name = "a", type = "u8", again = true }]', 7, ".again: there is no field before it"),
        (
            '0100 = [{ name = "a", type = "u8", present = { b = [1] } }]',
            7,
            "present names 'b', which is no field before it",
        ),
        (
            '0100 = [\n { name = "a", type = "u8" },\n { name = "b", type = "u8", valid = { c = [1] } },\n]',
            9,
            "valid names 'c'",
        ),
        ('0100 = [{ name = "a", type = "u8", bits = 8, measure = "presence" }]', 7, "has no {bit}"),
        (
            '0100 = [{ name = "a", type = "u8", bits = "n", measure = "presence.r{bit}" }]',
            7,
            ".bits 'n' is no field",
        ),
        (
            '0100 = [{ name = "a", type = "u8", measure = "presence.r{bit}" }]',
            7,
            "names no field of the channel",
        ),
        ('0100 = [{ name = "a", type = "u8", measure = "presence.r{" }]', 7, "names no field of the channel"),
        (
            '0100 = [{ name = "a", type = "u8", measure = "mood" }]',
            7,
            "channel.0100.a.measure 'mood' is not in MEASURES",
        ),
        ('0100 = [{ name = "a", type = "u8", measure = "people_out_total" }]', 7, "key counter is missing"),
    ],
)
def test_a_fault_of_a_frame_is_named_with_its_line(
    tmp_path: Path, channel: str, line: int, fault: str
) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(HEAD + "\n[channel]\n" + channel, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_profile(file)
    assert str(caught.value).startswith(f"profile file {file}, line {line}: ")
    assert fault in str(caught.value)


def test_a_fault_inside_a_family_is_named_with_the_familys_file(tmp_path: Path) -> None:
    (tmp_path / "family").mkdir()
    (tmp_path / "family" / "f.toml").write_text(
        '[channel]\nFF01 = [{ name = "a", type = "u7" }]', encoding="utf-8"
    )
    (tmp_path / "m.toml").write_text('family = ["f"]\n' + HEAD, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"family/f\.toml, line 2: channel\.FF01\.a\.type 'u7'"):
        read_profile(tmp_path / "m.toml")


def test_what_a_device_is_recognised_by_is_read_as_it_is_compared(tmp_path: Path) -> None:
    text = (
        HEAD
        + '[match]\nmodels = ["EM300-TH"]\neui = ["24E1"]\nkeys = ["a"]\n[field]\na = { measure = "power" }'
    )
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    match = read_profile(tmp_path / "m.toml").match
    assert (match.models, match.eui, match.keys) == ({"EM300TH"}, ("24E1",), {"a"})


def test_the_version_is_that_of_the_text_and_of_its_family(tmp_path: Path) -> None:
    (tmp_path / "family").mkdir()
    own = 'family = "f"\n' + HEAD + '[field]\na = { measure = "power" }'
    versions = set()
    for name, shared in (("m", "FF01 = 1"), ("n", "FF01 = 1"), ("m", "FF01 = 2")):
        (tmp_path / "family" / "f.toml").write_text(f"[channel]\n{shared}", encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(own, encoding="utf-8")
        versions.add(read_profile(tmp_path / f"{name}.toml").version)
    assert len(versions) == 2


def test_a_family_gives_its_channels_and_the_model_may_have_its_own(tmp_path: Path) -> None:
    (tmp_path / "family").mkdir()
    (tmp_path / "family" / "f.toml").write_text("[channel]\nFF01 = 1\nFF02 = 2", encoding="utf-8")
    own = (
        'family = "f"\n'
        + HEAD
        + '[channel]\nFF02 = 3\n0175 = [{ name = "b", type = "u8", measure = "battery" }]'
    )
    (tmp_path / "m.toml").write_text(own, encoding="utf-8")
    channels = read_profile(tmp_path / "m.toml").channels
    assert {key.hex(): channel.size for key, channel in channels.items()} == {"ff01": 1, "ff02": 3, "0175": 1}
