"""New readings of one centre -> the state of each of its spaces, as the broker's retained messages carry it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isinf, isnan
from types import MappingProxyType

from models.calendar import Calendar, Window, business_date
from models.centre import Centre, Schedule, Sensor, Space, SpaceId
from models.estimate.learning import UNTAUGHT, Learned
from models.live import Band, SpaceState, band
from models.ports import SensorStore
from models.reading import Reading
from models.slot import business_window, fold_start
from models.tracker import Tracker


@dataclass(slots=True)
class _LiveSpace:
    """One space, the fold over its readings, and since when its band has been what it is."""

    space: Space
    sensors: Sequence[Sensor]
    schedule: Schedule
    tracker: Tracker
    day: date | None = None
    band: Band | None = None
    since: datetime | None = None

    def roll_day(self, at: datetime) -> None:
        """Entries and exits are told per business day; yesterday's crossings are in the facts."""
        today = business_date(at, self.schedule.zone)
        if self.day is None or today > self.day:
            self.day = today
            self.tracker.begin_day()

    def state(self, at: datetime) -> SpaceState:
        self.tracker.advance(at)
        self.roll_day(at)
        known = self.tracker.estimate()
        _, quality = self.tracker.people()
        people = None if isnan(known.people) else known.people
        capacity = self.space.limit(at.astimezone(self.schedule.zone).date())
        now = band(people, capacity)
        if now is not self.band or self.since is None:
            self.band, self.since = now, at
        return SpaceState(
            space=self.space.id,
            people=people,
            capacity=capacity,
            band=now,
            since=self.since,
            at=max(self.tracker.heard.values(), default=None),
            quality=quality,
            open=self.schedule.is_open(at),
            entries=sum(c.entries for c in self.tracker.crossings),
            exits=sum(c.exits for c in self.tracker.crossings),
            drift=self.tracker.drift,
            silent=self.tracker.silent(at),
            sensors=len(self.sensors),
            low=None if people is None else min(round(known.low, 1), people),
            high=None if people is None or isinf(known.high) else max(round(known.high, 1), people),
        )


class LiveHouse:
    """The live states of one centre. Not thread-safe: one thread feeds it and asks it."""

    def __init__(self, centre: Centre, calendar: Calendar) -> None:
        self._centre, self._calendar = centre, calendar
        self._spaces: dict[SpaceId, _LiveSpace] = {
            space.id: self._live(centre, space) for space in centre.spaces.values()
        }
        self._space_of = {sensor.id: sensor.space for sensor in centre.sensors.values()}

    def _live(self, centre: Centre, space: Space) -> _LiveSpace:
        sensors = centre.sensors_of(space.id)
        schedule = Schedule(space, self._calendar, centre.zone_info)
        return _LiveSpace(space, sensors, schedule, Tracker(space, sensors, schedule))

    def warm(
        self, store: SensorStore, at: datetime, lessons: Mapping[SpaceId, Learned] = MappingProxyType({})
    ) -> None:
        """After a restart: take up the business day from what the store already knows. Again is the same as once.

        Where a space was open at the day's start, counting is taken up from its opening. lessons: what past days teach.
        """
        for space in self._centre.spaces.values():
            self._spaces[space.id] = self._warmed(self._live(self._centre, space), store, at, lessons)

    def adopt(
        self, centre: Centre, store: SensorStore, at: datetime, lessons: Mapping[SpaceId, Learned]
    ) -> None:
        """Its sensors changed: take up anew the spaces that this concerns, and none when the store raises StoreError."""
        changed = [
            space
            for key, space in centre.spaces.items()
            if list(self._centre.sensors_of(key)) != list(centre.sensors_of(key))
        ]
        warmed = {space.id: self._warmed(self._live(centre, space), store, at, lessons) for space in changed}
        self._centre = centre
        self._spaces |= warmed
        self._space_of = {sensor.id: sensor.space for sensor in centre.sensors.values()}

    def _warmed(
        self, live: _LiveSpace, store: SensorStore, at: datetime, lessons: Mapping[SpaceId, Learned]
    ) -> _LiveSpace:
        day = business_date(at, live.schedule.zone)
        live.tracker.flow.teach(lessons.get(live.space.id, UNTAUGHT))
        start, first = business_window(day, live.schedule).start, fold_start(day, live.schedule)
        ids = [sensor.id for sensor in live.sensors]
        before = store.latest(ids, first)
        self._fold(live, sorted(before.values(), key=lambda r: r.at))
        said = store.read(ids, Window(first, at + timedelta(minutes=5)))
        today = next((n for n, reading in enumerate(said) if reading.at >= start), len(said))
        self._fold(live, said[:today])
        live.tracker.advance(start)
        live.tracker.begin_day()
        live.day = day
        self._fold(live, said[today:])
        return live

    def teach(self, lessons: Mapping[SpaceId, Learned]) -> None:
        """What the days up to yesterday teach, for the day that has begun."""
        for space, learned in lessons.items():
            self._spaces[space].tracker.flow.teach(learned)

    def feed(self, readings: Iterable[Reading]) -> None:
        """Take readings that are durably stored; those of other centres' sensors are passed over."""
        for reading in readings:
            space = self._space_of.get(reading.sensor)
            if space is not None:
                self._spaces[space].roll_day(reading.at)
                self._spaces[space].tracker.feed(reading)

    def states(self, at: datetime) -> Mapping[SpaceId, SpaceState]:
        """What is true of each space at an instant not before the last reading, in the centre's order."""
        return {key: live.state(at) for key, live in self._spaces.items()}

    @staticmethod
    def _fold(live: _LiveSpace, readings: Iterable[Reading]) -> None:
        for reading in readings:
            live.tracker.feed(reading)
