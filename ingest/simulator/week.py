"""The past of one space over some days: truth -> sensors -> vendors' bytes -> the same decoders and rules -> facts."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ingest.decoders import DECODERS
from ingest.quality import readings
from ingest.simulator.bookings import bookings
from ingest.simulator.delivery import messages
from ingest.simulator.sensors import PERIODIC
from ingest.simulator.world import World, instant, ms
from models.calendar import Window
from models.centre import Schedule, Sensor, SensorId, SpaceId
from models.reading import Reading
from models.slot import SlotFact, business_window, day_facts


@dataclass(frozen=True, slots=True)
class Past:
    """What a space's sensors said over some days and what follows from it."""

    facts: list[SlotFact]
    readings: list[Reading]


def past(world: World, space: SpaceId, days: Sequence[date], until: datetime, keep_from: datetime) -> Past:
    """Facts of consecutive business days up to `until`, and the readings from `keep_from` on that they come from.

    Only what had arrived by `until` counts: what was still on its way is left to the live simulator.
    """
    schedule = Schedule(world.centre.spaces[space], world.calendar, world.centre.zone_info)
    span = Window(business_window(days[0], schedule).start, business_window(days[-1], schedule).end)
    heard = sorted(_heard(world, space, days, span.end, until), key=lambda reading: reading.at)
    facts = [fact for day in days for fact in _facts_of(world, schedule, day, heard, until)]
    first = max(span.start, keep_from)
    return Past(facts, heard[_index(heard, first) : _index(heard, span.end)])


def _heard(
    world: World, space: SpaceId, days: Sequence[date], end: datetime, until: datetime
) -> Iterable[Reading]:
    """Readings from local midnight of the first day to the end of the last business day, early next morning."""
    limit = min(ms(end), ms(until))
    for sensor in world.centre.sensors_of(space):
        for day in [*days, days[-1] + timedelta(days=1)]:
            yield from _read(world, sensor, day, limit, ms(until))


def _read(world: World, sensor: Sensor, day: date, limit: int, until: int) -> Iterable[Reading]:
    decode = DECODERS[sensor.envelope]
    for message in messages(world, sensor, day, PERIODIC):
        if message.at < limit and message.due < until and message.online is None:
            decoded = decode(sensor, message.topic, message.bytes())
            yield from readings(sensor, decoded, instant(message.due))


def _facts_of(
    world: World, schedule: Schedule, day: date, heard: Sequence[Reading], until: datetime
) -> list[SlotFact]:
    window, space = business_window(day, schedule), schedule.space
    start, end = _index(heard, window.start), _index(heard, window.end)
    newest: dict[tuple[SensorId, str], Reading] = {(r.sensor, r.measure): r for r in heard[:start]}
    return day_facts(
        space,
        world.centre.sensors_of(space.id),
        schedule,
        day,
        heard[start:end],
        newest.values(),
        bookings(world, space, day, day + timedelta(days=1), until),
        until=until,
    )


def _index(heard: Sequence[Reading], at: datetime) -> int:
    return bisect_left(heard, at, key=lambda reading: reading.at)
