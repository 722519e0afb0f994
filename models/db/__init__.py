"""Records: facts, holds, calendar, accounts and the audit trail, in SQLite or PostgreSQL (I/O)."""

from collections.abc import Callable, Collection, Mapping
from datetime import tzinfo
from functools import partial

from sqlalchemy import text

from models.accepted_sensor import AcceptedSensors
from models.advice.ports import Advice
from models.calendar import CHINA, Calendar
from models.centre import Centre
from models.db.accepted_sensors import SqlAcceptedSensors
from models.db.accounts import SqlAccounts
from models.db.advice import SqlAdvice
from models.db.audit import SqlAudit
from models.db.balances import SqlBalances
from models.db.batches import SqlBatches
from models.db.calendar import SqlCalendarDays
from models.db.connection import Connections, open_connections
from models.db.day_book import SqlDayBook
from models.db.day_facts import SqlDayFacts
from models.db.events import SqlEvents
from models.db.feed_addresses import SqlFeedAddresses
from models.db.feed_items import SqlFeedItems
from models.db.feed_places import SqlFeedPlaces
from models.db.forecasts import SqlForecasts
from models.db.holds import SqlHolds
from models.db.jobs import SqlJobs
from models.db.links import SqlLinks
from models.db.loop import needs_loop
from models.db.mailroom import SqlMailroom
from models.db.migrations import is_current, upgrade
from models.db.money import SqlMoney
from models.db.month_facts import SqlMonthFacts
from models.db.needs import SqlNeeds
from models.db.own_reports import SqlMadePapers, SqlOwnReports
from models.db.peak_lists import SqlPeakLists
from models.db.programme import SqlProgramme
from models.db.remarks import SqlRemarks
from models.db.reports import SqlReports
from models.db.saved_views import SqlSavedViews
from models.db.sessions import SqlSessions
from models.db.slots import SqlSlotFacts
from models.db.surveys import SqlSurveys, centre_of
from models.db.tenancies import SqlTenancies
from models.db.throttle import SqlThrottle
from models.db.weathers import SqlWeathers
from models.demand.preference import Preferences
from models.demand.stated import Stated
from models.exchange.address import FeedAddresses
from models.exchange.batch import Batches
from models.exchange.feed_ports import FeedPorts
from models.exchange.rpde import FeedItems
from models.exchange.rpde_reader import FeedPlaces
from models.fact_ports import Balances, DayBook, DayFacts, MonthFacts, PeakLists
from models.forecast.ports import Forecasts
from models.identity import Accounts, Audit, Links, Sessions, Throttle
from models.job import Jobs
from models.money.ports import Money
from models.needs.ports import NeedsLoop
from models.needs.satisfaction import Surveyed
from models.ports import (
    Aggregates,
    CalendarDays,
    Clock,
    Events,
    Holds,
    LiveStates,
    Ports,
    SensorStore,
    SlotFacts,
)
from models.programme.ports import Programme
from models.remark import Remarks
from models.report.own.ports import Own
from models.report.ports import Reports
from models.saved_view import SavedViews
from models.sending.ports import Mailroom
from models.stall import Tenancies
from models.weather import Weathers


class Database:
    """One database and the port adapters upon it; any number of threads may share it."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @property
    def connections(self) -> Connections:
        """For measurements that fill tables in bulk; adapters have their own."""
        return self._connections

    def migrate(self) -> None:
        """Bring the tables up to date. Two processes may do it at once; a killed one leaves nothing half done."""
        upgrade(self._connections)

    def is_current(self) -> bool:
        """Whether the tables are up to date. Raises StoreUnavailableError when the database cannot be reached."""
        return is_current(self._connections)

    def ping(self) -> None:
        """Raises StoreUnavailableError when the database cannot be reached."""
        with self._connections.reading() as connection:
            connection.execute(text("SELECT 1"))

    def ports(
        self,
        centre: Centre,
        calendar: Calendar,
        clock: Clock,
        *,
        store: SensorStore,
        aggregates: Aggregates,
        live: LiveStates,
        closed: Callable[[], object] = lambda: None,
    ) -> Ports:
        """Everything of one centre that is kept here, beside what measures it; the rest is as if there were none.

        closed: called once a month of the books is closed.
        """
        key = centre.id
        programme = self.programme(centre)
        return Ports(
            centre=centre,
            calendar=calendar,
            clock=clock,
            store=store,
            aggregates=aggregates,
            live=live,
            slots=self.slots(key),
            days=self.days(key),
            holds=self.holds(key),
            balances=self.balances(key),
            peaks=self.peaks(key),
            forecasts=self.forecasts(key),
            events=self.events(key, centre.zone_info),
            programme=programme,
            money=self.money(key, closed),
            jobs=self.jobs(key),
            accepted=self.accepted(key),
            remarks=self.remarks(key),
            weather=self.weather(key),
            views=self.views(key),
            advice=self.advice(key),
            reports=self.reports(key),
            own=self.own(key),
            batches=self.batches(key),
            addresses=self.addresses(key),
            feeds=FeedPorts(places=self.feed_places(key), items=self.feed_items(key)),
            tenancies=self.tenancies(key),
            loop=self.loop(key, centre.zone_info),
            preferences=self.preferences(centre),
            audit=self.audit().append,
            satisfaction=Surveyed(SqlSurveys(self._connections, key), partial(_series_of, programme)),
        )

    def surveyed(self, code: str) -> str | None:
        """The centre whose survey a code is; None = nobody's."""
        return centre_of(self._connections, code)

    def slots(self, centre: str) -> SlotFacts:
        return SqlSlotFacts(self._connections, centre)

    def days(self, centre: str) -> DayFacts:
        return SqlDayFacts(self._connections, centre)

    def months(self) -> MonthFacts:
        return SqlMonthFacts(self._connections)

    def book(self, centre: str) -> DayBook:
        return SqlDayBook(self._connections, centre)

    def holds(self, centre: str) -> Holds:
        return SqlHolds(self._connections, centre)

    def programme(self, centre: Centre) -> Programme:
        return SqlProgramme(self._connections, centre)

    def jobs(self, centre: str) -> Jobs:
        return SqlJobs(self._connections, centre)

    def balances(self, centre: str) -> Balances:
        return SqlBalances(self._connections, centre)

    def peaks(self, centre: str) -> PeakLists:
        return SqlPeakLists(self._connections, centre)

    def forecasts(self, centre: str) -> Forecasts:
        return SqlForecasts(self._connections, centre)

    def events(self, centre: str, zone: tzinfo = CHINA) -> Events:
        return SqlEvents(self._connections, centre, zone)

    def accepted(self, centre: str) -> AcceptedSensors:
        return SqlAcceptedSensors(self._connections, centre)

    def remarks(self, centre: str) -> Remarks:
        return SqlRemarks(self._connections, centre)

    def weather(self, centre: str) -> Weathers:
        return SqlWeathers(self._connections, centre)

    def batches(self, centre: str) -> Batches:
        return SqlBatches(self._connections, centre)

    def addresses(self, centre: str) -> FeedAddresses:
        return SqlFeedAddresses(self._connections, centre)

    def feed_places(self, centre: str) -> FeedPlaces:
        return SqlFeedPlaces(self._connections, centre)

    def feed_items(self, centre: str) -> FeedItems:
        return SqlFeedItems(self._connections, centre)

    def tenancies(self, centre: str) -> Tenancies:
        return SqlTenancies(self._connections, centre)

    def money(self, centre: str, closed: Callable[[], object] = lambda: None) -> Money:
        return SqlMoney(self._connections, centre, closed)

    def advice(self, centre: str) -> Advice:
        return SqlAdvice(self._connections, centre)

    def reports(self, centre: str) -> Reports:
        return SqlReports(self._connections, centre)

    def own(self, centre: str) -> Own:
        return Own(
            reports=SqlOwnReports(self._connections, centre),
            papers=SqlMadePapers(self._connections, centre),
            account=self.accounts().find,
        )

    def mailroom(self, centre: str) -> Mailroom:
        return SqlMailroom(self._connections, centre)

    def preferences(self, centre: Centre) -> Preferences:
        return Stated(SqlNeeds(self._connections, centre.id), centre)

    def loop(self, centre: str, zone: tzinfo = CHINA) -> NeedsLoop:
        return needs_loop(self._connections, centre, zone)

    def views(self, centre: str) -> SavedViews:
        return SqlSavedViews(self._connections, centre)

    def calendar(self) -> CalendarDays:
        return SqlCalendarDays(self._connections)

    def accounts(self) -> Accounts:
        return SqlAccounts(self._connections)

    def sessions(self) -> Sessions:
        return SqlSessions(self._connections)

    def links(self) -> Links:
        return SqlLinks(self._connections)

    def throttle(self) -> Throttle:
        return SqlThrottle(self._connections)

    def audit(self) -> Audit:
        return SqlAudit(self._connections)

    def close(self) -> None:
        """Let go of connections and files."""
        self._connections.engine.dispose()


def _series_of(programme: Programme, sessions: Collection[str]) -> Mapping[str, str]:
    return {one.id: one.series for one in programme.sessions.find(sessions)}


def open_database(url: str, *, password: str = "") -> Database:
    """The database of an SQLAlchemy URL (sqlite or postgresql+psycopg). Raises StoreError when the URL is none."""
    return Database(open_connections(url, password))
