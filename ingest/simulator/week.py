"""The past of one space over some days: truth -> sensors -> vendors' bytes -> the same decoders and rules -> facts."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ingest.decoders import DECODERS
from ingest.profile import profile_of
from ingest.quality import readings
from ingest.simulator.delivery import messages
from ingest.simulator.ledger import happened
from ingest.simulator.office import holds
from ingest.simulator.sensors import PERIODIC, SAVING
from ingest.simulator.world import World, instant, ms
from models.calendar import Window
from models.centre import Centre, Schedule, Sensor, SensorId, SpaceId
from models.day_account import DayAccount, day_account
from models.event import Event
from models.evidence import EVIDENCE
from models.reading import Reading
from models.slot import SlotFact, business_window, fold_start

_SHOWN_MS = 2 * 86_400_000
"""Pages draw single messages of the last day only."""


@dataclass(frozen=True, slots=True)
class Past:
    """What a space's sensors said over some days and what follows from it."""

    accounts: list[DayAccount]
    readings: list[Reading]
    events: list[Event]

    @property
    def facts(self) -> list[SlotFact]:
        return [fact for account in self.accounts for fact in account.facts]


def past(world: World, space: SpaceId, days: Sequence[date], until: datetime, keep_from: datetime) -> Past:
    """Facts of consecutive business days up to `until`, and the readings from `keep_from` on that they come from.

    Only what had arrived by `until` counts: what was still on its way is left to the live simulator.
    """
    schedule = Schedule(world.centre.spaces[space], world.calendar, world.centre.zone_info)
    span = Window(business_window(days[0], schedule).start, business_window(days[-1], schedule).end)
    heard = sorted(_heard(world, space, days, span.end, until, keep_from), key=_at)
    first = max(span.start, keep_from)
    kept = heard[_index(heard, first) : _index(heard, span.end)]
    accounts = _accounts(world, schedule, days, _evidence(world.centre, heard), until)
    events = happened(world, space, days, until, keep_from)
    return Past([_of_evidence(world.centre, account) for account in accounts], kept, events)


def _heard(
    world: World, space: SpaceId, days: Sequence[date], end: datetime, until: datetime, keep_from: datetime
) -> Iterable[Reading]:
    """Readings from local midnight of the first day to the end of the last business day, early next morning.

    Tills and doors say nothing about people: where their readings are not kept either, they are left out.
    """
    limit = min(ms(end), ms(until))
    for sensor in world.centre.sensors_of(space):
        if end > keep_from or sensor.role in EVIDENCE:
            for day in [*days, days[-1] + timedelta(days=1)]:
                yield from _read(world, sensor, day, limit, ms(until))


def _read(world: World, sensor: Sensor, day: date, limit: int, until: int) -> Iterable[Reading]:
    decode, profile = DECODERS[sensor.envelope], profile_of(sensor)
    pace = PERIODIC if ms(world.day(day).end) > until - _SHOWN_MS else SAVING
    for message in messages(world, sensor, day, pace):
        if message.at < limit and message.due < until and message.online is None:
            decoded = decode(profile, message.topic, message.bytes())
            yield from readings(sensor, profile, decoded, instant(message.due))


def _evidence(centre: Centre, heard: Iterable[Reading]) -> list[Reading]:
    """What speaks of people. The rest would pass through the fold without a trace, and costs half of the time."""
    measures = {key: EVIDENCE.get(sensor.role, frozenset()) for key, sensor in centre.sensors.items()}
    return [r for r in heard if r.measure.partition(".")[0] in measures[r.sensor]]


def _of_evidence(centre: Centre, account: DayAccount) -> DayAccount:
    """Without the sensors whose readings were left out in its balance: they did speak."""
    balance = account.balance
    if balance is None:
        return account
    heard = tuple(h for h in balance.heard if centre.sensors[h.sensor].role in EVIDENCE)
    return replace(account, present=replace(account.present, balance=replace(balance, heard=heard)))


def _accounts(
    world: World, schedule: Schedule, days: Sequence[date], heard: Sequence[Reading], until: datetime
) -> Iterable[DayAccount]:
    """Day after day, none taught by another: weeks are filled in any order, and a day is the same whichever comes first."""
    space, place = schedule.space, 0
    newest: dict[tuple[SensorId, str], Reading] = {}
    for day in days:
        window = business_window(day, schedule)
        start, end = _index(heard, fold_start(day, schedule)), _index(heard, window.end)
        newest.update({(r.sensor, r.measure): r for r in heard[place:start]})
        place = max(place, start)
        booked = holds(world, space, day, day + timedelta(days=1), until)
        sensors = world.centre.sensors_of(space.id)
        said = heard[start:end]
        yield day_account(space, sensors, schedule, day, said, newest.values(), booked, until)


def _at(reading: Reading) -> datetime:
    return reading.at


def _index(heard: Sequence[Reading], at: datetime) -> int:
    return bisect_left(heard, at, key=_at)
