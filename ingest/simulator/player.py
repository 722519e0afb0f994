"""A centre's messages in real time: the day is worked out beforehand and played; faster than life if asked."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.simulator.counting import faults_of
from ingest.simulator.delivery import Message, messages
from ingest.simulator.faults import FaultKind
from ingest.simulator.sensors import TRIGGERED
from ingest.simulator.world import World, instant, ms
from models.centre import Sensor, SensorRole

LOAD_AHEAD_MS = 5 * 60_000
"""The next day is worked out this long before its midnight, so that midnight makes nobody wait."""

_CUT_OFF = frozenset({FaultKind.SILENCE, FaultKind.BURST})


@dataclass(frozen=True, slots=True)
class Tempo:
    """How simulated time runs: it starts at the real instant `start` and is `speed` times as fast.

    Only the people live faster. What is published is stamped with real time, for the ingestor believes no instant that lies
    ahead of its own clock; so opening hours, which are judged by the wall clock, do not move with the simulated crowd.
    """

    start: int
    speed: float

    def simulated(self, real: int) -> int:
        return self.start + round((real - self.start) * self.speed)

    def real(self, simulated: int) -> int:
        return self.start + round((simulated - self.start) / self.speed)


class Player:
    """Hands out the messages of a centre when they are due. Not thread-safe."""

    def __init__(self, world: World, tempo: Tempo) -> None:
        self._world, self._tempo = world, tempo
        self._next_day = world.centre.day_of(instant(tempo.start)) - timedelta(
            days=1
        )  # for what is still late
        self._waiting: deque[Message] = deque()
        self._load(tempo.start)
        self._waiting.extendleft(reversed(self._at_switch_on()))

    def due(self, real: int) -> Iterator[tuple[Message, bytes]]:
        """Every message that has become due by the real instant, with its payload stamped in real time."""
        now = self._tempo.simulated(real)
        self._load(now + LOAD_AHEAD_MS)
        while self._waiting and self._waiting[0].due <= now:
            message = self._waiting.popleft()
            yield message, message.bytes(self._tempo.real(message.at) - message.at)

    def wait_ms(self, real: int) -> int:
        """Real milliseconds until the next message, 0 when one is due."""
        return max(0, self._tempo.real(self._waiting[0].due) - real) if self._waiting else LOAD_AHEAD_MS

    def _load(self, needed: int) -> None:
        """Work out whole days until the queue reaches beyond the simulated instant; what was due before the start is past."""
        while ms(self._world.day(self._next_day).start) <= needed:
            fresh = [m for m in day_messages(self._world, self._next_day) if m.due > self._tempo.start]
            self._waiting = deque(sorted([*self._waiting, *fresh], key=lambda message: message.due))
            self._next_day += timedelta(days=1)

    def _at_switch_on(self) -> list[Message]:
        """What every device that can be heard says first, so that a screen is full within a second."""
        said: list[Message] = []
        for sensor in self._world.centre.sensors.values():
            said += _first_words(self._world, sensor, self._tempo.start)
        return said


def day_messages(world: World, day: date) -> list[Message]:
    """Everything that a centre's sensors send on a local day, in order of arrival."""
    found = [m for sensor in world.centre.sensors.values() for m in messages(world, sensor, day, TRIGGERED)]
    return sorted(found, key=lambda message: message.due)


_ONCE = frozenset({SensorRole.TILL, SensorRole.DELIVERY})
"""What these say happened at its own instant: said again now, it would have happened again."""


def _first_words(world: World, sensor: Sensor, now: int) -> list[Message]:
    day = world.centre.day_of(instant(now))
    minute = (now - ms(world.day(day).start)) // 60_000
    cut_off = any(f.kind in _CUT_OFF and f.start <= minute < f.end for f in faults_of(world, sensor, day))
    if sensor.role in _ONCE or cut_off:
        return []
    days = (day, day - timedelta(days=1))
    said = (m for d in days for m in reversed(messages(world, sensor, d, TRIGGERED)))
    last = next((m for m in said if m.at <= now and m.online is None), None)
    if last is None:
        return []
    state = last._replace(due=now, at=now)
    alive = [state._replace(values=(), online=True)] if sensor.envelope == "zigbee2mqtt" else []
    return [*alive, state]
