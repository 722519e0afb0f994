"""Whose word about a space still holds, until when, and by whose the people are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.centre import Sensor, SensorId, SensorRole
from models.estimate.flow import Flow
from models.estimate.learning import UNTAUGHT, Learned
from models.evidence import BEST_BESIDE_DOORS, BEST_FIRST, DOORS, EVIDENCE, STANDS_IN

HOLD = 2
"""A sensor's last word holds for this many of its report intervals, then nothing is known (domain.md 2.1)."""

SPEAKING = 0.2
"""Share of a space's entries that its speaking doors must usually see, so that the rest may be guessed."""


def by_evidence(sensors: Sequence[Sensor]) -> Mapping[SensorRole, Sequence[Sensor]]:
    """The sensors that speak of people, by what they are evidence of; gates count with the doors."""
    found: dict[SensorRole, list[Sensor]] = {}
    for sensor in sensors:
        if sensor.role in EVIDENCE:
            found.setdefault(SensorRole.FLOW if sensor.role in DOORS else sensor.role, []).append(sensor)
    return found


@dataclass(slots=True)
class Speakers:
    """The sensors of one space by their evidence. flow: the belief by its doors; spoke: when each spoke of people last."""

    by_role: Mapping[SensorRole, Sequence[Sensor]]
    flow: Flow
    spoke: dict[SensorId, datetime] = field(default_factory=dict)
    _limits: dict[SensorRole | None, datetime | None] = field(default_factory=dict)
    """What was worked out since somebody spoke, None = of all roles: it is asked for several times with each reading."""
    _learned: Learned = UNTAUGHT

    def hear(self, sensor: Sensor, at: datetime) -> None:
        """A sensor speaks of people."""
        self.spoke[sensor.id] = at
        self._limits.clear()

    def method(self, now: datetime | None) -> SensorRole | None:
        """The best kind of evidence that the space has; where it is silent, the best that may stand in and speaks."""
        if self.flow.doors:
            return next((role for role in BEST_BESIDE_DOORS if self.fresh(role, now)), SensorRole.FLOW)
        own = next((role for role in BEST_FIRST if role in self.by_role), None)
        if own is None or own not in STANDS_IN or self.fresh(own, now):
            return own
        return next((role for role in STANDS_IN[own] if self.fresh(role, now)), own)

    def limit(self, sensor: Sensor) -> datetime:
        """Until when the last word of a sensor that has spoken holds."""
        return self.spoke[sensor.id] + timedelta(seconds=HOLD * sensor.interval_s)

    def newest(self, role: SensorRole) -> SensorId | None:
        """Who of a role has spoken last."""
        spoken = [sensor.id for sensor in self.by_role.get(role, ()) if sensor.id in self.spoke]
        return max(spoken, key=self.spoke.__getitem__, default=None)

    def fresh(self, role: SensorRole, now: datetime | None) -> bool:
        """Whether what sensors of a role have said still holds."""
        limit = self._role_expiry(role)
        return limit is not None and (now is None or limit > now)

    def expiry(self, now: datetime | None) -> datetime | None:
        """When nothing is known any more if nobody speaks; None when nobody ever has.

        A space with doors is one belief: it is known as long as any evidence speaks.
        """
        if self.flow.doors:
            return self._role_expiry(None)
        method = self.method(now)
        return self._role_expiry(method) if method else None

    def _role_expiry(self, role: SensorRole | None) -> datetime | None:
        """As it is worked out of what was said and learned; None = of all roles, the last one."""
        if self._learned is not self.flow.learned:
            self._learned = self.flow.learned
            self._limits.clear()
        if role not in self._limits:
            self._limits[role] = self._latest() if role is None else self._first_silence(role)
        return self._limits[role]

    def _latest(self) -> datetime | None:
        limits = (self._role_expiry(role) for role in self.by_role)
        return max((limit for limit in limits if limit is not None), default=None)

    def _first_silence(self, role: SensorRole) -> datetime | None:
        """When the first of a role's sensors stops counting as heard; None when one has never spoken.

        Of doors whose shares are known, when too few of them speak to guess the others; of what stands beside doors,
        when the last one does: any of them corrects the belief.
        """
        sensors = self.by_role.get(role, ())
        if role is SensorRole.FLOW and len(sensors) > 1 and self.flow.learned.comes:
            return self._doors_expiry()
        limits = [self.limit(sensor) for sensor in sensors if sensor.id in self.spoke]
        if role is not SensorRole.FLOW and self.flow.doors:
            return max(limits, default=None)
        return min(limits, default=None) if len(limits) == len(sensors) else None

    def _doors_expiry(self) -> datetime | None:
        doors = [s for s in self.by_role[SensorRole.FLOW] if s.id in self.spoke]
        share = 0.0
        for limit, sensor in sorted(((self.limit(s), s.id) for s in doors), reverse=True):
            share += self.flow.learned.door(sensor).entry_share
            if share >= SPEAKING:
                return limit
        return None
