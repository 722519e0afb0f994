"""What the till and the kitchen's bags told of the past: every slip of the last weeks, before that one for each meal and band."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from ingest.decoders import DECODERS
from ingest.interpretation import event_of
from ingest.profile import profile_of
from ingest.simulator.courier import FEE_FEN, bags
from ingest.simulator.delivery import messages
from ingest.simulator.sensors import PERIODIC
from ingest.simulator.till import Sale, sales
from ingest.simulator.world import World, instant, ms
from models.centre import Sensor, SensorRole, SpaceId
from models.event import Event, EventKind, Word


def happened(
    world: World, space: SpaceId, days: Sequence[date], until: datetime, keep_from: datetime
) -> list[Event]:
    """Sales and deliveries of local days that had arrived by `until`.

    Days that ended before `keep_from` are told in short: a year of single slips would be a hundred thousand rows that
    nobody looks at one by one, and all their sums are the same.
    """
    found: list[Event] = []
    for sensor in world.centre.sensors_of(space):
        if sensor.role in _IN_SHORT:
            for day in days:
                short = world.day(day).end < keep_from
                found += (
                    _IN_SHORT[sensor.role](world, sensor, day) if short else _told(world, sensor, day, until)
                )
    return found


def _told(world: World, sensor: Sensor, day: date, until: datetime) -> Iterable[Event]:
    """As the decoders read the sensor's own messages, so that one that is played again live is the same event."""
    decode, profile, limit = DECODERS[sensor.envelope], profile_of(sensor), ms(until)
    for message in messages(world, sensor, day, PERIODIC):
        if message.due < limit:
            decoded = decode(profile, message.topic, message.bytes())
            yield from (event_of(sensor, one, instant(message.due)) for one in decoded.happenings)


def _meals(world: World, sensor: Sensor, day: date) -> Iterable[Event]:
    """One slip for each meal and age band, written with its last sale."""
    for (meal, band), group in groupby(sorted(sales(world, sensor.space, day), key=_kind), key=_kind):
        slips = list(group)
        values: dict[str, Word] = {
            "meal": meal,
            **({"age_band": band} if band else {}),
            "covers": len(slips),
            "total_fen": sum(sale.total_fen for sale in slips),
            "subsidy_fen": sum(sale.subsidy_fen for sale in slips),
        }
        key = "-".join(filter(None, (f"{day:%Y%m%d}", meal, band)))
        yield _event(sensor, EventKind.SALE, key, slips[-1].at, values)


def _kind(sale: Sale) -> tuple[str, str]:
    return sale.meal, sale.band


def _ends(world: World, sensor: Sensor, day: date) -> Iterable[Event]:
    """When a bag was packed and how it ended; what lies between changes no sum."""
    for step in bags(world, sensor.space, day):
        if step.state != "out":
            values: dict[str, Word] = {"order": step.order, "state": step.state, "fee_fen": FEE_FEN}
            yield _event(sensor, EventKind.DELIVERY, f"{step.id}:{step.state}", step.at, values)


def _event(sensor: Sensor, kind: EventKind, key: str, at: int, values: Mapping[str, Word]) -> Event:
    return Event(sensor=sensor.id, kind=kind, id=key, at=instant(at), values=values)


_IN_SHORT: Mapping[SensorRole, Callable[[World, Sensor, date], Iterable[Event]]] = {
    SensorRole.TILL: _meals,
    SensorRole.DELIVERY: _ends,
}
"""Role -> what is left of a day that is long over; other roles tell no events."""
