"""Which sensors are known now: those of the centre files, and those that people accepted."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ingest.decoders import fault, fixed_width
from ingest.profile import PROFILES, Profile
from models.acceptance import joined
from models.accepted_sensor import AcceptedSensors
from models.centre import Centre, CentreId, Sensor, SensorId, SensorRole

log = logging.getLogger(__name__)

STANDBY_W = 10.0
"""Watts that a machine may draw while nobody uses it, where nobody said otherwise."""

Accepted = Mapping[CentreId, AcceptedSensors]


class Known:
    """The centres as they are now. look() belongs to one thread, everything else may be asked from any."""

    def __init__(
        self,
        files: Mapping[CentreId, Centre],
        accepted: Accepted,
        profiles: Mapping[str, Profile] = PROFILES,
        *,
        sharded: bool = False,
    ) -> None:
        self._sharded = sharded
        self._files, self._accepted, self._profiles = files, accepted, profiles
        self.centres: Mapping[CentreId, Centre] = files
        self._said: set[str] = set()

    def look(self) -> bool:
        """Take up what people accepted or took back; whether that changed anything. Raises StoreUnavailableError."""
        wanted = {
            key: self._readable(one.sensor for one in port.all()) for key, port in self._accepted.items()
        }
        centres, obstacles = joined(self._files, wanted, sharded=self._sharded)
        for obstacle in obstacles:
            self._say_once(f"{obstacle.key} {dict(obstacle.values)}")
        if centres == self.centres:
            return False
        self.centres = centres
        return True

    def is_accepted(self, centre: CentreId, sensor: SensorId) -> bool:
        """Whether people accepted it, else the centre file holds it."""
        return sensor not in self._files[centre].sensors

    def unfit(self, profile: Profile) -> tuple[str, str] | None:
        """A sensor of this model that could not be read any more, were this its profile, and why; None = all can."""
        draft = {profile.name: profile}
        for key, centre in self.centres.items():
            for sensor in (one for one in centre.sensors.values() if one.profile == profile.name):
                as_it_would_be = _fitted(sensor, draft) if self.is_accepted(key, sensor.id) else sensor
                if reason := fault(as_it_would_be, draft):
                    return f"{key}/{sensor.id}", f"centre '{key}': {reason}"
        return None

    def _readable(self, sensors: Iterable[Sensor]) -> list[Sensor]:
        """Without those whose model or way of coming is not known (any more): they are strangers until it is."""
        found = []
        for sensor in (_fitted(one, self._profiles) for one in sensors):
            reason = fault(sensor, self._profiles)
            if reason:
                self._say_once(reason)
            else:
                found.append(sensor)
        return found

    def _say_once(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            log.warning("an accepted sensor is left out: %s", text)


def _fitted(sensor: Sensor, profiles: Mapping[str, Profile]) -> Sensor:
    """With what people need not know: how wide its model's totals are, and from when a machine counts as in use."""
    bits = fixed_width(sensor, profiles[sensor.profile]) if sensor.profile in profiles else None
    above = STANDBY_W if sensor.role is SensorRole.MACHINE else None
    return replace(
        sensor,
        counter_bits=bits or sensor.counter_bits,
        in_use_above=above if sensor.in_use_above is None else sensor.in_use_above,
    )


def new_sensors(
    before: Mapping[CentreId, Centre], now: Mapping[CentreId, Centre]
) -> list[tuple[CentreId, Sensor]]:
    """Sensors that were not there before, or are different now."""
    return [
        (key, sensor)
        for key, centre in now.items()
        for sensor in centre.sensors.values()
        if before[key].sensors.get(sensor.id) != sensor
    ]


Adopt = Callable[[Mapping[CentreId, Centre]], None]
"""Takes over the centres as they are now; returns when messages are read by them."""
