"""Every sample becomes a reading; doubt about instant or value is marked, never dropped."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.profile import PROFILES
from ingest.quality import AHEAD, OLDEST, readings
from ingest.sample import Decoded, Sample
from models.reading import MEASURES, Quality, Reading
from tests.ingest.payloads import a_sensor

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
PLUG = a_sensor("zigbee-plug", "zigbee2mqtt/p", "zigbee2mqtt")
TICK = timedelta(microseconds=1)


def one(sample: Sample, clock_unset: bool = False) -> Reading:
    (reading,) = readings(
        PLUG, PROFILES[PLUG.profile], Decoded(samples=[sample], clock_unset=clock_unset), NOW
    )
    return reading


@pytest.mark.parametrize("at", [NOW - OLDEST, NOW + AHEAD, NOW])
def test_an_instant_within_a_month_and_five_minutes_is_believed(at: datetime) -> None:
    assert one(Sample("power", 5, at)) == Reading(PLUG.id, "power", at, 5, Quality.GOOD)


@pytest.mark.parametrize("at", [NOW - OLDEST - TICK, NOW + AHEAD + TICK])
def test_an_instant_outside_is_replaced_by_the_receipt_and_marked(at: datetime) -> None:
    assert one(Sample("power", 5, at)) == Reading(PLUG.id, "power", NOW, 5, Quality.UNCERTAIN)


def test_a_message_without_an_instant_counts_from_its_receipt() -> None:
    assert one(Sample("power", 5)) == Reading(PLUG.id, "power", NOW, 5, Quality.GOOD)


def test_a_sample_that_knows_only_its_age_counts_from_then() -> None:
    old = timedelta(seconds=90)
    assert one(Sample("power", 5, ago=old)) == Reading(PLUG.id, "power", NOW - old, 5, Quality.GOOD)
    beyond = Sample("power", 5, ago=OLDEST + TICK)
    assert one(beyond) == Reading(PLUG.id, "power", NOW, 5, Quality.UNCERTAIN)


def test_a_clock_that_was_never_set_is_marked() -> None:
    assert one(Sample("power", 5), clock_unset=True) == Reading(PLUG.id, "power", NOW, 5, Quality.UNCERTAIN)


def test_a_dated_sample_beside_an_undated_one_keeps_its_own_instant_and_trust() -> None:
    assert one(Sample("power", 5, NOW), clock_unset=True).quality is Quality.GOOD


@pytest.mark.parametrize(("measure", "value"), [("power", 4001), ("voltage", -1), ("energy_total", 1e13)])
def test_a_value_that_cannot_be_true_is_kept_and_bad(measure: str, value: float) -> None:
    assert one(Sample(measure, value)) == Reading(PLUG.id, measure, NOW, value, Quality.BAD)


def test_the_range_holds_behind_the_dot_too() -> None:
    counter = a_sensor("milesight-vs133")
    decoded = Decoded(samples=[Sample("occupancy_count.region2", 6000), Sample("occupancy_count.region3", 3)])
    assert [r.quality for r in readings(counter, PROFILES[counter.profile], decoded, NOW)] == [
        Quality.BAD,
        Quality.GOOD,
    ]


@given(
    st.sampled_from(sorted(PROFILES)),
    st.lists(
        st.tuples(
            st.sampled_from(sorted(MEASURES)),
            st.floats(allow_nan=False, allow_infinity=False),
            st.none() | st.datetimes(timezones=st.just(UTC)),
        )
    ),
    st.booleans(),
)
def test_nothing_vanishes_and_every_reading_stands_within_bounds(
    profile: str, rows: list[tuple[str, float, datetime | None]], unset: bool
) -> None:
    decoded = Decoded(samples=[Sample(*row) for row in rows], clock_unset=unset)
    found = readings(a_sensor(profile), PROFILES[profile], decoded, NOW)
    assert [(r.measure, r.value) for r in found] == [(measure, value) for measure, value, _ in rows]
    assert all(NOW - OLDEST <= r.at <= NOW + AHEAD for r in found)
