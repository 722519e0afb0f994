"""T13, a whole day is replayed, and again in another order: the second time changes nothing."""

import hashlib
import random
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.decoders import DECODERS
from ingest.ingestor import Ingestor
from ingest.interpretation import Interpreter
from ingest.quality import readings
from ingest.registry import Registry
from ingest.spool import Spool
from models.calendar import Calendar, Window, business_date, from_ns
from models.centre import Centre, Schedule, Sensor, SensorRole
from models.day_account import day_facts
from models.ports import SensorStore
from models.slot import business_window
from models.store import open_store
from tests.builders import a_centre, a_sensor, a_space
from tests.ingest.resilience.bench import NOW_NS, Bench
from tests.ingest.resilience.scale import sizes

SENSORS, INTERVAL_MS = 60, 10_000
GROUP = 1_000
SPACES = tuple(f"room-{n}" for n in range(6))
KINDS = (
    ("linli-counter", SensorRole.FLOW, b'{"in": %d, "out": %d}'),
    ("linli-sensor", SensorRole.CLIMATE, b'{"co2": %d, "temperature": %d}'),
    ("linli-sensor", SensorRole.COUNT, b'{"occupancy_count": %d, "humidity": %d}'),
)


def _centre() -> Centre:
    sensors = []
    for n in range(SENSORS):
        profile, role, _ = KINDS[n % 3]
        topic = f"linli/test/zone/s{n}/up"
        sensors.append(a_sensor(f"s{n}", SPACES[n % 6], 10, role=role, topic=topic, profile=profile))
    return a_centre([a_space(key) for key in SPACES], sensors)


def _messages(hours: float) -> list[tuple[bytes, bytes]]:
    """What the sensors say until now, every ten seconds, each with its time and its number."""
    count = int(hours * 3_600_000 / INTERVAL_MS)
    start_ms = NOW_NS // 10**6 - count * INTERVAL_MS
    found = []
    for seq in range(count):
        for n in range(SENSORS):
            body = KINDS[n % 3][2] % (400 + (seq * 7 + n) % 90, seq % 2)
            at = start_ms + seq * INTERVAL_MS + n
            found.append((b"linli/test/zone/s%d/up" % n, b'{"ts": %d, "seq": %d, "v": %s}' % (at, seq, body)))
    return found


def _replay(bench: Bench, messages: list[tuple[bytes, bytes]]) -> float:
    """Seconds until everything is stored."""
    began = time.monotonic()
    for start in range(0, len(messages), GROUP):
        bench.receive(messages[start : start + GROUP])
        bench.ingestor.step()
    bench.work()
    return time.monotonic() - began


def _digest(file: Path) -> str:
    """Of every reading that is kept."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(
            "SELECT centre, sensor, measure, at_ns, value, quality FROM reading JOIN series ON series_id = id "
            "ORDER BY centre, sensor, measure, at_ns"
        )
        digest = hashlib.sha256()
        for row in rows:
            digest.update(repr(row).encode())
    return digest.hexdigest()


def _facts(centre: Centre, store: SensorStore) -> list[object]:
    """The facts of the day, from which every export is written."""
    found: list[object] = []
    now = from_ns(NOW_NS)
    for space in centre.spaces.values():
        schedule = Schedule(space, Calendar({}), centre.zone_info)
        for day in {business_date(now - timedelta(hours=hours), centre.zone_info) for hours in (0, 24)}:
            sensors: list[Sensor] = list(centre.sensors_of(space.id))
            window = business_window(day, schedule)
            said = store.read([sensor.id for sensor in sensors], Window(window.start, window.end))
            found += day_facts(space, sensors, schedule, day, said, [], [])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("hours", sizes((0.5,), (24.0,)))
def test_the_second_replay_changes_nothing(tmp_path: Path, hours: float, figures: list[str]) -> None:
    centre, messages = _centre(), _messages(hours)
    file = tmp_path / "readings.db"
    with (
        closing(Spool(tmp_path / "spool.db")) as spool,
        closing(open_store(f"sqlite:///{file}", centre.id)) as store,
    ):
        bench = Bench(spool, store)
        interpret = Interpreter(Registry([centre]), DECODERS, readings)
        bench.ingestor = Ingestor(spool, {centre.id: store}, interpret)
        first_s = _replay(bench, messages)
        first, facts = _digest(file), _facts(centre, store)
        random.Random(13).shuffle(messages)
        second_s = _replay(bench, messages)
        account = bench.work()

        assert account.stored == account.duplicate == len(messages)
        assert account.dead == account.shed == {}
        assert facts
        assert _digest(file) == first
        assert _facts(centre, store) == facts
    figures.append(
        f"T13: {len(messages)} messages of {SENSORS} sensors in {first_s:.0f} s ({len(messages) / first_s:.0f}/s), again "
        f"shuffled in {second_s:.0f} s: nothing changed, {account.duplicate} repeats known"
    )
