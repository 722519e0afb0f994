"""Every change of a belief with its reason: what was put in, what was taken out, so that the sum always closes."""

from collections.abc import Callable
from dataclasses import dataclass

from models.centre import SensorId

DUST = 1e-9
"""Persons below which a change is the rounding of a computer."""

Item = Callable[[str, float, SensorId | None], None]
"""Told of each change: the key of the reason, persons (negative: fewer), whose word it was (None = nobody's alone)."""


@dataclass(slots=True)
class Ledger:
    """told: persons that all items so far add up to. heard: who listens; the sum is kept either way."""

    told: float = 0.0
    heard: Item | None = None

    def tell(self, key: str, persons: float, sensor: SensorId | None = None) -> None:
        """One change."""
        if abs(persons) > DUST:
            self.told += persons
            if self.heard is not None:
                self.heard(key, persons, sensor)

    def settle(self, people: float, key: str, sensor: SensorId | None = None) -> None:
        """So many people are believed now: whatever no other item has told is told under this reason."""
        self.tell(key, people - self.told, sensor)
