"""Records: facts, holds, calendar, accounts and the audit trail, in SQLite or PostgreSQL (I/O)."""

from sqlalchemy import text

from models.db.accepted_sensors import SqlAcceptedSensors
from models.db.accounts import SqlAccounts
from models.db.audit import SqlAudit
from models.db.balances import SqlBalances
from models.db.calendar import SqlCalendarDays
from models.db.connection import Connections, open_connections
from models.db.events import SqlEvents
from models.db.holds import SqlHolds
from models.db.links import SqlLinks
from models.db.migrations import is_current, upgrade
from models.db.sessions import SqlSessions
from models.db.slots import SqlSlotFacts
from models.db.throttle import SqlThrottle
from models.identity import Accounts, Audit, Links, Sessions, Throttle
from models.ports import AcceptedSensors, Balances, CalendarDays, Events, Holds, SlotFacts


class Database:
    """One database and the port adapters upon it; any number of threads may share it."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

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

    def slots(self, centre: str) -> SlotFacts:
        return SqlSlotFacts(self._connections, centre)

    def holds(self, centre: str) -> Holds:
        return SqlHolds(self._connections, centre)

    def balances(self, centre: str) -> Balances:
        return SqlBalances(self._connections, centre)

    def events(self, centre: str) -> Events:
        return SqlEvents(self._connections, centre)

    def accepted(self, centre: str) -> AcceptedSensors:
        return SqlAcceptedSensors(self._connections, centre)

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


def open_database(url: str, *, password: str = "") -> Database:
    """The database of an SQLAlchemy URL (sqlite or postgresql+psycopg). Raises StoreError when the URL is none."""
    return Database(open_connections(url, password))
