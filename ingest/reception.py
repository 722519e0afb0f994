"""What an ingest process needs beside the way of messages: accepted sensors, second readings, and a desk that answers."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.adoption import Adoption
from ingest.dead_box import DeadBox
from ingest.known import Adopt, Known
from ingest.profile import Profile
from ingest.registry import Registry
from ingest.replays import Replays
from ingest.rereading import Interpret, Place, Rereading, Wanted
from ingest.spool import Spool
from models.calendar import to_ns
from models.centre import Centre, CentreId, SensorId
from models.desk import DeadFilter
from models.ports import Events, SensorStore
from models.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Followers:
    """Whoever lives by the readings: adopt, a centre's sensors changed; mark, readings came, changed or went; rewarm, live
    states rest on what is not true any more. May be called from any thread. recall: before the first reading, with the spool
    in which days that were touched late are written down."""

    adopt: Callable[[Centre], None] = lambda _centre: None
    mark: Callable[[CentreId, Sequence[Reading]], None] = lambda _centre, _readings: None
    rewarm: Callable[[CentreId], None] = lambda _centre: None
    recall: Callable[[Spool], None] = lambda _spool: None


class Reception:
    """Known sensors and their second chances. reader: see Rereading; works: its threads."""

    def __init__(
        self,
        spool: Spool,
        registry: Registry,
        known: Known,
        reader: Callable[[], Interpret],
        stores: Mapping[CentreId, SensorStore],
        events: Mapping[CentreId, Events],
        profiles: Mapping[str, Profile],
        followers: Followers,
        adopt: Adopt,
    ) -> None:
        self.spool, self.registry, self.known, self.reader = spool, registry, known, reader
        self.profiles = profiles
        self.box = DeadBox(spool, registry.owner, registry.rank)
        rereading = Rereading(spool, reader, self._profile_of, stores, events, followers.mark)
        self.replays = Replays(rereading, followers.rewarm)
        self.adoption = Adoption(known, adopt, self.box, self._reread)
        self.works: Mapping[str, Callable[[threading.Event], None]] = {
            "adoption": self.adoption.run,
            "replays": self.replays.run,
        }

    def wanted(self, since: datetime, places: Sequence[Place]) -> Wanted:
        """Everything received since an instant, of some sensors or of all."""
        return wanted_since(since, places, self.registry)

    def replay(self, since: datetime, places: Sequence[Place]) -> int:
        """Letters go through the spool again, kept messages are read again beside it; how many. Raises SpoolError.

        Letters only where everything is meant: of some sensors it is not known which letters are theirs.
        """
        back = 0 if places else self.box.replay(DeadFilter(since=since))
        return back + self.replays.ask(self.wanted(since, places))

    def _reread(self, since: datetime, centre: CentreId, sensor: SensorId) -> None:
        self.replays.ask(self.wanted(since, [(centre, sensor)]))

    def _profile_of(self, place: Place) -> Profile | None:
        return profile_at(place, self.known.centres, self.profiles)


def profile_at(
    place: Place, centres: Mapping[CentreId, Centre], profiles: Mapping[str, Profile]
) -> Profile | None:
    """The profile of the sensor that hangs there, with what its own `reads` add."""
    sensor = centres[place[0]].sensors.get(place[1])
    profile = sensor and profiles.get(sensor.profile)
    return profile.reading(sensor.reads) if sensor and profile else None


def wanted_since(since: datetime, places: Sequence[Place], registry: Registry) -> Wanted:
    """Everything received from an instant until now, of some sensors or of all."""
    sensors = frozenset(places)
    return Wanted(
        start_ns=to_ns(since),
        end_ns=to_ns(datetime.now(UTC)),
        sensors=sensors,
        topics=(lambda topic: not sensors.isdisjoint(registry.speakers(topic))) if sensors else None,
    )
