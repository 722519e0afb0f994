"""Names are short, printable, in one Unicode form, and those of the topic."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.identity import MAX_DEVICE, checked_device, checked_id, same_device
from ingest.sample import DecodeError, Reason


@given(st.text(max_size=80))
def test_a_name_that_passes_is_printable_short_and_stays_itself(text: str) -> None:
    try:
        name = checked_id(text, "device")
    except DecodeError:
        return
    assert 1 <= len(name) <= 64
    assert not any(unicodedata.category(sign).startswith("C") or sign == "/" for sign in name)
    assert checked_id(name, "device") == name


def test_a_chinese_name_is_a_name() -> None:
    assert checked_id("健身房-1", "device") == "健身房-1"


def test_the_error_names_the_key_and_the_name() -> None:
    with pytest.raises(DecodeError, match=r"devEui 'a\\x00b' is not a name"):
        checked_id("a\0b", "devEui")


def test_another_device_is_refused_by_name() -> None:
    with pytest.raises(DecodeError, match="device is 'b', but the topic is that of 'a'") as caught:
        same_device("b", "a", "device")
    assert caught.value.reason is Reason.DEVICE_MISMATCH


@pytest.mark.parametrize("name", ["Device A", "urn:dev:ow:1/2", "x" * MAX_DEVICE])
def test_a_gateway_may_name_its_devices_more_freely(name: str) -> None:
    assert checked_device(name, "device") == name


@pytest.mark.parametrize("name", ["", "a\u0000", "a\n", "x" * (MAX_DEVICE + 1)])
def test_but_not_as_it_likes(name: str) -> None:
    with pytest.raises(DecodeError, match="device .* is not a name of 1-128 signs") as caught:
        checked_device(name, "device")
    assert caught.value.reason is Reason.BAD_DEVICE_ID
