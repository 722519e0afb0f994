"""Which of several ingest processes owns which space, so that each device belongs to exactly one (pure)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.registry import Place, Registry
from models.centre import Centre, CentreId, SpaceId

Spot = tuple[CentreId, SpaceId]

FIRST = 0
"""The shard of everything that is in no known space: strangers, and what concerns the whole deployment."""


@dataclass(frozen=True, slots=True)
class Layout:
    """count: how many shards there are; owners: "centre/space" -> its shard, 0 to count - 1."""

    count: int = 1
    owners: Mapping[str, int] = field(default_factory=dict)

    def of_space(self, centre: CentreId, space: SpaceId) -> int:
        return self.of_spot(f"{centre}/{space}")

    def of_spot(self, spot: str | None) -> int:
        """Of a "centre/space"; None = of a stranger."""
        return self.owners.get(spot, FIRST) if spot else FIRST

    def of_places(self, places: Sequence[Place]) -> int:
        """Of a topic on which these sensors speak; all of them have the same owner."""
        return self.of_space(places[0].centre, places[0].sensor.space) if places else FIRST

    def part_of(self, centre: Centre, index: int) -> Centre:
        """The centre with only the spaces of one shard, and their sensors."""
        spaces = {
            key: space for key, space in centre.spaces.items() if self.of_space(centre.id, key) == index
        }
        sensors = {key: sensor for key, sensor in centre.sensors.items() if sensor.space in spaces}
        return replace(centre, spaces=spaces, sensors=sensors)


def layout_of(centres: Iterable[Centre], count: int) -> Layout:
    """Spaces spread over `count` shards by a hash that no restart, machine or version changes.

    Spaces that share a topic (a gateway, a camera of two rooms) stay together: a message is never torn apart.
    """
    known = list(centres)
    lead = _leads(known)
    return Layout(
        count,
        {
            f"{centre.id}/{space}": _shard("/".join(lead[centre.id, space]), count)
            for centre in known
            for space in centre.spaces
        },
    )


def _leads(centres: Sequence[Centre]) -> Mapping[Spot, Spot]:
    """Each space -> the first of those that it shares topics with, directly or through others."""
    lead: dict[Spot, Spot] = {
        (centre.id, space): (centre.id, space) for centre in centres for space in centre.spaces
    }
    for first, *others in Registry(centres).groups:
        for place in others:
            _join(lead, _spot(first), _spot(place))
    return {spot: _lead(lead, spot) for spot in lead}


def _spot(place: Place) -> Spot:
    return place.centre, place.sensor.space


def _lead(lead: Mapping[Spot, Spot], spot: Spot) -> Spot:
    while lead[spot] != spot:
        spot = lead[spot]
    return spot


def _join(lead: dict[Spot, Spot], one: Spot, other: Spot) -> None:
    first, second = sorted((_lead(lead, one), _lead(lead, other)))
    lead[second] = first


def _shard(name: str, count: int) -> int:
    """One byte is enough for so few shards; Python's own hash() differs from process to process."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=1).digest(), "big") % count
