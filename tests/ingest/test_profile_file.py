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
            "ranges.mood is not in MEASURES",
        ),
        (HEAD + '[field]\na = { measure = "people_in_total" }', "key counter is missing"),
        (HEAD + "[channel]\n03d2 = 1", "line 6: channel.03d2"),
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
        ('family = "none"\n' + HEAD, "none.toml cannot be read: No such file or directory"),
    ],
)
def test_a_broken_profile_is_named_with_file_key_and_value(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_profile(file)
    assert str(caught.value).startswith(f"profile file {tmp_path}")
    assert fault in str(caught.value)


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
