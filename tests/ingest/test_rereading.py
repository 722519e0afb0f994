"""Kept messages read again correct history: overwritten, gone, never doubled, and nothing else touched."""

import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.archive import compress_settled
from ingest.ingestor import Ingestor
from ingest.interpretation import Interpreter
from ingest.profile import Meaning, Profile
from ingest.registry import Registry
from ingest.rereading import Rereading, Tally, Wanted
from ingest.sample import Decoded, DecodeError, Reason, Sample
from ingest.spool import Spool
from models.calendar import Window, from_ns, to_ns
from models.centre import CentreId, Sensor, SensorId
from models.reading import Reading
from tests.builders import a_centre, a_sensor
from tests.fakes import MemoryStore
from tests.ingest.spools import an_arrival, check_account

CENTRE = CentreId("test")
DOOR = a_sensor("gym-door", topic="t/1", profile="model")
OTHER = a_sensor("gym-view", topic="t/2", profile="model")
PLACE = (CENTRE, DOOR.id)
BASE = datetime.fromtimestamp(10**9, UTC)
ALWAYS = Window(BASE - timedelta(days=100), BASE + timedelta(days=10_000))


def a_profile(*measures: str) -> Profile:
    fields = {measure: Meaning(measure=measure) for measure in measures}
    return Profile(name="model", model="M", carrier="c", source="s", interval_s=60, fields=fields)


def decode(profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """{"v": {key: value}, "at": seconds, "id": ...}; a profile's fields say which keys are read."""
    said = json.loads(payload)
    if "broken" in said and "co2" in profile.fields:
        raise DecodeError(Reason.SHORT_FRAME, "today's profile cannot read it")
    at = BASE + timedelta(seconds=said["at"]) if "at" in said else None
    known = [
        (profile.fields[key].measure, value) for key, value in said["v"].items() if key in profile.fields
    ]
    return Decoded(samples=[Sample(str(m), value, at) for m, value in known], source_id=said.get("id", ""))


def judge(sensor: Sensor, _profile: Profile, decoded: Decoded, received_at: datetime) -> list[Reading]:
    return [Reading(sensor.id, s.measure, s.at or received_at, s.value) for s in decoded.samples]


class Bench:
    """The profile is wrong at first: it takes the temperature for a humidity."""

    def __init__(self, folder: Path) -> None:
        self.spool, self.store = Spool(folder / "spool.db"), MemoryStore()
        self.registry = Registry([a_centre(sensors=[DOOR, OTHER])])
        self.profiles = {"model": a_profile("humidity")}
        self.interpret = Interpreter(self.registry, {"native": decode}, judge, self.profiles)
        self.marked: list[Reading] = []
        self.sent = 0

    def hear(self, *said: dict[str, object], topic: bytes = b"t/1", retain: bool = False) -> None:
        arrivals = []
        for one in said:
            self.sent += 1
            arrival = an_arrival(self.sent, topic=topic, payload=json.dumps(one).encode())
            arrivals.append(replace(arrival, retain=retain))
        self.spool.append(arrivals, [0] * len(arrivals))
        ingestor = Ingestor(self.spool, {CENTRE: self.store}, self.interpret)
        while ingestor.step():
            pass

    def mend(self, *measures: str) -> None:
        self.profiles["model"] = a_profile(*measures)

    def again(
        self, *, since: int = 0, sensors: Sequence[tuple[CentreId, SensorId]] = (), dry: bool = False
    ) -> Tally:
        rereading = Rereading(
            self.spool,
            lambda: self.interpret,
            lambda _place: self.profiles["model"],
            {CENTRE: self.store},
            mark=lambda _centre, readings: self.marked.extend(readings),
        )
        start_ns = 10**18 + 1000 * since
        return rereading.run(
            Wanted(start_ns=start_ns, end_ns=2 * 10**18, sensors=sensors), threading.Event(), dry=dry
        )

    def kept(self, sensor: SensorId = DOOR.id) -> list[tuple[str, float]]:
        return sorted((r.measure, r.value) for r in self.store.read([sensor], ALWAYS))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_mended_measure_replaces_what_was_said_before(bench: Bench) -> None:
    bench.hear(
        {"v": {"humidity": 21, "temperature": 21}, "at": 5}, {"v": {"humidity": 22, "temperature": 22}}
    )
    assert bench.kept() == [("humidity", 21), ("humidity", 22)]
    bench.mend("temperature")
    before = check_account(bench.spool)

    tally = bench.again()

    assert bench.kept() == [("temperature", 21), ("temperature", 22)]
    assert (tally.messages, tally.changed, tally.gone, tally.unreadable) == (2, 2, 2, 0)
    assert check_account(bench.spool) == before, "nothing is received or stored once more"
    assert {reading.measure for reading in bench.marked} == {"temperature", "humidity"}


def test_twice_is_the_same_as_once(bench: Bench) -> None:
    bench.hear({"v": {"humidity": 21, "temperature": 21}, "at": 5})
    bench.mend("temperature")
    bench.again()
    bench.marked.clear()
    tally = bench.again()
    assert (tally.changed, tally.gone, tally.same) == (0, 0, 1)
    assert bench.marked == []


def test_a_dry_run_says_the_same_and_changes_nothing(bench: Bench) -> None:
    bench.hear({"v": {"humidity": 21, "temperature": 21}, "at": 5})
    bench.mend("temperature")
    dry = bench.again(dry=True)
    assert bench.kept() == [("humidity", 21)]
    assert bench.again() == dry


def test_what_came_with_messages_that_are_not_kept_stays(bench: Bench) -> None:
    """Filled in by somebody else, or older than the archive: at instants of which no kept message speaks."""
    bench.mend("humidity", "temperature")
    filled = Reading(DOOR.id, "humidity", BASE + timedelta(seconds=6), 50)
    bench.store.write([filled])
    bench.hear({"v": {"humidity": 21}, "at": 5}, {"v": {"humidity": 22}, "at": 7})
    tally = bench.again()
    assert filled in bench.store.read([DOOR.id], ALWAYS)
    assert tally.gone == 0


def test_two_messages_of_one_instant_keep_both_readings_on_two_sides_of_the_beginning(bench: Bench) -> None:
    bench.mend("humidity", "temperature")
    bench.hear({"v": {"humidity": 21}, "at": 5}, {"v": {"temperature": 22}, "at": 5})
    for since in (1, 2):
        assert bench.again(since=since).gone == 0
    assert bench.kept() == [("humidity", 21), ("temperature", 22)]


def test_two_messages_of_one_instant_keep_both_readings_on_two_sides_of_a_chunk(bench: Bench) -> None:
    bench.mend("humidity", "temperature")
    bench.hear({"v": {"humidity": 21}, "at": 5}, *[{"v": {}}] * 999, {"v": {"temperature": 22}, "at": 5})
    assert bench.again().gone == 0
    assert bench.kept() == [("humidity", 21), ("temperature", 22)]


def test_a_reading_that_gets_its_own_time_is_not_there_twice(bench: Bench) -> None:
    """The model was taken for one without a clock."""
    bench.mend("humidity")
    bench.hear({"v": {"humidity": 21}, "at": 5})
    wrong = Reading(DOOR.id, "humidity", from_ns(10**18 + 1000), 21)
    bench.store.write([wrong])
    assert bench.again().gone == 1
    assert wrong not in bench.store.read([DOOR.id], ALWAYS)


def test_a_message_of_which_nothing_is_left_takes_its_impossible_numbers_along(bench: Bench) -> None:
    """Between the first and the last message a measure that the model cannot have was never measured."""
    bench.hear({"v": {"temperature": 1, "humidity": 1}}, {"v": {"humidity": 22}, "at": 4e-6})
    bench.hear(*[{"v": {}}] * 3, topic=b"t/2")
    bench.hear({"v": {"temperature": 2}})
    outside = Reading(DOOR.id, "humidity", BASE + timedelta(seconds=9), 50)
    bench.store.write([outside])
    bench.mend("temperature")
    bench.again()
    assert bench.kept() == [("humidity", 50), ("temperature", 1), ("temperature", 2)]


def test_an_amount_that_was_sent_twice_is_still_one(bench: Bench) -> None:
    bench.mend("covers")
    bench.hear({"v": {"covers": 2}, "id": "sale-1"})
    bench.hear({"v": {"covers": 2}, "id": "sale-1"})
    bench.hear({"v": {"covers": 3}})
    bench.hear({"v": {"covers": 3}})
    assert bench.kept() == [("covers", 2), ("covers", 3)]
    tally = bench.again()
    assert bench.kept() == [("covers", 2), ("covers", 3)]
    assert tally.repeats == 2


def test_a_repeat_of_what_came_before_the_beginning_stays_one(bench: Bench) -> None:
    bench.mend("covers")
    bench.hear({"v": {"covers": 2}, "id": "sale-1"})
    bench.hear({"v": {"covers": 2}, "id": "sale-1"})
    tally = bench.again(since=2)
    assert bench.kept() == [("covers", 2)]
    assert (tally.messages, tally.repeats) == (1, 1)


def test_an_old_retained_message_invents_nothing_when_it_is_read_again(bench: Bench) -> None:
    bench.hear({"v": {"humidity": 9}}, retain=True)
    bench.spool.append([an_arrival(n, topic=b"x", payload=b"{}") for n in range(11, 4011)], [0] * 4000)
    ingestor = Ingestor(bench.spool, {CENTRE: bench.store}, bench.interpret)
    while ingestor.step():
        pass
    assert compress_settled(bench.spool)
    bench.again()
    assert bench.kept() == []


def test_only_the_sensors_that_were_asked_for_are_touched(bench: Bench) -> None:
    bench.hear({"v": {"humidity": 1, "temperature": 1}, "at": 1})
    bench.hear({"v": {"humidity": 2, "temperature": 2}, "at": 1}, topic=b"t/2")
    bench.mend("temperature")
    bench.again(sensors=[PLACE])
    assert bench.kept() == [("temperature", 1)]
    assert bench.kept(OTHER.id) == [("humidity", 2)]


def test_what_cannot_be_read_any_more_keeps_its_old_readings(bench: Bench) -> None:
    bench.hear({"v": {"humidity": 21}, "at": 5, "broken": 1}, {"v": {"humidity": 22}, "at": 6})
    bench.mend("humidity", "co2")
    tally = bench.again()
    assert tally.unreadable == 1
    assert bench.kept() == [("humidity", 21), ("humidity", 22)]


def test_it_stops_when_it_is_told_to(bench: Bench) -> None:
    bench.hear(*({"v": {"humidity": n}, "at": n} for n in range(2500)))
    bench.mend("temperature")
    stop = threading.Event()
    rereading = Rereading(
        bench.spool, lambda: bench.interpret, lambda _place: bench.profiles["model"], {CENTRE: bench.store}
    )
    wanted = Wanted(start_ns=10**18, end_ns=2 * 10**18)
    tally = rereading.run(wanted, stop, lambda _tally: stop.set())
    assert (tally.messages, tally.of) == (1000, 2500)
    assert tally.until == from_ns(10**18 + 1000 * 1000)
    assert to_ns(tally.until) < wanted.end_ns
