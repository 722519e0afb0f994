"""Sensors that people let out of quarantine; they stand beside those of the centre file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.centre import Sensor, SensorId


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedSensor:
    """A sensor that people let out of quarantine. by: the account's name; at: when."""

    sensor: Sensor
    by: str
    at: datetime


class AcceptedSensors(Protocol):
    """The sensors of one centre that its people accepted; they stand beside those of the centre file."""

    def put(self, accepted: AcceptedSensor) -> None:
        """Insert or replace by the sensor's id. Raises StoreUnavailableError."""
        ...

    def all(self) -> Sequence[AcceptedSensor]:
        """Every accepted sensor, by id."""
        ...

    def remove(self, sensor: SensorId) -> None:
        """Send it back to quarantine; an unknown one is no error."""
        ...
