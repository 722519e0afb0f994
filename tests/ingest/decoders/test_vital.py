"""What a device says about itself is taken where it makes sense and left where it does not."""

import pytest

from ingest.decoders.vital import read_vitals
from models.health import VITALS

PLACES = {"wifi.rssi": "rssi", "fw": "firmware", "battery": "battery"}


def test_vitals_stand_at_dotted_places() -> None:
    told = {"wifi": {"rssi": -61}, "fw": 7, "battery": 80.5, "more": 1}
    assert read_vitals(told, PLACES) == {"rssi": -61, "firmware": "7", "battery": 80.5}


@pytest.mark.parametrize("odd", [None, True, "x\u0000", "", [], {}, 10**30])
def test_what_is_no_vital_is_left_out(odd: object) -> None:
    found = read_vitals(
        {"wifi": odd, "fw": odd if not isinstance(odd, int) else None, "battery": odd}, PLACES
    )
    assert found == {}


def test_a_long_word_is_cut() -> None:
    assert read_vitals({"fw": "v" * 1000}, PLACES) == {"firmware": "v" * 64}


def test_every_place_of_this_test_is_a_vital() -> None:
    assert set(PLACES.values()) <= set(VITALS)
