"""How far a sensor may be believed, in points from 0 to 100."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.balance import Balance, DoorBalance
from models.centre import Sensor, SensorId, SpaceId

WEIGHTS: Mapping[str, float] = {
    "completeness": 40.0,
    "drift": 25.0,
    "resets": 10.0,
    "contradictions": 10.0,
    "freshness": 15.0,
}
"""What each part of the score weighs. Score = 100 x sum(weight x part) / sum(weight), over the parts that are known:

completeness: messages heard / messages promised by the interval while the space was open, at most 1;
drift: 1 - |drift| / passages of the busier side / WORST_DRIFT, not below 0;
resets: 1 - resets a day / WORST_RESETS; contradictions: 1 - (odd totals + contradicted counts) a day / WORST_CONTRADICTIONS;
freshness: 1 within SILENT intervals since the last message, then falling to 0 at STALE intervals.
"""

WORST_DRIFT = 0.10
WORST_RESETS = 1.0
WORST_CONTRADICTIONS = 5.0
SILENT, STALE = 3.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorQuality:
    """score: 0..100, None = no day of it is closed yet; parts: each 0..1, those that are known, by name of WEIGHTS."""

    sensor: SensorId
    score: float | None
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorDrift:
    """What one door was off by on one business day. persons: positive = it claims too many inside; share: of the
    passages of its busier side, None = nobody passed; complete: whether the day could be closed from empty to empty."""

    day: date
    space: SpaceId
    sensor: SensorId
    persons: float
    share: float | None
    complete: bool


def sensor_quality(
    sensor: Sensor, balances: Iterable[Balance], heard_at: datetime | None, at: datetime
) -> SensorQuality:
    """The score of one sensor from some days of its space. heard_at: its newest message, None = never."""
    days = [b for b in balances if b.space == sensor.space]
    parts = {**_messages(sensor.id, days), **_door(sensor.id, days)}
    if parts:  # one fresh message says nothing yet about a sensor of which no day is closed
        parts["freshness"] = _freshness(sensor, heard_at, at)
    weight = sum(WEIGHTS[name] for name in parts)
    score = 100 * sum(WEIGHTS[name] * part for name, part in parts.items()) / weight if weight else None
    return SensorQuality(sensor=sensor.id, score=score, parts=parts)


def door_drifts(balances: Iterable[Balance]) -> list[DoorDrift]:
    """The drift of every door on every day, by day, space and door."""
    return [
        DoorDrift(
            day=balance.day,
            space=balance.space,
            sensor=door.sensor,
            persons=door.drift,
            share=door.drift_share,
            complete=balance.complete,
        )
        for balance in sorted(balances, key=lambda b: (b.day, b.space))
        for door in balance.doors
    ]


def completeness(samples: int, expected: int) -> float | None:
    """Messages heard over messages promised, at most 1; None = none were promised."""
    return min(1.0, samples / expected) if expected else None


def _messages(sensor: SensorId, days: Sequence[Balance]) -> dict[str, float]:
    heard = [h for day in days for h in day.heard if h.sensor == sensor]
    share = completeness(sum(h.samples for h in heard), sum(h.expected for h in heard))
    return {} if share is None else {"completeness": share}


def _door(sensor: SensorId, days: Sequence[Balance]) -> dict[str, float]:
    doors = [(day, door) for day in days for door in day.doors if door.sensor == sensor]
    if not doors:
        return {}
    odd = sum(door.odd for _, door in doors) + sum(day.contradictions for day, _ in doors)
    parts = {
        "resets": _left(sum(door.resets for _, door in doors) / len(doors), WORST_RESETS),
        "contradictions": _left(odd / len(doors), WORST_CONTRADICTIONS),
    }
    closed = [door for day, door in doors if day.complete]
    busier = sum(_busier(door) for door in closed)
    if busier:
        parts["drift"] = _left(sum(abs(door.drift) for door in closed) / busier, WORST_DRIFT)
    return parts


def _busier(door: DoorBalance) -> int:
    return max(door.entries, door.exits)


def _left(found: float, worst: float) -> float:
    return max(0.0, 1.0 - found / worst)


def _freshness(sensor: Sensor, heard_at: datetime | None, at: datetime) -> float:
    if heard_at is None:
        return 0.0
    late = (at - heard_at).total_seconds() / sensor.interval_s
    return min(1.0, max(0.0, (STALE - late) / (STALE - SILENT)))
