"""In-memory adapters behind models.ports: what the tests hand to services and pages instead of servers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from models.accepted_sensor import AcceptedSensor
from models.aggregate import Aggregate, Step
from models.balance import Balance, Crossing, Crossings
from models.calendar import CHINA, SLOT, Window, business_date
from models.centre import CentreId, Sensor, SensorId, SpaceId
from models.desk import (
    DeadFilter,
    DeadLetter,
    DeadPage,
    ProfileCard,
    RawMessage,
    SensorCard,
    Stranger,
    Trial,
)
from models.event import Event, EventKind
from models.forecast.made import Made
from models.hold import Hold
from models.live import SpaceState
from models.metric.meal_day import MealDay, meal_days
from models.metric.peak import PeakList
from models.ports import EventsRejectedError
from models.programme.activity import ActivityKind, Organiser
from models.programme.attendance import Attendance, AttendanceSource
from models.programme.booking import OPEN, Booking, BookingStatus, Party, Tally, tallied
from models.programme.ports import (
    ChangedMeanwhileError,
    Chronicle,
    DoubleBookedError,
    FullError,
    SeriesChangedError,
)
from models.programme.seating import changed, following, seats_taken, taking_turns
from models.programme.series import Series
from models.programme.session import Session, clashes
from models.reading import Reading
from models.remark import Remark
from models.saved_view import SavedView
from models.slot import SlotFact
from models.slot_grid import SlotGrid, grid, packed
from models.stall import TakenError, Tenancy
from models.weather import WeatherHour, WeatherKey


@dataclass
class MemoryStore:
    """A SensorStore that keeps readings in a dict by identity."""

    kept: dict[tuple[SensorId, str, datetime], Reading] = field(default_factory=dict)

    def write(self, readings: Sequence[Reading]) -> None:
        self.kept.update({(r.sensor, r.measure, r.at): r for r in readings})

    def read(
        self, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None = None
    ) -> list[Reading]:
        found = (
            r
            for r in self.kept.values()
            if r.sensor in sensors
            and window.start <= r.at < window.end
            and (measures is None or r.measure.partition(".")[0] in measures)
        )
        return sorted(found, key=lambda r: (r.at, r.sensor, r.measure))

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        old = sorted(
            (r for r in self.kept.values() if r.sensor in sensors and r.at < before), key=lambda r: r.at
        )
        return {(r.sensor, r.measure): r for r in old}

    def delete(self, sensor: SensorId, measure: str, window: Window) -> None:
        gone = [
            key for key in self.kept if key[:2] == (sensor, measure) and window.start <= key[2] < window.end
        ]
        for key in gone:
            del self.kept[key]

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class MemoryAggregates:
    """An Aggregates that keeps them in a dict by identity."""

    kept: dict[tuple[SensorId, str, Step, datetime], Aggregate] = field(default_factory=dict)

    def put(self, aggregates: Sequence[Aggregate]) -> None:
        self.kept.update({(a.sensor, a.measure, a.step, a.start): a for a in aggregates})

    def replace(self, sensors: Collection[SensorId], window: Window, aggregates: Sequence[Aggregate]) -> None:
        self.kept = {
            key: a
            for key, a in self.kept.items()
            if a.sensor not in sensors or not window.start <= a.start < window.end
        }
        self.put(aggregates)

    def read(
        self,
        sensors: Collection[SensorId],
        window: Window,
        step: Step,
        measures: Collection[str] | None = None,
    ) -> list[Aggregate]:
        found = (
            a
            for a in self.kept.values()
            if a.sensor in sensors
            and a.step is step
            and window.start <= a.start < window.end
            and (measures is None or a.measure.partition(".")[0] in measures)
        )
        return sorted(found, key=lambda a: (a.start, a.sensor, a.measure))

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class MemoryEvents:
    """An Events that keeps events in a dict by identity."""

    kept: dict[tuple[SensorId, EventKind, str], Event] = field(default_factory=dict)
    never: set[str] = field(default_factory=set)

    def put(self, events: Sequence[Event]) -> None:
        self.kept.update({(e.sensor, e.kind, e.id): e for e in events if e.id not in self.never})
        if refused := [e for e in events if e.id in self.never]:
            raise EventsRejectedError("the records say no", refused)

    def within(self, window: Window, kinds: Collection[EventKind] = tuple(EventKind)) -> list[Event]:
        found = (e for e in self.kept.values() if e.kind in kinds and window.start <= e.at < window.end)
        return sorted(found, key=lambda e: (e.at, e.sensor, e.id))

    def meal_days(self, first: date, last: date) -> list[MealDay]:
        return [one for one in meal_days(self.kept.values(), CHINA) if first <= one.day <= last]


@dataclass
class MemorySlots:
    """A SlotFacts that counts how often it is read."""

    kept: dict[tuple[SpaceId, datetime], SlotFact] = field(default_factory=dict)
    reads: int = 0

    def put(self, facts: Sequence[SlotFact]) -> None:
        self.kept.update({(fact.space, fact.start): fact for fact in facts})

    def grid(self, space: SpaceId, first: date, last: date) -> SlotGrid:
        self.reads += 1
        days: dict[date, list[SlotFact]] = {}
        for fact in sorted((f for f in self.kept.values() if f.space == space), key=lambda f: f.start):
            days.setdefault(business_date(fact.start, CHINA), []).append(fact)
        return grid(packed(facts) for day, facts in days.items() if first <= day <= last)

    def within(self, spaces: Collection[SpaceId], window: Window) -> list[SlotFact]:
        self.reads += 1
        found = (f for f in self.kept.values() if f.space in spaces and window.start <= f.start < window.end)
        return sorted(found, key=lambda f: (f.start, f.space))

    def span(self) -> Window | None:
        starts = [fact.start for fact in self.kept.values()]
        return Window(min(starts), max(starts) + SLOT) if starts else None


@dataclass
class MemoryBalances:
    """A Balances over a dict by space and day."""

    kept: dict[tuple[SpaceId, date], Balance] = field(default_factory=dict)

    def put(self, balances: Sequence[Balance]) -> None:
        self.kept.update({(balance.space, balance.day): balance for balance in balances})

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Balance]:
        found = (b for b in self.kept.values() if b.space in spaces and first <= b.day <= last)
        return sorted(found, key=lambda b: (b.day, b.space))

    def crossings(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Crossings]:
        return [
            Crossings(
                space=one.space,
                day=one.day,
                complete=one.complete,
                doors=tuple(Crossing(entries=door.entries, exits=door.exits) for door in one.doors),
            )
            for one in self.within(spaces, first, last)
        ]


@dataclass
class MemoryPeakLists:
    """A PeakLists over a dict by space and first day."""

    kept: dict[tuple[SpaceId, date], PeakList] = field(default_factory=dict)

    def keep(self, lists: Sequence[PeakList]) -> None:
        for one in lists:
            self.kept.setdefault((one.space, one.valid_from), one)

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[PeakList]:
        found = (one for one in self.kept.values() if one.space in spaces and first <= one.valid_from <= last)
        return sorted(found, key=lambda one: (one.valid_from, one.space))


@dataclass
class MemoryForecasts:
    """A Forecasts over a dict by space and morning."""

    kept: dict[tuple[SpaceId, date], Made] = field(default_factory=dict)

    def put(self, made: Sequence[Made]) -> None:
        self.kept.update({(one.space, one.day): one for one in made})

    def within(self, spaces: Collection[SpaceId], first: date, last: date) -> list[Made]:
        found = (one for one in self.kept.values() if one.space in spaces and first <= one.day <= last)
        return sorted(found, key=lambda one: (one.day, one.space))

    def known(self, first: date, last: date) -> Mapping[tuple[SpaceId, date], tuple[datetime, int]]:
        return {key: (one.made_at, one.basis) for key, one in self.kept.items() if first <= one.day <= last}

    def remove(self, days: Collection[date]) -> int:
        gone = [key for key in self.kept if key[1] in days]
        for key in gone:
            del self.kept[key]
        return len(gone)


@dataclass
class MemoryRemarks:
    """A Remarks over a dict by id."""

    kept: dict[str, Remark] = field(default_factory=dict)

    def put(self, remark: Remark) -> None:
        self.kept[remark.id] = remark

    def within(self, window: Window) -> list[Remark]:
        found = (r for r in self.kept.values() if r.window.overlap(window))
        return sorted(found, key=lambda r: (r.window.start, r.id))

    def remove(self, remark: str) -> bool:
        return self.kept.pop(remark, None) is not None


@dataclass
class MemoryWeathers:
    """A Weathers over a dict by key."""

    kept: dict[WeatherKey, WeatherHour] = field(default_factory=dict)

    def put(self, hours: Sequence[WeatherHour]) -> None:
        self.kept |= {one.key: one for one in hours}

    def within(self, window: Window) -> list[WeatherHour]:
        found = (one for one in self.kept.values() if window.start <= one.start < window.end)
        return sorted(found, key=lambda one: (one.start, one.said_at, one.source))

    def find(self, keys: Collection[WeatherKey]) -> list[WeatherHour]:
        return [self.kept[key] for key in keys if key in self.kept]

    def remove(self, key: WeatherKey) -> bool:
        return self.kept.pop(key, None) is not None


@dataclass
class MemoryTenancies:
    """A Tenancies over a dict by id."""

    kept: dict[str, Tenancy] = field(default_factory=dict)

    def put(self, tenancy: Tenancy) -> None:
        for other in self.kept.values():
            if other.id != tenancy.id and other.meets(tenancy):
                raise TakenError(other)
        self.kept[tenancy.id] = tenancy

    def within(self, first: date, last: date) -> list[Tenancy]:
        found = (t for t in self.kept.values() if t.first <= last and (t.last is None or t.last >= first))
        return sorted(found, key=lambda t: (t.stall, t.first))

    def remove(self, tenancy: str) -> bool:
        return self.kept.pop(tenancy, None) is not None


@dataclass
class MemoryViews:
    """A SavedViews over a dict by id."""

    kept: dict[str, SavedView] = field(default_factory=dict)

    def put(self, view: SavedView) -> None:
        self.kept[view.id] = view

    def of(self, page: str, account: str) -> list[SavedView]:
        return [v for v in self.kept.values() if v.page == page and (v.shared or v.by == account)]

    def remove(self, view: str) -> None:
        self.kept.pop(view, None)


@dataclass
class MemoryHolds:
    """A Holds over a dict by id."""

    kept: dict[str, Hold] = field(default_factory=dict)

    def put(self, holds: Sequence[Hold]) -> None:
        self.kept.update({booking.id: booking for booking in holds})

    def within(self, window: Window) -> list[Hold]:
        found = (b for b in self.kept.values() if b.window.start < window.end and window.start < b.window.end)
        return sorted(found, key=lambda b: (b.window.start, b.space))


@dataclass
class MemoryLive:
    """A LiveStates that tests set by hand; whoever subscribed is called on each change."""

    centre: CentreId = field(default_factory=lambda: CentreId("test"))
    kept: dict[SpaceId, SpaceState] = field(default_factory=dict)
    heard: datetime | None = None
    followers: list[Callable[[CentreId | None], None]] = field(default_factory=list)

    def put(self, *states: SpaceState, at: datetime) -> None:
        self.kept.update({state.space: state for state in states})
        self.heard = at
        for follower in self.followers:
            follower(self.centre)

    def subscribe(self, follower: Callable[[CentreId | None], None]) -> None:
        self.followers.append(follower)

    def states(self) -> Mapping[SpaceId, SpaceState]:
        return dict(self.kept)

    def heard_at(self) -> datetime | None:
        return self.heard


@dataclass
class MemoryAccepted:
    """An AcceptedSensors over a dict by id."""

    kept: dict[SensorId, AcceptedSensor] = field(default_factory=dict)

    def put(self, accepted: AcceptedSensor) -> None:
        self.kept[accepted.sensor.id] = accepted

    def all(self) -> list[AcceptedSensor]:
        return [self.kept[key] for key in sorted(self.kept)]

    def remove(self, sensor: SensorId) -> None:
        self.kept.pop(sensor, None)


def accepted(*sensors: Sensor) -> MemoryAccepted:
    """Sensors that li accepted at the beginning of 2026."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return MemoryAccepted({one.id: AcceptedSensor(sensor=one, by="li", at=at) for one in sensors})


@dataclass
class MemoryDesk:
    """A Desk over lists that tests fill. away: raised by every question, as when the ingestor is not there.

    stubborn: letters that stay unreadable however often they are read; told: the questions, by name.
    """

    cards: list[SensorCard] = field(default_factory=list)
    quarantine: list[Stranger] = field(default_factory=list)
    letters: list[DeadLetter] = field(default_factory=list)
    messages: dict[SensorId, list[RawMessage]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    models: list[ProfileCard] = field(default_factory=list)
    trial: Trial = field(default_factory=Trial)
    away: Exception | None = None
    stubborn: set[tuple[int, int]] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    tried: list[tuple[str, str, str, bytes]] = field(default_factory=list)

    def _asked(self, question: str) -> None:
        self.told.append(question)
        if self.away is not None:
            raise self.away

    def sensors(self, centre: CentreId) -> Sequence[SensorCard]:
        self._asked("sensors")
        return [card for card in self.cards if card.centre == centre]

    def strangers(self) -> Sequence[Stranger]:
        self._asked("strangers")
        return sorted(self.quarantine, key=lambda one: one.last_at, reverse=True)

    def dismiss(self, key: str) -> None:
        self._asked("dismiss")
        self.quarantine = [one for one in self.quarantine if one.key != key]

    def _seen(self, wanted: DeadFilter) -> list[DeadLetter]:
        return [one for one in self.letters if wanted.centre is None or one.centre in (None, wanted.centre)]

    def _wanted(self, wanted: DeadFilter) -> list[DeadLetter]:
        return [
            one
            for one in self._seen(wanted)
            if wanted.reason in ("", one.reason)
            and wanted.topic in one.topic
            and (wanted.since is None or one.received_at >= wanted.since)
            and (not wanted.ids or (one.shard, one.id) in set(wanted.ids))
        ]

    def dead_letters(self, wanted: DeadFilter, offset: int = 0, limit: int = 50) -> DeadPage:
        self._asked("dead_letters")
        found = sorted(self._wanted(wanted), key=lambda one: one.received_at, reverse=True)
        reasons: dict[str, int] = {}
        for one in self._seen(wanted):
            reasons[one.reason] = reasons.get(one.reason, 0) + 1
        return DeadPage(letters=found[offset : offset + limit], total=len(found), by_reason=reasons)

    def replay_dead(self, wanted: DeadFilter) -> int:
        self._asked("replay_dead")
        read = self._wanted(wanted)
        gone = {(one.shard, one.id) for one in read} - self.stubborn
        self.letters = [one for one in self.letters if (one.shard, one.id) not in gone]
        return len(read)

    def drop_dead(self, wanted: DeadFilter) -> int:
        self._asked("drop_dead")
        gone = self._wanted(wanted)
        self.letters = [one for one in self.letters if one not in gone]
        return len(gone)

    def raw(
        self, centre: CentreId, sensor: SensorId, *, after: int = 0, limit: int = 50
    ) -> Sequence[RawMessage]:
        self._asked("raw")
        newer = [one for one in self.messages.get(sensor, []) if one.id > after]
        return sorted(newer, key=lambda one: one.id, reverse=True)[:limit]

    def raw_between(
        self, centre: CentreId, sensor: SensorId, start: datetime, end: datetime, limit: int = 200
    ) -> Sequence[RawMessage]:
        self._asked("raw_between")
        return [one for one in self.messages.get(sensor, []) if start <= one.received_at < end][:limit]

    def replay(self, since: datetime, sensors: Sequence[tuple[CentreId, SensorId]] = ()) -> int:
        self._asked("replay")
        return 0

    def profiles(self) -> Sequence[ProfileCard]:
        self._asked("profiles")
        return list(self.models)

    def profile_text(self, name: str) -> str:
        self._asked("profile_text")
        return self.texts[name]

    def try_profile(self, text: str, envelope: str, topic: str, payload: bytes) -> Trial:
        self._asked("try_profile")
        self.tried.append((text, envelope, topic, payload))
        return self.trial

    def keep_profile(self, name: str, text: str) -> None:
        self._asked("keep_profile")
        self.texts[name] = text

    def reload(self) -> None:
        self._asked("reload")


@dataclass
class MemoryOfferings:
    """An Offerings over dicts by id."""

    kept_kinds: dict[str, ActivityKind] = field(default_factory=dict)
    kept_organisers: dict[str, Organiser] = field(default_factory=dict)
    kept_series: dict[str, Series] = field(default_factory=dict)

    def kinds(self) -> list[ActivityKind]:
        return [self.kept_kinds[key] for key in sorted(self.kept_kinds)]

    def put_kind(self, kind: ActivityKind) -> None:
        self.kept_kinds[kind.key] = kind

    def organisers(self) -> list[Organiser]:
        return [self.kept_organisers[key] for key in sorted(self.kept_organisers)]

    def put_organiser(self, organiser: Organiser) -> None:
        self.kept_organisers[organiser.id] = organiser

    def all_series(self) -> list[Series]:
        return [self.kept_series[key] for key in sorted(self.kept_series)]

    def put_series(self, series: Sequence[Series]) -> list[Series]:
        for one in series:
            before = self.kept_series.get(one.id)
            if one.version != (before.version if before else 0):
                raise SeriesChangedError(one.id)
        raised = [replace(one, version=one.version + 1) for one in series]
        self.kept_series.update({one.id: one for one in raised})
        return raised


@dataclass
class MemorySessions:
    """A Sessions over a dict by id. shared: spaces in which several sessions may be at once. writes: how often it wrote.

    meanwhile: done once, just before something is written, as somebody else would who comes first.
    """

    kept: dict[str, Session] = field(default_factory=dict)
    shared: frozenset[SpaceId] = frozenset()
    writes: int = 0
    bookings: "MemoryBookings | None" = None
    meanwhile: Callable[[], object] | None = None

    def within(self, window: Window, spaces: Collection[SpaceId] | None = None) -> list[Session]:
        found = (
            one
            for one in self.kept.values()
            if one.window.start < window.end
            and window.start < one.window.end
            and (spaces is None or one.space in spaces)
        )
        return sorted(found, key=lambda one: (one.window.start, one.space, one.id))

    def find(self, ids: Collection[str]) -> list[Session]:
        return [self.kept[key] for key in sorted(set(ids) & self.kept.keys())]

    def of_series(self, series: str, since: datetime) -> list[Session]:
        found = (one for one in self.kept.values() if one.series == series and one.window.end > since)
        return sorted(found, key=lambda one: (one.window.start, one.id))

    def write(
        self, sessions: Sequence[Session], *, unbooked: Collection[str] = (), at: datetime | None = None
    ) -> list[Session]:
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        bookings = self.bookings.of_sessions(unbooked) if self.bookings else []
        if any(one.status in OPEN for one in bookings):
            raise ChangedMeanwhileError(bookings[0].session)
        for one in sessions:
            before = self.kept.get(one.id)
            if before is not None and before.version != one.version:
                raise ChangedMeanwhileError(one.id)
        after = self.kept | {one.id: one for one in sessions}
        if taken := [other for other in after.values() if any(self._clash(one, other) for one in sessions)]:
            raise DoubleBookedError(taken)
        for one in sessions:
            taken_seats = seats_taken(self.bookings.of_sessions([one.id])) if self.bookings else 0
            if one.held and one.places and taken_seats > one.places:
                raise FullError(one.id)
        modified = max((one.modified for one in self.kept.values()), default=0)
        written = [
            replace(one, version=one.version + (one.id in self.kept), modified=modified + 1 + n)
            for n, one in enumerate(sessions)
        ]
        self.kept.update({one.id: one for one in written})
        self.writes += 1
        if self.bookings is not None:
            self.bookings.follow(written, at)
        return written

    def _clash(self, one: Session, other: Session) -> bool:
        return one.space not in self.shared and clashes(one, other)

    def modified_after(self, modified: int, last: str, limit: int) -> list[Session]:
        later = (one for one in self.kept.values() if (one.modified, one.id) > (modified, last))
        return sorted(later, key=lambda one: (one.modified, one.id))[:limit]


@dataclass
class MemoryBookings:
    """A Bookings over dicts, with the places of the sessions beside it."""

    sessions: MemorySessions
    kept: dict[str, Booking] = field(default_factory=dict)
    kept_parties: dict[str, Party] = field(default_factory=dict)

    def of_sessions(self, sessions: Collection[str]) -> list[Booking]:
        found = (one for one in self.kept.values() if one.session in sessions)
        return sorted(found, key=lambda one: (one.session, one.booked_at, one.id))

    def tallies(self, sessions: Collection[str]) -> list[Tally]:
        return tallied(self.of_sessions(sessions))

    def book(self, booking: Booking) -> Booking:
        if booking.id in self.kept:
            if self.kept[booking.id].session != booking.session:
                raise ChangedMeanwhileError(booking.id)
            return self.kept[booking.id]
        session = self.sessions.kept.get(booking.session)
        if session is None or not session.held:
            raise LookupError(booking.session)
        status = taking_turns(booking, self.of_sessions([booking.session]), session.places)
        self.kept[booking.id] = replace(booking, status=status)
        return self.kept[booking.id]

    def change(
        self, booking: str, expected: Collection[BookingStatus], to: BookingStatus, at: datetime
    ) -> Booking:
        before = self.kept[booking]
        if before.status not in expected:
            raise ChangedMeanwhileError(booking)
        self.kept[booking] = changed(before, to, at)
        self.follow([self.sessions.kept[before.session]], at)
        return self.kept[booking]

    def follow(self, sessions: Sequence[Session], at: datetime | None) -> None:
        for session in sessions:
            changes = following(self.of_sessions([session.id]), session, at)
            self.kept.update({one.id: one for one in changes})

    def parties(self, ids: Collection[str]) -> list[Party]:
        return [self.kept_parties[key] for key in sorted(set(ids) & self.kept_parties.keys())]

    def put_party(self, party: Party) -> None:
        self.kept_parties[party.id] = party

    def forget_codes(self, at: datetime) -> int:
        due = [
            one
            for one in self.kept_parties.values()
            if one.delete_after is not None and one.delete_after <= at
        ]
        self.kept_parties.update({one.id: replace(one, code="", delete_after=None) for one in due})
        return len(due)


@dataclass
class MemoryAttendances:
    """An Attendances over a dict by session and source."""

    kept: dict[tuple[str, AttendanceSource], Attendance] = field(default_factory=dict)

    def of_sessions(self, sessions: Collection[str]) -> list[Attendance]:
        found = (one for one in self.kept.values() if one.session in sessions)
        return sorted(found, key=lambda one: (one.session, one.source))

    def put(self, attendances: Sequence[Attendance]) -> None:
        self.kept.update({(one.session, one.source): one for one in attendances})


class MemoryProgramme:
    """A Programme of one centre in memory. shared: spaces in which several sessions may be at once."""

    def __init__(self, shared: Collection[SpaceId] = ()) -> None:
        self.offerings = MemoryOfferings()
        self.sessions = MemorySessions(shared=frozenset(shared))
        self.bookings = self.sessions.bookings = MemoryBookings(self.sessions)
        self.attendances = MemoryAttendances()

    def put(
        self, series: Sequence[Series], sessions: Sequence[Session], *, unbooked: Collection[str] = ()
    ) -> list[Series]:
        before = dict(self.offerings.kept_series)
        kept = self.offerings.put_series(series)
        try:
            if sessions:
                self.sessions.write(sessions, unbooked=unbooked)
        except Exception:
            self.offerings.kept_series = before
            raise
        return kept

    def restore(self, chronicle: Chronicle, *, counted: bool = False) -> None:
        self.sessions.write(chronicle.sessions)
        for party in chronicle.parties:
            self.bookings.put_party(party)
        self.bookings.kept.update({one.id: one for one in chronicle.bookings})
        self.attendances.put(chronicle.attendances)
