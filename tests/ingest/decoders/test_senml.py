"""SenML: the packs of RFC 8428, base values, times that lean on others or on now, units, and what must be refused."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decoders.senml import decode, has_shape, introduces, resolved
from ingest.profile import PROFILES
from ingest.sample import Decoded, DecodeError, Reason
from tests.ingest.payloads import raw, spoken, vector

KEYED = PROFILES["keyed"]
DEVICE = "urn:dev:ow:10e2073a0108006"


def read(*records: dict[str, object], reads: dict[str, str] | None = None) -> Decoded:
    return decode(KEYED.reading(reads or {}), "any/topic", json.dumps(records).encode())


def refused(*records: dict[str, object]) -> Reason:
    with pytest.raises(DecodeError) as caught:
        read(*records)
    return caught.value.reason


@pytest.mark.parametrize("key", ["senml-single", "senml-time-series"])
def test_a_recorded_pack_resolves_to_the_records_of_its_vector(key: str) -> None:
    row = vector(key)
    told = [
        {"metric": one.name, "value": one.value, "unit": one.unit, **({"ts": one.time} if one.time else {})}
        for one in resolved(raw(row))
    ]
    assert told == row["expected"]["points"]


def test_a_pack_with_a_clock_is_a_series_of_its_device() -> None:
    decoded = decode(KEYED, "any", raw(vector("senml-time-series")))
    start = datetime(2010, 6, 8, 18, 1, 11, 1_000, tzinfo=UTC)
    currents = {(DEVICE, "current", start + timedelta(seconds=n)): round(1.2 + n / 10, 1) for n in range(6)}
    assert spoken(decoded) == {(DEVICE, "voltage", start + timedelta(seconds=5)): 120.1} | currents


def test_a_record_without_a_known_name_is_a_device_measured_by_its_unit() -> None:
    decoded = decode(KEYED, "any", raw(vector("senml-single")))
    assert spoken(decoded) == {("urn:dev:ow:10e2073a01080063", "temperature", None): 23.1}


def test_a_sensor_may_name_a_record_whole() -> None:
    decoded = read({"n": "urn:dev:mac:01:t3", "u": "V", "v": 3}, reads={"urn:dev:mac:01:t3": "voltage"})
    assert spoken(decoded) == {("", "voltage", None): 3}


def test_a_time_below_two_to_the_28_is_relative_to_now() -> None:
    decoded = read({"bn": "d:", "n": "temperature", "t": -5, "v": 1}, {"n": "temperature", "v": 2})
    assert [(one.at, one.ago) for one in decoded.samples] == [
        (None, timedelta(seconds=5)),
        (None, timedelta(0)),
    ]
    ahead = read({"bn": "d:", "n": "temperature", "t": 100, "v": 1})
    assert [(one.at, one.ago) for one in ahead.samples] == [(None, timedelta(0))]
    assert not decoded.clock_unset
    assert not ahead.clock_unset


def test_base_values_are_added_and_hold_until_the_next() -> None:
    decoded = read(
        {"bn": "d:", "bt": 1.7e9, "bv": 20, "bu": "Cel", "n": "temperature", "v": 1.5},
        {"bv": 0, "n": "humidity", "u": "%RH", "v": 55},
        {"bn": "e:", "n": "temperature", "t": 10, "v": -3},
    )
    base = datetime.fromtimestamp(1.7e9, UTC)
    assert spoken(decoded) == {
        ("d", "temperature", base): 21.5,
        ("d", "humidity", base): 55,
        ("e", "temperature", base + timedelta(seconds=10)): -3,
    }


def test_units_are_made_ours_and_a_unit_of_something_else_is_refused() -> None:
    assert spoken(read({"bn": "d:", "n": "temperature", "u": "K", "v": 294.65})) == {
        ("d", "temperature", None): 21.5
    }
    assert spoken(read({"n": "d/energy_total", "u": "J", "v": 7200})) == {("d", "energy_total", None): 2}
    assert refused({"bn": "d:", "n": "temperature", "u": "V", "v": 3}) is Reason.BAD_VALUE


def test_truths_words_and_sums() -> None:
    decoded = read({"bn": "d:", "n": "presence", "vb": True}, {"n": "power", "u": "W", "s": 7200})
    assert spoken(decoded) == {("d", "presence", None): 1, ("d", "energy_total", None): pytest.approx(2)}
    assert refused({"n": "temperature", "vs": "warm"}) is Reason.BAD_VALUE
    assert read({"n": "blob", "vd": "AQID"}) == Decoded(samples=[])


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"n": "temperature", "v": 1, "must_": 1}, Reason.UNEXPECTED_SHAPE),
        ({"bver": 11, "n": "temperature", "v": 1}, Reason.UNEXPECTED_SHAPE),
        ({"n": 5, "v": 1}, Reason.UNEXPECTED_SHAPE),
        ({"n": "temperature", "v": "1"}, Reason.UNEXPECTED_SHAPE),
        ({"n": "a b", "v": 1}, Reason.BAD_DEVICE_ID),
        ({"v": 1}, Reason.BAD_DEVICE_ID),
        ({"n": "temperature", "v": 1, "t": 1e300}, Reason.TS_OUT_OF_RANGE),
    ],
)
def test_a_record_that_the_rfc_forbids_is_refused(record: dict[str, object], reason: Reason) -> None:
    assert refused(record) is reason


def test_a_name_that_nobody_knows_is_told() -> None:
    assert read({"bn": "d:", "n": "mood", "v": 1}).unknown_metrics == ("d:mood",)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e4, 1e4), st.booleans()), min_size=1, max_size=8))
def test_a_pack_says_the_same_with_base_values_and_without(rows: list[tuple[float, float, bool]]) -> None:
    """RFC 8428, 4.6: a resolved pack is the pack."""
    with_base = [
        {"bn": "d:", "bt": 1.7e9, "n": "temperature", "t": t, "v": v}
        if again
        else {"bn": "d:", "bt": 1.7e9 + t, "n": "temperature", "v": v}
        for t, v, again in rows
    ]
    plain = [{"n": "d:temperature", "t": 1.7e9 + t, "v": v} for t, v, _ in rows]
    assert read(*with_base).samples == read(*plain).samples


def test_a_pack_is_known_by_its_shape() -> None:
    assert has_shape([{"n": "a", "v": 1}])
    assert not has_shape([])
    assert not has_shape([{"n": "a"}])
    assert not has_shape({"n": "a", "v": 1})
    assert not has_shape([1])


def test_each_device_of_a_pack_is_introduced_with_what_it_measures() -> None:
    pack = [
        {"bn": "d:", "n": "temperature", "v": 1},
        {"n": "humidity", "v": 1},
        {"bn": "ow:1006", "u": "Cel", "v": 2},
    ]
    told = list(introduces("any", json.dumps(pack).encode()))
    assert [(one.device, one.keys) for one in told] == [
        ("d", ("temperature", "humidity")),
        ("ow:1006", ("temperature",)),
    ]
    assert list(introduces("any", b'[{"n":"a b","v":1}]')) == []
