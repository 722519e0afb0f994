"""Objects are read by the fields of a profile: scaled, inverted, by word, or refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.fields import channel_of, read_fields, read_row
from ingest.profile import Meaning, Profile
from ingest.sample import DecodeError, Reason, Sample

PROFILE = Profile(
    name="p",
    model="p",
    carrier="native",
    source="made for this test",
    interval_s=60,
    fields={
        "kwh": Meaning(measure="energy_total", scale=1000),
        "shut": Meaning(measure="contact_open", truth=True, invert=True),
        "mode": Meaning(measure="switch_on", values={"ON": 1, "True": 1, "OFF": 0}),
        "known": Meaning(),
    },
    ignored=frozenset({"rssi"}),
)


def read(**values: object) -> tuple[list[Sample], tuple[str, ...]]:
    return read_fields(PROFILE, values, None)


DEEP = replace(
    PROFILE,
    fields={
        "a.b.c": Meaning(measure="power"),
        "a.x": Meaning(measure="voltage"),
        "y.z": Meaning(measure="current"),
    },
)


def test_a_dotted_path_leads_into_objects_and_a_key_with_dots_is_a_key() -> None:
    values = {
        "a": {"b": {"c": 5, "d": 6}, "x": None, "rssi": 1, "o": {"p": 1}},
        "y.z": 7,
        "y": 8,
        "q": {"r": 1},
    }
    assert read_fields(DEEP, values, None, "dev") == (
        [Sample("power", 5, device="dev"), Sample("current", 7, device="dev")],
        ("a.b.d", "a.o", "y", "q"),
    )


def test_a_row_of_numbers_becomes_one_channel_each() -> None:
    meaning = Meaning(measure="distance")
    assert read_row("d", meaning, [1, None, 2.5], None) == [
        Sample("distance.0", 1),
        Sample("distance.2", 2.5),
    ]
    with pytest.raises(DecodeError, match=r"d\.1 = 'x'"):
        read_row("d", meaning, [1, "x"], None)
    assert channel_of("power.line1", "2") == "power.line1_2"


def test_each_key_becomes_its_measure_and_the_rest_is_told() -> None:
    assert read(kwh=0.0014, shut=False, mode="ON", known=[1], rssi=-3, odd=1) == (
        [Sample("energy_total", 1.4), Sample("contact_open", 1), Sample("switch_on", 1)],
        ("odd",),
    )


@pytest.mark.parametrize(
    "values",
    [{"kwh": True}, {"kwh": "1"}, {"shut": 1}, {"mode": "on"}, {"mode": {}}, {"kwh": 2**64}, {"kwh": 1e308}],
)
def test_a_value_of_another_kind_is_refused_by_key_and_value(values: dict[str, object]) -> None:
    key, value = next(iter(values.items()))
    with pytest.raises(DecodeError) as caught:
        read(**values)
    assert caught.value.reason is Reason.BAD_VALUE
    assert str(caught.value).startswith(f"{key} = {value!r}")


def test_a_long_value_is_not_repeated_in_full() -> None:
    with pytest.raises(DecodeError) as caught:
        read(kwh="x" * 60_000)
    assert len(str(caught.value)) < 200


@given(st.integers(-(2**63), 2**63 - 1))
def test_a_whole_kilowatt_hour_is_a_thousand_watt_hours(kwh: int) -> None:
    assert read(kwh=kwh)[0][0].value == pytest.approx(kwh * 1000)
