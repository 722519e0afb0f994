"""The contract of Aggregates, over every adapter."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import nan
from pathlib import Path

import pytest

from models.aggregate import Aggregate, Step
from models.calendar import Window
from models.centre import SensorId
from models.ports import Aggregates, StoreError, StoreUnavailableError
from models.store import ensure_buckets, open_aggregates
from models.store.sqlite_aggregates import SqliteAggregates
from tests.influxd import Influx

START = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
HOUR = Window(START, START + timedelta(hours=1))
AIR, VIEW = SensorId("air"), SensorId("view")
ONE = Aggregate(
    sensor=AIR,
    measure="co2",
    step=Step.MINUTE,
    start=START,
    mean=512.25,
    low=400.0,
    high=800.5,
    last=800.5,
    total=1200.5,
    count=2,
    covered_s=60.0,
)


@pytest.fixture(params=["sqlite", pytest.param("influx", marks=pytest.mark.influx)])
def aggregates(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Aggregates]:
    if request.param == "sqlite":
        opened = open_aggregates(f"sqlite:///{tmp_path / 'readings.db'}", "shijiawan")
    else:
        server: Influx = request.getfixturevalue("influx")
        ensure_buckets(server.url("gathered"), token=server.token)
        centre = f"c-{uuid.uuid4().hex[:8]}"
        opened = open_aggregates(server.url("gathered"), centre, token=server.token)
    yield opened
    opened.close()


@pytest.mark.parametrize("step", Step)
def test_what_was_put_is_read(aggregates: Aggregates, step: Step) -> None:
    one = replace(ONE, step=step)
    aggregates.put([one])
    assert aggregates.read([AIR], HOUR, step) == [one]


def test_putting_again_replaces(aggregates: Aggregates) -> None:
    aggregates.put([ONE])
    aggregates.put([replace(ONE, high=900.0)])
    assert [one.high for one in aggregates.read([AIR], HOUR, Step.MINUTE)] == [900.0]


def test_what_is_replaced_leaves_nothing_behind_and_harms_nothing_else(aggregates: Aggregates) -> None:
    minutes = [replace(ONE, start=START + timedelta(minutes=n)) for n in range(60)]
    part = [replace(one, measure="co2.süd") for one in minutes[5:20]]
    other = [replace(ONE, measure="humidity"), replace(ONE, measure="humidity", step=Step.QUARTER)]
    stays = [
        replace(ONE, sensor=VIEW),
        replace(ONE, start=HOUR.end),
        replace(ONE, measure="co2.süd", start=HOUR.end),
    ]
    aggregates.put([*minutes, *part, *other, *stays, replace(ONE, step=Step.HOUR)])

    fresh = [*minutes[:10], *minutes[30:], *part[:10]]
    aggregates.replace([AIR], HOUR, fresh)

    ever = Window(START, HOUR.end + timedelta(hours=1))
    found = aggregates.read([AIR, VIEW], ever, Step.MINUTE)
    assert found == sorted([*fresh, *stays], key=lambda one: (one.start, one.sensor, one.measure))
    assert aggregates.read([AIR], ever, Step.QUARTER) == aggregates.read([AIR], ever, Step.HOUR) == []


def test_a_step_in_which_no_value_held_has_no_mean(aggregates: Aggregates) -> None:
    aggregates.put([replace(ONE, mean=nan, covered_s=0.0)])
    (one,) = aggregates.read([AIR], HOUR, Step.MINUTE)
    assert one.mean != one.mean


def test_only_the_asked_sensors_measures_and_span_come_in_order(aggregates: Aggregates) -> None:
    later = replace(ONE, start=START + timedelta(minutes=1))
    part = replace(ONE, sensor=VIEW, measure="occupancy_count.region 1, süd")
    outside = replace(ONE, start=HOUR.end)
    aggregates.put([later, part, ONE, outside, replace(ONE, step=Step.HOUR)])

    assert aggregates.read([VIEW, AIR], HOUR, Step.MINUTE) == [ONE, part, later]
    assert aggregates.read([VIEW, AIR], HOUR, Step.MINUTE, ["occupancy_count"]) == [part]
    assert aggregates.read([AIR], HOUR, Step.MINUTE, []) == []
    assert aggregates.read([], HOUR, Step.MINUTE) == []
    aggregates.put([])


def test_two_centres_share_a_file_without_seeing_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'readings.db'}"
    ours, theirs = open_aggregates(url, "ours"), open_aggregates(url, "theirs")
    ours.put([ONE])
    assert theirs.read([AIR], HOUR, Step.MINUTE) == []


def test_what_is_older_than_it_is_kept_goes(tmp_path: Path) -> None:
    now = [START]
    store = SqliteAggregates(tmp_path / "readings.db", "c", keep_days={Step.MINUTE: 32}, clock=lambda: now[0])
    old = replace(ONE, start=START - timedelta(days=33))
    store.put([old, replace(old, step=Step.HOUR), ONE])
    now[0] += timedelta(hours=2)
    store.put([])

    ever = Window(START - timedelta(days=99), HOUR.end)
    assert store.read([AIR], ever, Step.MINUTE) == [ONE]
    assert len(store.read([AIR], ever, Step.HOUR)) == 1
    store.close()


def test_a_place_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    store = open_aggregates(f"sqlite:///{tmp_path}", "c")
    with pytest.raises(StoreUnavailableError, match=tmp_path.name):
        store.put([ONE])


def test_a_centre_that_no_store_can_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="'A b'"):
        open_aggregates(f"sqlite:///{tmp_path / 'r.db'}", "A b")
