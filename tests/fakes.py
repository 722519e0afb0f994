"""In-memory adapters behind models.ports: what the tests hand to services and pages instead of servers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from models.aggregate import Aggregate, Step
from models.balance import Balance
from models.calendar import SLOT, Window
from models.centre import CentreId, SensorId, SpaceId
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
from models.hold import Hold
from models.live import SpaceState
from models.ports import AcceptedSensor, EventsRejectedError
from models.reading import Reading
from models.slot import SlotFact


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


@dataclass
class MemorySlots:
    """A SlotFacts that counts how often it is read."""

    kept: dict[tuple[SpaceId, datetime], SlotFact] = field(default_factory=dict)
    reads: int = 0

    def put(self, facts: Sequence[SlotFact]) -> None:
        self.kept.update({(fact.space, fact.start): fact for fact in facts})

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
