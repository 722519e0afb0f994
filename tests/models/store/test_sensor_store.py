"""The contract of SensorStore, over every adapter."""

import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.calendar import Window
from models.centre import SensorId
from models.ports import SensorStore, StoreRejectedError
from models.reading import Quality, Reading
from models.store import open_store
from tests.influxd import Influx

DOOR = SensorId("gym-door")
VIEW = SensorId("dance-view")
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = Window(AT - timedelta(hours=12), AT + timedelta(hours=12))
FAR = AT + timedelta(days=365)

Open = Callable[[], SensorStore]


@pytest.fixture(params=["sqlite", pytest.param("influx", marks=pytest.mark.influx)])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], SensorStore]]:
    """Opens the same fresh place again and again, for any centre."""
    opened: list[SensorStore] = []
    place = tmp_path / "folder" / "readings.db"
    salt = uuid.uuid4().hex[:8]  # one server serves all tests: a fresh centre id is a fresh place

    def open_(centre: str) -> SensorStore:
        if request.param == "sqlite":
            store = open_store(f"sqlite:///{place}", centre)
        else:
            server: Influx = request.getfixturevalue("influx")
            store = open_store(server.url(), f"{centre}-{salt}", token=server.token)
        opened.append(store)
        return store

    yield open_
    for store in opened:
        store.close()


@pytest.fixture
def store(reopen: Callable[[str], SensorStore]) -> SensorStore:
    return reopen("shijiawan")


def reading(
    sensor: SensorId = DOOR,
    measure: str = "people_in_total",
    at: datetime = AT,
    value: float = 1.0,
    quality: Quality = Quality.GOOD,
) -> Reading:
    return Reading(sensor, measure, at, value, quality)


def test_what_was_written_is_read(store: SensorStore) -> None:
    store.write([reading(value=41.5)])
    assert store.read([DOOR], DAY) == [reading(value=41.5)]


def test_writing_twice_is_the_same_as_once(store: SensorStore) -> None:
    store.write([reading(), reading(VIEW)])
    store.write([reading(), reading(VIEW)])
    assert store.read([DOOR, VIEW], DAY) == [reading(VIEW), reading()]


def test_a_repeat_with_another_value_and_quality_replaces_the_first(store: SensorStore) -> None:
    store.write([reading(value=1, quality=Quality.BAD)])
    store.write([reading(value=2, quality=Quality.GOOD)])
    assert store.read([DOOR], DAY) == [reading(value=2)]


def test_the_last_of_two_equal_instants_in_one_batch_wins(store: SensorStore) -> None:
    store.write([reading(value=1), reading(value=2)])
    assert store.read([DOOR], DAY) == [reading(value=2)]


def test_readings_come_by_time_then_sensor_then_measure(store: SensorStore) -> None:
    later = AT + timedelta(microseconds=1)
    ordered = [
        reading(VIEW, "battery"),
        reading(VIEW, "occupancy_count"),
        reading(DOOR, "people_in_total.line1"),
        reading(DOOR, "people_in_total.line2"),
        reading(VIEW, "battery", later),
        reading(DOOR, "people_in_total.line1", later),
    ]
    store.write(ordered[::-1])
    assert store.read([DOOR, VIEW], DAY) == ordered


def test_a_window_holds_its_start_and_not_its_end(store: SensorStore) -> None:
    tick = timedelta(microseconds=1)
    span = Window(AT, AT + timedelta(minutes=15))
    edges = [AT - tick, span.start, span.end - tick, span.end]
    store.write([reading(at=at) for at in edges])
    assert [r.at for r in store.read([DOOR], span)] == [span.start, span.end - tick]


def test_an_empty_window_holds_nothing(store: SensorStore) -> None:
    store.write([reading()])
    assert store.read([DOOR], Window(AT, AT)) == []


@pytest.mark.parametrize("quality", Quality)
def test_quality_is_kept(store: SensorStore, quality: Quality) -> None:
    store.write([reading(quality=quality)])
    assert store.read([DOOR], DAY)[0].quality is quality


@pytest.mark.parametrize("value", [0.0, -0.5, 1 / 3, 4_294_967_295.0, 1e-300, 1e300, 123_456_789.123_456_78])
def test_a_value_comes_back_to_the_last_bit(store: SensorStore, value: float) -> None:
    store.write([reading(value=value)])
    assert store.read([DOOR], DAY)[0].value == value


def test_an_integer_and_a_float_are_the_same_number(store: SensorStore) -> None:
    store.write([reading(value=5)])
    store.write([reading(value=5.0, at=AT + timedelta(seconds=1)), reading(value=5.5, at=AT)])
    assert [(r.value, type(r.value)) for r in store.read([DOOR], DAY)] == [(5.5, float), (5.0, float)]


def test_instants_keep_their_microseconds(store: SensorStore) -> None:
    instants = [AT + timedelta(microseconds=us) for us in (1, 999, 1_000, 123_456, 999_999)]
    store.write([reading(at=at) for at in instants])
    assert [r.at for r in store.read([DOOR], DAY)] == instants


def test_only_the_named_sensors_are_read(store: SensorStore) -> None:
    store.write([reading(), reading(VIEW)])
    assert store.read([VIEW], DAY) == [reading(VIEW)]
    assert store.read([], DAY) == []
    assert store.read([SensorId("never-heard")], DAY) == []


def test_measures_are_chosen_by_the_part_before_the_dot(store: SensorStore) -> None:
    lines = [reading(measure="people_in_total.line1"), reading(measure="people_in_total.line2")]
    other = [reading(measure="people_in_period"), reading(measure="people_out_total.line1")]
    store.write(lines + other)
    assert store.read([DOOR], DAY, ["people_in_total"]) == lines
    assert store.read([DOOR], DAY, ["people_in_period", "people_in_total"]) == [other[0], *lines]
    assert store.read([DOOR], DAY, ["people_in"]) == []
    assert store.read([DOOR], DAY, []) == []


def test_the_latest_is_the_newest_strictly_before(store: SensorStore) -> None:
    times = [AT + timedelta(minutes=n) for n in range(3)]
    store.write([reading(at=at, value=n) for n, at in enumerate(times)])
    store.write([reading(DOOR, "battery", times[0], 90), reading(VIEW, at=times[0])])
    assert store.latest([DOOR], times[2]) == {
        (DOOR, "people_in_total"): reading(at=times[1], value=1),
        (DOOR, "battery"): reading(DOOR, "battery", times[0], 90),
    }
    assert store.latest([DOOR], times[0]) == {}
    assert store.latest([], FAR) == {}


def test_the_latest_tells_lines_apart(store: SensorStore) -> None:
    store.write([reading(measure="people_in_total.line1"), reading(measure="people_in_total.line2", value=2)])
    found = store.latest([DOOR], FAR)
    assert {key: r.value for key, r in found.items()} == {
        (DOOR, "people_in_total.line1"): 1,
        (DOOR, "people_in_total.line2"): 2,
    }


def test_two_centres_never_mix(reopen: Callable[[str], SensorStore]) -> None:
    here, there = reopen("shijiawan"), reopen("jiuyanqiao")
    here.write([reading(value=1)])
    there.write([reading(value=2), reading(VIEW, value=3)])
    assert here.read([DOOR, VIEW], DAY) == [reading(value=1)]
    assert here.latest([DOOR, VIEW], FAR) == {(DOOR, "people_in_total"): reading(value=1)}
    assert [r.value for r in there.read([DOOR, VIEW], DAY)] == [3, 2]


@pytest.mark.parametrize("part", ["门 1", "a,b=c d", "x.y", 'q"uo"te', "#1", "'; drop", "${x}", "0"])
def test_a_part_may_hold_any_printable_sign(store: SensorStore, part: str) -> None:
    store.write([reading(measure=f"people_in_total.{part}")])
    assert store.read([DOOR], DAY) == [reading(measure=f"people_in_total.{part}")]
    assert store.latest([DOOR], FAR) == {(DOOR, f"people_in_total.{part}"): store.read([DOOR], DAY)[0]}


HOSTILE = [
    reading(SensorId("gym,door=1")),
    reading(SensorId('x" or true or r.sensor == "y')),
    reading(SensorId("'; DROP TABLE reading; --")),
    reading(SensorId("")),
    reading(SensorId("a\nb")),
    reading(measure="no_such_measure"),
    reading(measure="#comment"),
    reading(measure="people_in_total."),
    reading(measure="people_in_total.ends\\"),
    reading(measure="people_in_total.a\nb"),
    reading(measure="people_in_total.\ud800"),
    reading(value=float("nan")),
    reading(value=float("inf")),
    reading(at=datetime(2300, 1, 1, tzinfo=UTC)),
    reading(at=datetime(1969, 1, 1, tzinfo=UTC)),
    reading(at=datetime(2026, 1, 1)),  # noqa: DTZ001 -- the case
]


@pytest.mark.parametrize("bad", HOSTILE, ids=repr)
def test_a_hostile_reading_is_named_and_the_others_are_kept(store: SensorStore, bad: Reading) -> None:
    later = reading(at=AT + timedelta(seconds=1))
    with pytest.raises(StoreRejectedError) as caught:
        store.write([reading(), bad, later])
    assert caught.value.rejected == (bad,) or bad.value != bad.value
    assert len(caught.value.rejected) == 1
    assert store.read([DOOR], DAY) == [reading(), later]


def test_a_hostile_name_in_a_question_finds_nothing(store: SensorStore) -> None:
    store.write([reading()])
    for name in ('x" or true or r.sensor == "gym-door', "' or 1=1 --", "gym-door\\", "*", "a\x00b"):
        assert store.read([SensorId(name)], DAY) == []
        assert store.read([DOOR], DAY, [name]) == []
        assert store.latest([SensorId(name)], FAR) == {}


def test_a_large_batch_arrives_whole(store: SensorStore) -> None:
    batch = [reading(at=AT + timedelta(milliseconds=n), value=n) for n in range(5_500)]
    store.write(batch)
    assert store.read([DOOR], DAY) == batch


def test_readings_outlive_the_store_that_wrote_them(reopen: Callable[[str], SensorStore]) -> None:
    first = reopen("shijiawan")
    first.write([reading()])
    first.close()
    assert reopen("shijiawan").read([DOOR], DAY) == [reading()]


def test_nothing_written_is_no_error(store: SensorStore) -> None:
    store.write([])
    assert store.read([DOOR], DAY) == []


def test_threads_write_and_read_at_once_without_loss(store: SensorStore) -> None:
    failures: list[object] = []

    def write(n: int) -> None:
        for step in range(5):
            at = AT + timedelta(seconds=step)
            store.write([reading(SensorId(f"s{n}"), at=at + timedelta(milliseconds=k)) for k in range(20)])
            store.read([SensorId(f"s{n}")], DAY)

    before = threading.excepthook
    threading.excepthook = failures.append
    try:
        threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        threading.excepthook = before
    assert not failures, sys.stderr.write(str(failures))
    assert len(store.read([SensorId(f"s{n}") for n in range(8)], DAY)) == 8 * 5 * 20


def test_what_was_never_said_is_forgotten_and_nothing_else(store: SensorStore) -> None:
    ticks = [AT + timedelta(microseconds=n) for n in range(5)]
    written = [
        *(reading(measure="people_in_total.line1", at=at) for at in ticks),
        *(reading(measure="people_in_total.line2", at=at) for at in ticks),
        *(reading(VIEW, "people_in_total.line1", at) for at in ticks),
        *(reading(measure="battery", at=at) for at in ticks),
    ]
    store.write(written)

    store.delete(DOOR, "people_in_total.line1", Window(ticks[1], ticks[3]))
    store.delete(DOOR, "battery", Window(ticks[4], FAR))
    store.delete(DOOR, "humidity", DAY)

    left = {(r.sensor, r.measure, r.at) for r in store.read([DOOR, VIEW], DAY)}
    gone = {(r.sensor, r.measure, r.at) for r in written} - left
    assert gone == {
        (DOOR, "people_in_total.line1", ticks[1]),
        (DOOR, "people_in_total.line1", ticks[2]),
        (DOOR, "battery", ticks[4]),
    }


def test_forgetting_a_total_leaves_its_parts_alone(store: SensorStore) -> None:
    """A store that cannot name the lack of a part marks the number as bad where a part has the same instant."""
    ticks = [AT + timedelta(microseconds=n) for n in range(4)]
    parts = [reading(measure="people_in_total.line1", at=at) for at in ticks[:2]]
    store.write([*(reading(at=at) for at in ticks), *parts])

    store.delete(DOOR, "people_in_total", DAY)

    left = store.read([DOOR], DAY)
    assert [r for r in left if r.measure != "people_in_total"] == parts
    assert all(r.quality is Quality.BAD for r in left if r.measure == "people_in_total")
