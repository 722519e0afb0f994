"""What is true of a space now, in the words of a person who looks at it: people, band, freshness, alerts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.centre import SensorId, SpaceId
from models.reading import Quality

COMFORT = 0.8
"""Share of capacity above which a space feels crowded (theta of domain.md 2.2)."""

HALF = 0.5
"""Share of capacity below which a space counts as quiet."""


class Band(StrEnum):
    """空闲 / 适中 / 拥挤, or nothing known."""

    QUIET = "quiet"
    MODERATE = "moderate"
    BUSY = "busy"
    UNKNOWN = "unknown"


def band(people: float | None, capacity: int | None) -> Band:
    """The band of a number of people (None = no data) in a space of `capacity` persons (None = none is in force)."""
    if people is None or capacity is None:
        return Band.UNKNOWN
    share = people / capacity
    if share < HALF:
        return Band.QUIET
    return Band.MODERATE if share < COMFORT else Band.BUSY


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceState:
    """The state that `ingest` publishes as a retained message and every screen follows.

    people: persons present, None = no data (never 0 for unknown); capacity: None = none is in force that day; at: instant of the newest evidence, None = never heard;
    since: instant at which the band became what it is; drift: persons that the counters claim but that cannot be there;
    silent: sensors of the space that have not been heard for three of their intervals;
    low, high: the people lie between them nine times of ten; both None = nothing is known, high alone None = `people` is a
    lower bound (somebody, seats or machines in use).
    """

    space: SpaceId
    people: float | None
    capacity: int | None
    band: Band
    since: datetime
    at: datetime | None
    quality: Quality
    open: bool
    entries: int = 0
    exits: int = 0
    drift: float = 0.0
    silent: tuple[SensorId, ...] = ()
    sensors: int = 0
    low: float | None = None
    high: float | None = None


class Severity(StrEnum):
    """How loudly an alert speaks."""

    CRITICAL = "critical"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRule:
    """A row of ALERTS. Its text is `alert.<key>` in the catalogue, filled with space, people, capacity and count."""

    key: str
    severity: Severity
    applies: Callable[[SpaceState], bool]


def _over(share: float, state: SpaceState) -> bool:
    """Of a capacity that nobody knows nothing is."""
    return state.people is not None and state.capacity is not None and state.people > share * state.capacity


ALERTS: Mapping[str, AlertRule] = {
    rule.key: rule
    for rule in (
        AlertRule(key="over_capacity", severity=Severity.CRITICAL, applies=lambda s: _over(1.0, s)),
        AlertRule(
            key="over_comfort",
            severity=Severity.WARNING,
            applies=lambda s: _over(COMFORT, s) and not _over(1.0, s),
        ),
        AlertRule(
            key="closed_occupied",
            severity=Severity.WARNING,
            applies=lambda s: not s.open and s.people is not None and s.people >= 1,
        ),
        AlertRule(key="sensor_silent", severity=Severity.NOTICE, applies=lambda s: bool(s.silent)),
    )
}
"""Worst first; a screen shows them in this order."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One rule that holds for one space."""

    rule: AlertRule
    state: SpaceState


def alerts(states: Mapping[SpaceId, SpaceState]) -> list[Alert]:
    """Every alert that holds, worst first and then in the order of the spaces."""
    return [
        Alert(rule, state) for rule in ALERTS.values() for state in states.values() if rule.applies(state)
    ]
