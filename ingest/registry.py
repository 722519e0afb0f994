"""Whose message it is: topic -> centre and sensor, over all centres of the deployment."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.decoders import device_topic, filters
from ingest.pressure import RANKS, UNKNOWN_RANK
from models.centre import Centre, CentreId, Sensor


@dataclass(frozen=True, slots=True)
class Place:
    """A sensor and the centre in which it hangs."""

    centre: CentreId
    sensor: Sensor


class Registry:
    """Every sensor that the centre files know. Nobody else is let in: an unknown device becomes a dead letter."""

    def __init__(self, centres: Iterable[Centre]) -> None:
        known = tuple(centres)
        self.filters = tuple(sorted({one for centre in known for one in filters(centre)}))
        self._places = {
            sensor.topic: Place(centre.id, sensor) for centre in known for sensor in centre.sensors.values()
        }
        self._ranks = {topic.encode(): RANKS[place.sensor.role] for topic, place in self._places.items()}

    def place(self, topic: str) -> Place | None:
        """The sensor that speaks on a topic, or on its availability topic; None for a stranger."""
        return self._places.get(topic) or self._places.get(device_topic(topic))

    def rank(self, topic: bytes) -> int:
        """How late a message may be given up."""
        return self._ranks.get(topic, UNKNOWN_RANK)
