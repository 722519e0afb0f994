"""What the services need from outside, as protocols, and the bundle of one centre's adapters."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from models.accepted_sensor import AcceptedSensors
from models.advice.ports import Advice
from models.aggregate import Aggregate, Step
from models.audit import AuditEntry
from models.calendar import Calendar, CalendarDay, Window
from models.centre import Centre, SensorId, SpaceId
from models.demand.preference import Preferences
from models.desk import Desk
from models.event import Event, EventKind
from models.exchange.address import FeedAddresses
from models.exchange.batch import Batches
from models.exchange.feed_ports import NO_FEEDS, FeedPorts
from models.fact_ports import Balances, DayFacts, PeakLists
from models.forecast.ports import Forecasts
from models.health import IngestHealth
from models.hold import Hold
from models.job import Jobs
from models.live import SpaceState
from models.metric.meal_day import MealDay
from models.money.ports import Money
from models.needs.ports import NO_LOOP, NeedsLoop
from models.programme.ports import Programme
from models.reading import Reading
from models.remark import Remarks
from models.report.own.ports import Own
from models.report.ports import Reports
from models.satisfaction import Satisfaction
from models.saved_view import SavedViews
from models.sending.ports import Sending
from models.slot import SlotFact
from models.slot_grid import SlotGrid
from models.stall import Tenancies
from models.weather import Weathers

Clock = Callable[[], datetime]
"""The present instant, aware and UTC."""


UNASKED: Any = None
"""In place of a port that is never reached, as where there are no sensors."""


class StoreError(Exception):
    """A store refused or could not be reached; the text names the store and what it said."""


class StoreUnavailableError(StoreError):
    """The store cannot take anything now (down, busy, no permission): keep everything and try again.

    retry_after_s: how long the store asks to be left alone; 0 = it did not say.
    """

    def __init__(self, text: str, retry_after_s: float = 0.0) -> None:
        super().__init__(text)
        self.retry_after_s = retry_after_s


class StoreDeniedError(StoreUnavailableError):
    """The store does not let us in (token, organisation or bucket): only a person can mend it. Keep everything, keep asking."""


class StoreRejectedError(StoreError):
    """The store will never take these readings, whatever happens: they belong in the dead letters."""

    def __init__(self, text: str, rejected: Sequence[Reading]) -> None:
        super().__init__(text)
        self.rejected = tuple(rejected)


class EventsRejectedError(StoreError):
    """The records will never take these events, whatever happens: their messages belong in the dead letters."""

    def __init__(self, text: str, rejected: Sequence[Event]) -> None:
        super().__init__(text)
        self.rejected = tuple(rejected)


class SensorStore(Protocol):
    """The readings of one centre. Identity is (sensor, measure, at): writing twice is the same as once."""

    def write(self, readings: Sequence[Reading]) -> None:
        """Keep the readings; durable on return.

        Raises StoreUnavailableError when nothing may be assumed, StoreRejectedError when all but the named readings are kept.
        """
        ...

    def read(
        self, sensors: Collection[SensorId], window: Window, measures: Collection[str] | None = None
    ) -> list[Reading]:
        """Readings inside [start, end), in order of time then sensor then measure. `measures` are keys without the
        part behind the dot ("people_in_total"); None = all."""
        ...

    def latest(
        self, sensors: Collection[SensorId], before: datetime
    ) -> Mapping[tuple[SensorId, str], Reading]:
        """The newest reading strictly before an instant for each sensor and full measure key ("people_in_total.line2")."""
        ...

    def delete(self, sensor: SensorId, measure: str, window: Window) -> None:
        """Forget the readings of one full measure key ("people_in_total.line2") inside [start, end).

        For numbers that were never said: a message that was read wrongly. Raises StoreUnavailableError.
        """
        ...

    def close(self) -> None:
        """Let go of connections and files."""
        ...


class Aggregates(Protocol):
    """The minutes, quarter hours and hours of one centre's sensors."""

    def put(self, aggregates: Sequence[Aggregate]) -> None:
        """Insert or replace by (sensor, measure, step, start). Raises StoreUnavailableError."""
        ...

    def replace(self, sensors: Collection[SensorId], window: Window, aggregates: Sequence[Aggregate]) -> None:
        """Put these in place of everything of the sensors, of any step, that begins in the window. Raises as put."""
        ...

    def read(
        self,
        sensors: Collection[SensorId],
        window: Window,
        step: Step,
        measures: Collection[str] | None = None,
    ) -> list[Aggregate]:
        """Aggregates that begin inside [start, end), by start, then sensor, then measure. `measures` as in SensorStore."""
        ...

    def close(self) -> None:
        """Let go of connections and files."""
        ...


class SlotFacts(Protocol):
    """The quarter-hour facts of one centre; whoever works days out writes them through a DayBook."""

    def put(self, facts: Sequence[SlotFact]) -> None:
        """Insert or replace by (space, start), in one transaction, and sum their days anew."""
        ...

    def within(self, spaces: Collection[SpaceId], window: Window) -> list[SlotFact]:
        """Facts whose slot begins inside the window, by start and then space."""
        ...

    def grid(self, space: SpaceId, first: date, last: date) -> SlotGrid:
        """The facts of business days from first to last, both included, as columns; for windows of weeks and more."""
        ...

    def span(self) -> Window | None:
        """From the first slot to the end of the last one that is kept; None when there is none."""
        ...


class Holds(Protocol):
    """The holds of one centre."""

    def within(self, window: Window) -> list[Hold]:
        """Holds of any status that overlap the window, by start and then space."""
        ...


class Events(Protocol):
    """What happened once in one centre, as sensors told it."""

    def put(self, events: Sequence[Event]) -> None:
        """Insert or replace by (sensor, kind, id).

        Raises StoreUnavailableError when nothing may be assumed, EventsRejectedError when all but the named events are kept.
        """
        ...

    def within(self, window: Window, kinds: Collection[EventKind] = tuple(EventKind)) -> list[Event]:
        """Events of these kinds inside [start, end), by instant, then sensor, then id."""
        ...

    def meal_days(self, first: date, last: date) -> list[MealDay]:
        """The sales and deliveries of business days from first to last, both included, added up by day and then sensor."""
        ...


class CalendarDays(Protocol):
    """The days that people of this deployment entered or imported; they stand above the packaged calendar."""

    def put(self, days: Sequence[CalendarDay]) -> None:
        """Insert or replace by date, in one transaction."""
        ...

    def within(self, first: date, last: date) -> list[CalendarDay]:
        """The kept days from first to last, both included, in order."""
        ...


class LiveStates(Protocol):
    """The newest state of each space of one centre, as the broker's retained messages tell it."""

    def states(self) -> Mapping[SpaceId, SpaceState]:
        """A consistent copy, in the centre's order of spaces; a space never heard of is absent."""
        ...

    def heard_at(self) -> datetime | None:
        """When the newest message arrived; None when the broker has said nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything one centre's services may reach."""

    centre: Centre
    calendar: Calendar
    store: SensorStore
    aggregates: Aggregates
    slots: SlotFacts
    holds: Holds
    events: Events
    live: LiveStates
    clock: Clock
    programme: Programme | None = None
    """What is offered, booked and attended; None = this deployment keeps no bookings."""
    money: Money | None = None
    """The ledger and what belongs to it; None = this deployment keeps no books."""
    jobs: Jobs | None = None
    """The work of the house that comes round again; None where nobody does it."""
    desk: Desk | None = None
    """Where the ingestor is asked and told; None = this deployment has no way to reach it."""
    accepted: AcceptedSensors | None = None
    """The sensors that people accepted; None = none can be accepted here."""
    remarks: Remarks | None = None
    """What people noted beside the figures; None = this deployment keeps none."""
    weather: Weathers | None = None
    """The weather by the hour; None = this deployment keeps none."""
    views: SavedViews | None = None
    """Pages kept under a name; None = this deployment keeps none."""
    batches: Batches | None = None
    """What was imported; None = nothing can be imported here."""
    addresses: FeedAddresses | None = None
    """Under which calendars are read without signing in; None = none are."""
    feeds: FeedPorts = NO_FEEDS
    """Who reads the feeds of others, and what is kept of feeds."""
    tenancies: Tenancies | None = None
    """Who rents which stall; None = this deployment keeps no tenancies, and no let rate is known."""
    audit: Callable[[AuditEntry], object] = lambda _entry: None
    """Adds a row to the deployment's audit trail."""
    anchor: Callable[[], int] = lambda: 0
    """Keeps the head of the audit trail outside the database; how many that added."""
    ingest: Callable[[], IngestHealth | None] = lambda: None
    """What the ingestor last said about itself; None when it never spoke."""
    sharded: bool = False
    """Whether several ingest processes share the spaces."""
    days: DayFacts | None = None
    """The sums of business days; None where nobody keeps them."""
    balances: Balances | None = None
    """What past days' doors added up to; None where nobody keeps it."""
    peaks: PeakLists | None = None
    """What each quarter called its peak; None where nobody keeps it: then no share of off-peak use is known."""
    forecasts: Forecasts | None = None
    """What was forecast; None where nobody keeps it: then no band can be learned."""
    advice: Advice | None = None
    """What was proposed, decided and measured; None = this deployment gives no advice."""
    preferences: Preferences | None = None
    """At which hours residents would like to come; None where nobody asks them."""
    satisfaction: Satisfaction | None = None
    """How content people are with what was changed; None where nobody asks them."""
    reports: Reports | None = None
    """The versions of monthly reports; None = this deployment makes none."""
    own: Own | None = None
    """Reports that people put together, and papers that the house made; None = this deployment keeps none."""
    sending: Sending | None = None
    """What leaves the house; None = nothing does."""
    loop: NeedsLoop = NO_LOOP
    """What residents want and what becomes of it: needs, meetings, helpers, projects, activities, surveys."""
    simulated: Callable[[], bool] = lambda: False
    """Whether made-up readings lie among the centre's data. Asked anew each time: history may be filled in later."""
