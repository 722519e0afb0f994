"""Lines as a reader of the protocol's grammar sees them."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import to_ns
from models.centre import SensorId
from models.reading import MEASURES, Quality, Reading
from models.store.line_protocol import line
from models.store.schema import QUALITY_CODES, why_refused

PARTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=64)
READINGS = st.builds(
    Reading,
    st.from_regex(r"[a-z0-9][a-z0-9_-]{0,31}", fullmatch=True).map(SensorId),
    st.sampled_from(sorted(MEASURES)) | st.builds("{}.{}".format, st.sampled_from(sorted(MEASURES)), PARTS),
    st.datetimes(datetime(1970, 1, 1), datetime(2261, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53),
    st.sampled_from(Quality),
)


def unescaped(text: str) -> str:
    return re.sub(r"\\([,= ])", r"\1", text)


def parts(text: str, sign: str) -> list[str]:
    """Cut at a sign that no backslash stands before."""
    return re.split(rf"(?<!\\){sign}", text)


def parsed(text: bytes) -> tuple[str, dict[str, str], dict[str, str], int]:
    head, fields, instant = parts(text.decode(), " ")
    measurement, *tags = parts(head, ",")
    pairs = [[unescaped(side) for side in parts(tag, "=")] for tag in tags]
    return (
        measurement,
        {key: value for key, value in pairs},  # noqa: C416 -- pairs are lists
        dict(pair.split("=") for pair in fields.split(",")),
        int(instant),
    )


@given(READINGS)
def test_a_line_says_exactly_what_the_reading_says(reading: Reading) -> None:
    if why_refused(reading):
        return
    measurement, tags, fields, instant = parsed(line("shijiawan", reading))
    part = tags.pop("part", "")
    assert (f"{measurement}.{part}" if part else measurement) == reading.measure
    assert tags == {"centre": "shijiawan", "sensor": reading.sensor}
    assert float(fields["value"]) == reading.value
    assert fields["quality"] == f"{QUALITY_CODES[reading.quality]}i"
    assert instant == to_ns(reading.at)


@given(READINGS)
def test_a_reading_is_one_line_and_no_comment(reading: Reading) -> None:
    if why_refused(reading):
        return
    text = line("shijiawan", reading)
    assert b"\n" not in text
    assert not text.startswith(b"#")


@given(READINGS)
def test_a_value_is_always_a_float(reading: Reading) -> None:
    if why_refused(reading):
        return
    value = parsed(line("shijiawan", reading))[2]["value"]
    assert not value.endswith("i")
    assert re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", value)


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (
            Reading(SensorId("gym-door"), "people_in_total.line1", datetime(2026, 11, 22, 4, tzinfo=UTC), 5),
            b"people_in_total,centre=c,part=line1,sensor=gym-door value=5.0,quality=0i 1795320000000000000",
        ),
        (
            Reading(SensorId("s"), "co2.a =,门", datetime(1970, 1, 1, tzinfo=UTC), -0.5, Quality.BAD),
            "co2,centre=c,part=a\\ \\=\\,门,sensor=s value=-0.5,quality=2i 0".encode(),
        ),
    ],
)
def test_a_line_is_spelt_like_this(reading: Reading, text: bytes) -> None:
    assert line("c", reading) == text
