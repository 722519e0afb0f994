"""The book of business days in the database: people, slots and sums change together or not at all."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, Table, select, text

from models.balance import Balance
from models.calendar import Window
from models.centre import SpaceId
from models.day_account import DayAccount
from models.db import recounts
from models.db.balances import keep_balances, kept_balance
from models.db.connection import Connections
from models.db.day_facts import keep_days
from models.db.slots import replace_slots, slot_span, slots_within
from models.db.tables import DayFactRow, PeopleDayRow, TermsRow
from models.db.upsert import upsert
from models.estimate.learning import pupils
from models.fact_ports import LESSONS, Asked, Kept, Settled, WorkOut
from models.occupancy import Occupancy
from models.people_day import packed, unpacked
from models.slot import SlotFact
from models.terms import Terms

_DAY: Table = DayFactRow.__table__  # type: ignore[assignment]
_PEOPLE: Table = PeopleDayRow.__table__  # type: ignore[assignment]
_TERMS: Table = TermsRow.__table__  # type: ignore[assignment]

_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(hashtext(:centre), hashtext(:space))")
"""SQLite lets one transaction write at a time anyway."""


def now_utc() -> datetime:
    return datetime.now(UTC)


class SqlDayBook:
    """The business days of one centre."""

    def __init__(
        self, connections: Connections, centre: str, clock: Callable[[], datetime] = now_utc
    ) -> None:
        self._connections = connections
        self._centre, self._clock = centre, clock

    def settle(
        self,
        space: SpaceId,
        windows: Mapping[date, Window],
        work: WorkOut,
        asked: Collection[Asked] = (),
        taught_until: date | None = None,
    ) -> Settled:
        whole, slots = Settled(), {}
        with self._connections.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_ONE_AFTER_ANOTHER, {"centre": self._centre, "space": space})
            pupil_days: set[date] = set()
            for day, window in windows.items():
                settled, slots[day], taught = self._settle_day(
                    connection, space, day, window, work, taught_until
                )
                whole += settled
                pupil_days.update(taught)
            keep_days(connection, self._centre, space, slots)
            recounts.strike_out(connection, self._centre, asked)
            recounts.ask_days(
                connection, self._centre, {(space, day) for day in pupil_days}, LESSONS, self._clock()
            )
        return whole

    def _settle_day(
        self,
        connection: Connection,
        space: SpaceId,
        day: date,
        window: Window,
        work: WorkOut,
        taught_until: date | None,
    ) -> tuple[Settled, list[SlotFact], Sequence[date]]:
        """What it came to, the slots of the day, and the days that it teaches otherwise now."""
        kept = self._kept(connection, space, day)
        account = work(day, kept)
        if account is None:
            return Settled(left=1), slots_within(connection, self._centre, [space], window), ()
        changed = replace_slots(connection, self._centre, space, window, account.facts)
        if account.present is not kept.present:
            self._keep_people(connection, space, account)
        taught = self._keep_balance(connection, account.balance, taught_until) if account.balance else ()
        return Settled(days=1, slots=changed), account.facts, taught

    def _keep_balance(
        self, connection: Connection, balance: Balance, taught_until: date | None
    ) -> Sequence[date]:
        known = taught_until is not None and taught_until > balance.day
        before = kept_balance(connection, self._centre, balance.space, balance.day) if known else None
        keep_balances(connection, self._centre, [balance])
        return pupils(before, balance, taught_until) if known and taught_until else ()

    def _kept(self, connection: Connection, space: SpaceId, day: date) -> Kept:
        query = select(_PEOPLE.c.content, _PEOPLE.c.stamp).where(*self._place(space, day))
        row = connection.execute(query).one_or_none()
        place = (_DAY.c.centre == self._centre, _DAY.c.space == space, _DAY.c.day == day)
        measured = connection.execute(select(_DAY.c.measured_min).where(*place)).scalar_one_or_none() or 0.0
        content, stamp = row or (b"", 0)
        return Kept(_present(content), stamp, measured > 0)

    def _keep_people(self, connection: Connection, space: SpaceId, account: DayAccount) -> None:
        """A new stamp also where nothing differs: whoever counts readings meanwhile has perhaps counted fewer."""
        row = (self._centre, space, account.day, recounts.new_token(), packed(account.present))
        upsert(connection, _PEOPLE, [row])

    def _place(self, space: SpaceId, day: date) -> tuple[ColumnElement[bool], ...]:
        return _PEOPLE.c.centre == self._centre, _PEOPLE.c.space == space, _PEOPLE.c.day == day

    def stamp(self, space: SpaceId, day: date) -> int:
        with self._connections.reading() as connection:
            query = select(_PEOPLE.c.stamp).where(*self._place(space, day))
            return connection.execute(query).scalar_one_or_none() or 0

    def ask(self, days: Collection[tuple[SpaceId, date]], reason: str) -> None:
        with self._connections.writing() as connection:
            recounts.ask_days(connection, self._centre, days, reason, self._clock())

    def waiting(self, spaces: Collection[SpaceId], limit: int = 100) -> Sequence[Asked]:
        with self._connections.reading() as connection:
            return recounts.waiting(connection, self._centre, spaces, limit)

    def forget(self, asked: Collection[Asked]) -> None:
        with self._connections.writing() as connection:
            recounts.strike_out(connection, self._centre, asked)

    def agree(self, space: SpaceId, terms: Terms, until: date, reason: str) -> Sequence[date]:
        query = select(_TERMS.c.first, _TERMS.c.prints).where(
            _TERMS.c.centre == self._centre, _TERMS.c.space == space
        )
        with self._connections.writing() as connection:
            row = connection.execute(query).one_or_none()
            changed = [] if row is None else [day for day in terms.changed(Terms(*row)) if day <= until]
            recounts.ask_days(
                connection, self._centre, {(space, day) for day in changed}, reason, self._clock()
            )
            upsert(connection, _TERMS, [(self._centre, space, terms.first, terms.prints)])
        return changed

    def span(self) -> Window | None:
        with self._connections.reading() as connection:
            return slot_span(connection, self._centre)


def _present(content: bytes) -> Occupancy | None:
    """People in a format that is not known are as good as none."""
    try:
        return unpacked(content)
    except ValueError:
        return None
