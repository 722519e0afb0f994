"""Whose message it is: topic -> centre and sensors, over all centres of the deployment."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.decoders import ACCESS, device_topic, filters, side_topics
from ingest.pressure import RANKS, UNKNOWN_RANK
from ingest.sample import Decoded
from ingest.topic import apart
from models.centre import Centre, CentreId, Sensor


@dataclass(frozen=True, slots=True)
class Place:
    """A sensor and the centre in which it hangs."""

    centre: CentreId
    sensor: Sensor

    @property
    def whole(self) -> bool:
        """Whether everything that comes on the topic is this sensor's."""
        return not self.sensor.device and not self.sensor.channels

    def claims(self, device: str, measure: str = "") -> bool:
        """Whether this part of a message is about the sensor: its device of a gateway, its lines of a device."""
        channel = measure.partition(".")[2]
        return device == self.sensor.device and (
            not channel or not self.sensor.channels or channel in self.sensor.channels
        )


class Registry:
    """Every sensor that is known. Nobody else is let in: a stranger's message becomes a dead letter."""

    def __init__(self, centres: Iterable[Centre]) -> None:
        known = tuple(centres)
        self.filters = apart(one for centre in known for one in filters(centre))
        self._places = _by_topic(known)
        self._ranks = {
            topic.encode(): max(RANKS[place.sensor.role] for place in places)
            for topic, places in self._places.items()
        }

    @property
    def access(self) -> frozenset[bytes]:
        """The topics on which access controllers speak of people."""
        return frozenset(
            topic.encode()
            for topic, places in self._places.items()
            if any(place.sensor.envelope in ACCESS for place in places)
        )

    def places(self, topic: str) -> Sequence[Place]:
        """The sensors that speak on a topic, or on its availability topic; none for a stranger's."""
        return self._places.get(topic) or self._places.get(device_topic(topic), ())

    @property
    def groups(self) -> Collection[Sequence[Place]]:
        """The sensors of each topic that is known."""
        return self._places.values()

    def rank(self, topic: bytes) -> int:
        """How late a message may be given up; one on a side topic as late as its sensor's others."""
        known = self._ranks.get(topic)
        if known is not None:
            return known
        registered = device_topic(topic.decode("utf-8", "replace"))
        return self._ranks.get(registered.encode(), UNKNOWN_RANK)


def _by_topic(centres: Iterable[Centre]) -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for centre in centres:
        for sensor in centre.sensors.values():
            for topic in (sensor.topic, *side_topics(sensor)):
                found[topic] = (*found.get(topic, ()), Place(centre.id, sensor))
    return found


def strangers(places: Sequence[Place], decoded: Decoded) -> tuple[str, ...]:
    """Devices of a gateway's message that nobody knows yet, by the name that the gateway gives them."""
    said = {one.device for one in decoded.said}
    return tuple(sorted(said - {place.sensor.device for place in places}))
