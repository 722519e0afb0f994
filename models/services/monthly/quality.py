"""How well a month was measured: every sensor and every space, what people put right, counted and brought in by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from models.balance import Balance, DoorBalance, Heard
from models.centre import Schedule, Sensor, SensorId, SpaceId
from models.day_fact import DayFact
from models.metric.period import Period
from models.ports import Ports
from models.programme.attendance import AttendanceSource
from models.report.inputs.programme import ProgrammeInputs
from models.report.inputs.standard import Device, SpaceQuality, StandardInputs
from models.services.known_sensors import known_sensors
from models.services.monthly.as_of import as_of
from models.services.monthly.opening import closures, opening_times
from models.services.monthly.use import kept_days

_HOUR = timedelta(hours=1)


def standard_inputs(ports: Ports, period: Period, programme: ProgrammeInputs) -> StandardInputs:
    """Raises StoreError."""
    spaces = list(ports.centre.spaces)
    balances = ports.balances.within(spaces, period.first, period.last) if ports.balances else []
    days = kept_days(ports, period) or ()
    return StandardInputs(
        opening=opening_times(ports, period),
        closures=closures(ports, period),
        devices=_devices(known_sensors(ports), balances),
        quality=tuple(_quality(ports, space, period, days, balances) for space in spaces),
        counted_by=_counted_by(programme),
        **_brought_in(ports, period),
    )


def _devices(known: Mapping[SensorId, Sensor], balances: Sequence[Balance]) -> tuple[Device, ...]:
    """Those that are known now, and those that spoke in the month and were taken away since."""
    heard: dict[SensorId, list[tuple[Balance, Heard]]] = defaultdict(list)
    doors: dict[SensorId, list[DoorBalance]] = defaultdict(list)
    for balance in balances:
        for one in balance.heard:
            heard[one.sensor].append((balance, one))
        for door in balance.doors:
            doors[door.sensor].append(door)
    gone = [key for key in sorted(heard) if key not in known]
    return tuple(_device(key, known.get(key), heard[key], doors[key]) for key in (*known, *gone))


def _device(
    key: SensorId,
    sensor: Sensor | None,
    heard: Sequence[tuple[Balance, Heard]],
    doors: Sequence[DoorBalance],
) -> Device:
    days = sorted(balance.day for balance, one in heard if one.samples)
    return Device(
        sensor=key,
        space=sensor.space if sensor else heard[0][0].space,
        role=sensor.role if sensor else None,
        samples=sum(one.samples for _, one in heard),
        expected=sum(one.expected for _, one in heard),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        door=_door(key, doors) if doors else None,
    )


def _door(sensor: SensorId, doors: Iterable[DoorBalance]) -> DoorBalance:
    """All days of one door as if they were one."""
    days = list(doors)
    return DoorBalance(
        sensor=sensor,
        entries=sum(one.entries for one in days),
        exits=sum(one.exits for one in days),
        dense_entries=sum(one.dense_entries for one in days),
        dense_exits=sum(one.dense_exits for one in days),
        drift=sum(one.drift for one in days),
        resets=sum(one.resets for one in days),
        odd=sum(one.odd for one in days),
        guessed=sum(one.guessed for one in days),
    )


def _quality(
    ports: Ports, space: SpaceId, period: Period, days: Sequence[DayFact], balances: Sequence[Balance]
) -> SpaceQuality:
    own = [one for one in days if one.space == space]
    counted = [one for one in balances if one.space == space and one.doors]
    return SpaceQuality(
        space=space,
        promised_hours=_promised_hours(ports, space, period),
        slots=sum(one.slots for one in own),
        good_slots=sum(one.good_slots for one in own),
        uncertain_slots=sum(one.uncertain_slots for one in own),
        counted_days=len(counted),
        closed_days=sum(one.complete for one in counted),
        corrections=sum(one.contradictions for one in balances if one.space == space),
        unrated_days=sum(ports.centre.spaces[space].limit(day) is None for day in period.days()),
    )


def _promised_hours(ports: Ports, space: SpaceId, period: Period) -> float:
    """Open by the rules so far: what is yet to come cannot be missing."""
    zone, now = ports.centre.zone_info, as_of(ports, period)
    schedule = Schedule(ports.centre.spaces[space], ports.calendar, zone)
    spans = schedule.within(period.window(zone))
    return sum((min(span.end, now) - span.start) / _HOUR for span in spans if span.start < now)


def _counted_by(programme: ProgrammeInputs) -> Mapping[AttendanceSource, int]:
    total: Counter[AttendanceSource] = Counter()
    for one in programme.offered:
        total.update(one.said_by)
    return total


def _brought_in(ports: Ports, period: Period) -> dict[str, Any]:
    """Files that people brought in during the month; nothing where none can be."""
    if ports.batches is None:
        return {}
    window = period.window(ports.centre.zone_info)
    batches = [one for one in ports.batches.all() if window.start <= one.at < window.end]
    return {
        "imports": len(batches),
        "imported_rows": sum(one.rows for one in batches),
        "undone": sum(one.undone_at is not None for one in batches),
    }
