"""Live, the centre speaks at once, reports changes in seconds, goes on over midnight and never stamps the future."""

from datetime import date

import numpy as np
import pytest

from ingest.decoders import DECODERS
from ingest.profile import profile_of
from ingest.simulator.counting import totals
from ingest.simulator.delivery import Message
from ingest.simulator.faults import Imperfections
from ingest.simulator.player import Player, Tempo
from ingest.simulator.sensors import PERIODIC, reports
from ingest.simulator.world import World, ms
from models.centre import SensorId, SensorRole
from tests.ingest.simulator.test_counting import only
from tests.ingest.simulator.worlds import a_world, shijiawan
from tests.measured import local

FRIDAY = date(2026, 11, 20)


def played(
    world: World, start: int, length_ms: int, *, speed: float = 1.0
) -> list[tuple[int, Message, bytes]]:
    """What a player hands out while real time passes in steps of a second."""
    player = Player(world, Tempo(start, speed))
    return [
        (now, message, payload)
        for now in range(start, start + length_ms + 1, 1000)
        for message, payload in player.due(now)
    ]


@pytest.mark.parametrize("hour", [3, 11, 19])
def test_every_device_speaks_at_switch_on_whatever_the_hour(hour: int) -> None:
    world, start = shijiawan(), ms(local(hour))
    first = {m.sensor.id for now, m, _ in played(world, start, 0) if m.online is None}
    once = {SensorRole.TILL, SensorRole.DELIVERY}
    assert first == {s.id for s in world.centre.sensors.values() if s.role not in once}


def test_zigbee_devices_are_said_to_be_online_first() -> None:
    messages = [m for _, m, _ in played(a_world(), ms(local(11)), 0)]
    assert [m.online for m in messages if m.sensor.envelope == "zigbee2mqtt"] == [True, None] * 2


def test_a_device_in_a_silent_spell_stays_silent_at_switch_on() -> None:
    world = a_world(imperfections=only(silence=1.0, burst=1.0))
    from_it = {m.sensor.id for hour in range(24) for _, m, _ in played(world, ms(local(hour)), 0)}
    at_each_hour = [len(played(world, ms(local(hour)), 0)) for hour in range(24)]
    assert from_it
    assert min(at_each_hour) < max(at_each_hour)


def test_counters_go_on_where_history_left_them() -> None:
    world, start = shijiawan(), ms(local(19))
    gate = world.centre.sensors[SensorId("gym-door-main")]
    before = [r for r in reports(world, gate, FRIDAY, PERIODIC) if r.at <= start][-1]
    shown = [m.values[0] for _, m, _ in played(world, start, 600_000) if m.sensor.id == gate.id]
    assert shown[0] >= before.values[0]
    assert shown == sorted(shown)
    end = totals(world, gate.id, FRIDAY, np.array([start + 600_000]))[0][0]
    assert shown[-1] == pytest.approx(end, abs=2)


def test_a_busy_evening_is_lively() -> None:
    heard = [m for _, m, _ in played(shijiawan(), ms(local(19)), 60_000)]
    assert len(heard) > 40


def test_play_goes_on_over_midnight() -> None:
    days = {world_day(m.at) for _, m, _ in played(shijiawan(), ms(local(23, 50)), 20 * 60_000)}
    assert days == {FRIDAY, date(2026, 11, 21)}


@pytest.mark.parametrize("speed", [1.0, 60.0, 3600.0])
def test_no_stamp_lies_in_the_future_or_far_in_the_past_at_any_speed(speed: float) -> None:
    """The ingestor believes instants from thirty days back to five minutes ahead; a device's own clock may be off."""
    world = shijiawan(imperfections=Imperfections(skew=0.0, unset=0.0))
    for now, message, payload in played(world, ms(local(11)), 60_000, speed=speed):
        if message.online is None:
            sensor = message.sensor
            for sample in DECODERS[sensor.envelope](profile_of(sensor), message.topic, payload).samples:
                assert sample.at is None or -7_200_000 <= ms(sample.at) - now <= 0


def test_at_speed_sixty_an_hour_of_people_passes_in_a_minute() -> None:
    slow = played(shijiawan(), ms(local(11)), 3_600_000)
    fast = played(shijiawan(), ms(local(11)), 60_000, speed=60.0)
    assert [(m.sensor.id, m.number) for _, m, _ in fast] == [(m.sensor.id, m.number) for _, m, _ in slow]


def test_the_wait_ends_when_the_next_message_is_due() -> None:
    start = ms(local(19))
    player = Player(shijiawan(), Tempo(start, 1.0))
    list(player.due(start))
    wait = player.wait_ms(start)
    assert not list(player.due(start + wait - 1))
    assert list(player.due(start + wait))


def world_day(at: int) -> date:
    world = shijiawan()
    return FRIDAY if at < ms(world.day(FRIDAY).end) else date(2026, 11, 21)
