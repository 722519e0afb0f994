"""From what a device says to what arrives: latency, silence, late bursts, duplicates and clocks that are off."""

from datetime import date
from typing import Any, NamedTuple

from ingest.simulator.counting import faults_of
from ingest.simulator.faults import Fault, FaultKind
from ingest.simulator.payloads import Stamp, availability, payload
from ingest.simulator.seed import generator
from ingest.simulator.sensors import Pace, reports
from ingest.simulator.world import World, ms
from models.centre import Sensor

OFFLINE_AFTER_MS = 10 * 60_000
"""Zigbee2MQTT calls a mains-powered device offline after so much silence."""

_UPTIME_MS = 40_000
"""What a clock that was never set says some time after a restart."""


class Message(NamedTuple):
    """One message on its way. due: when it reaches the broker; at: when it was said, both in milliseconds since 1970.

    skew: how far the device's own clock is off, None = it was never set; online: an availability message, which has no values.
    """

    due: int
    at: int
    sensor: Sensor
    values: tuple[Any, ...]
    number: int
    skew: int | None = 0
    online: bool | None = None

    @property
    def topic(self) -> str:
        return self.sensor.topic if self.online is None else f"{self.sensor.topic}/availability"

    @property
    def retain(self) -> bool:
        return self.online is not None

    def bytes(self, shift_ms: int = 0) -> bytes:
        """The payload, its instants moved by `shift_ms` (a simulated clock may run ahead of the real one)."""
        if self.online is not None:
            return availability(self.online)
        at = self.at + shift_ms
        device = _UPTIME_MS if self.skew is None else at + self.skew
        return payload(self.sensor, self.values, Stamp(at, device, self.number))


def messages(world: World, sensor: Sensor, day: date, pace: Pace) -> list[Message]:
    """Everything that reaches the broker of what a sensor says on a local day, in the order in which it arrives."""
    said = reports(world, sensor, day, pace)
    midnight = ms(world.day(day).start)
    draw = generator(world.seed, world.centre.id, sensor.id, day.isoformat(), "delivery")
    latency = draw.integers(40, 900, len(said)).tolist()
    sent = [
        Message(report.at + latency[n], report.at, sensor, report.values, n) for n, report in enumerate(said)
    ]
    for fault in faults_of(world, sensor, day):
        sent = _suffer(sent, fault, midnight)
    twice = draw.random(len(sent)) < world.imperfections.duplicate
    again = [
        message._replace(due=message.due + 4_000) for message, yes in zip(sent, twice, strict=True) if yes
    ]
    return sorted([*sent, *again], key=lambda message: message.due)


def _suffer(sent: list[Message], fault: Fault, midnight: int) -> list[Message]:
    start, end = midnight + fault.start * 60_000, midnight + fault.end * 60_000
    if fault.kind is FaultKind.SILENCE:
        return [m for m in sent if not start <= m.at < end] + _presumed_dead(sent, start, end)
    change = _CHANGES.get(fault.kind)
    return [change(m, fault, end) if change and start <= m.at < end else m for m in sent]


def _presumed_dead(sent: list[Message], start: int, end: int) -> list[Message]:
    if not sent or sent[0].sensor.envelope != "zigbee2mqtt" or end - start <= OFFLINE_AFTER_MS:
        return []
    first = sent[0]
    return [
        first._replace(due=at, at=at, values=(), online=online)
        for at, online in ((start + OFFLINE_AFTER_MS, False), (end, True))
    ]


def _late(message: Message, _fault: Fault, end: int) -> Message:
    return message._replace(due=end + (message.at % 7_000))


def _skewed(message: Message, fault: Fault, _end: int) -> Message:
    return message._replace(skew=fault.amount)


def _unset(message: Message, _fault: Fault, _end: int) -> Message:
    return message._replace(skew=None)


_CHANGES = {FaultKind.BURST: _late, FaultKind.SKEW: _skewed, FaultKind.UNSET: _unset}
