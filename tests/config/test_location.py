"""Where a centre is: an address as a whole, both coordinates or none, every fault with its key and value."""

import re
from pathlib import Path

import pytest

from config.centre import load_centre
from config.settings import ConfigError

SHIPPED = (Path(__file__).parents[2] / "config" / "centres" / "shijiawan.toml").read_text(encoding="utf-8")
GOOD = re.sub(r"^\[location\].*\n(?:[^\[\n].*\n)*", "", SHIPPED, flags=re.MULTILINE)
"""A centre that does not say where it is."""
PLACE = """
[location]
street = "石家湾路 1 号"
locality = "示例市"
region = "示例省"
postal_code = "610000"
latitude = 30.6
longitude = 104.1
url = "https://shijiawan.example/"
telephone = "+86 28 0000 0000"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "mine.toml"
    file.write_text(GOOD + text, encoding="utf-8")
    return file


def test_a_centre_says_where_it_is(tmp_path: Path) -> None:
    told = load_centre(written(tmp_path, PLACE)).location
    assert told is not None
    assert (told.locality, told.country, told.latitude, told.longitude) == ("示例市", "CN", 30.6, 104.1)


def test_a_centre_need_not_say_where_it_is(tmp_path: Path) -> None:
    assert load_centre(written(tmp_path, "")).location is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("latitude = 30.6", "latitude = 130.6", "location.latitude = 130.6 is wrong"),
        ("latitude = 30.6\n", "", "location.latitude is missing: a place on a map needs latitude and longitude"),
        ("longitude = 104.1\n", "", "location.longitude is missing"),
        ('locality = "示例市"\n', "", "key location.locality is missing"),
        ('street = "石家湾路 1 号"', 'street = " "', "location.street = ' ' is wrong"),
        ("https://shijiawan.example/", "ftp://x", "location.url = 'ftp://x' is wrong"),
        ('postal_code = "610000"', 'postal_code = "61"', "location.postal_code = '61' is wrong"),
        ("telephone", "phone", "key location.phone is not known"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_key_and_value(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ConfigError) as fault:
        load_centre(written(tmp_path, PLACE.replace(old, new)))
    assert words in str(fault.value)
