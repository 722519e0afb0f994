"""Between saying and arriving things go wrong as they are set to, and nothing else does."""

from datetime import date
from itertools import pairwise

import pytest

from ingest.decoders import DECODERS
from ingest.profile import profile_of
from ingest.simulator.counting import faults_of
from ingest.simulator.delivery import Message, messages
from ingest.simulator.faults import PERFECT, FaultKind
from ingest.simulator.sensors import PERIODIC, TRIGGERED, reports
from ingest.simulator.world import World, ms
from models.centre import Sensor, SensorId
from tests.ingest.simulator.test_counting import only
from tests.ingest.simulator.worlds import a_world, shijiawan

FRIDAY = date(2026, 11, 20)
COUNTER = SensorId("seniors-door")
PLUG = SensorId("gym-plug")


def sent(world: World, key: SensorId) -> list[Message]:
    return messages(world, world.centre.sensors[key], FRIDAY, PERIODIC)


def test_perfect_sensors_deliver_every_report_once_and_soon() -> None:
    world = a_world(imperfections=PERFECT)
    for sensor in world.centre.sensors.values():
        said = reports(world, sensor, FRIDAY, PERIODIC)
        arrived = messages(world, sensor, FRIDAY, PERIODIC)
        assert sorted(m.at for m in arrived) == [report.at for report in said]
        assert all(0 < m.due - m.at < 1000 for m in arrived)
        assert said


def test_every_sensor_reports_at_its_interval_while_its_space_is_open_and_every_hour_while_it_is_shut() -> (
    None
):
    world = shijiawan()
    for sensor in world.centre.sensors.values():
        if sensor.interval_s < 86_400:
            at = [report.at for report in reports(world, sensor, FRIDAY, PERIODIC)]
            assert max(b - a for a, b in pairwise(at)) <= 2 * 3_600_000
            for window in world.opening(world.centre.spaces[sensor.space], FRIDAY):
                open_at = [
                    t for t in at if t >= ms(window.start) - sensor.interval_s * 1000 and t <= ms(window.end)
                ]
                assert max(b - a for a, b in pairwise(open_at)) <= sensor.interval_s * 1000


def test_a_triggered_counter_reports_a_crossing_within_three_seconds() -> None:
    world = shijiawan()
    gate = world.centre.sensors[SensorId("gym-door-main")]
    seen = reports(world, gate, FRIDAY, TRIGGERED)
    changes = [b.at for a, b in pairwise(seen) if b.values[:2] != a.values[:2]]
    assert len(changes) > 150
    assert len(seen) > 2 * len(reports(world, gate, FRIDAY, PERIODIC))
    final = reports(world, gate, FRIDAY, PERIODIC)[-1]
    assert seen[-1].values[:2] == final.values[:2]


def test_silence_swallows_messages_and_a_mains_device_is_called_offline() -> None:
    world = a_world(imperfections=only(silence=1.0))
    (fault,) = faults_of(world, world.centre.sensors[PLUG], FRIDAY)
    start, end = (ms(world.day(FRIDAY).start) + minute * 60_000 for minute in (fault.start, fault.end))
    arrived = sent(world, PLUG)
    assert not [m for m in arrived if m.online is None and start <= m.at < end]
    assert [m.online for m in arrived if m.online is not None] == [False, True]
    assert all(m.retain and m.topic.endswith("/availability") for m in arrived if m.online is not None)


def test_a_burst_arrives_late_and_at_once_with_its_old_instants() -> None:
    world = a_world(imperfections=only(burst=1.0))
    (fault,) = faults_of(world, world.centre.sensors[COUNTER], FRIDAY)
    end = ms(world.day(FRIDAY).start) + fault.end * 60_000
    late = [m for m in sent(world, COUNTER) if m.due - m.at > 60_000]
    assert late
    assert all(end <= m.due < end + 10_000 for m in late)
    assert len(sent(world, COUNTER)) == len(sent(a_world(), COUNTER))


def test_duplicates_are_byte_for_byte_the_same() -> None:
    world = a_world(imperfections=only(duplicate=0.3))
    arrived = [m.bytes() for m in sent(world, COUNTER)]
    assert len(arrived) > 1.15 * len(set(arrived))
    assert len(set(arrived)) == len(sent(a_world(), COUNTER))


@pytest.mark.parametrize("kind", [FaultKind.SKEW, FaultKind.UNSET])
def test_a_wrong_clock_shows_in_what_the_device_says_of_itself(kind: FaultKind) -> None:
    world = a_world(imperfections=only(**{kind.value: 1.0}))
    sensor = world.centre.sensors[COUNTER]
    (fault,) = faults_of(world, sensor, FRIDAY)
    off = [m for m in sent(world, COUNTER) if m.skew != 0]
    assert off
    for message in off:
        said = _said(sensor, message)
        assert said is None if kind is FaultKind.UNSET else said == message.at + fault.amount


def test_a_shift_moves_the_instants_in_the_payload() -> None:
    message = sent(a_world(), COUNTER)[10]
    sensor = message.sensor
    decoded = DECODERS[sensor.envelope](profile_of(sensor), message.topic, message.bytes(60_000))
    assert {ms(s.at) for s in decoded.samples if s.at} == {message.at + 60_000}


def _said(sensor: Sensor, message: Message) -> int | None:
    (at,) = {
        s.at for s in DECODERS[sensor.envelope](profile_of(sensor), message.topic, message.bytes()).samples
    }
    return ms(at) if at else None
