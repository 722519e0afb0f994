"""Price plans in the database. Whoever decides about a centre's plans waits for whoever does so at the same time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, Table, func, insert, select, text, update

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.price_rows import VERSION, version_from, version_row
from models.db.tables import FeesReachedRow
from models.db.timetable import tell_again
from models.db.upsert import upsert
from models.money.ports import FeesUpTo, PlanStateError, SuccessionError
from models.money.price import PlanStatus, PlanVersion
from models.money.price_life import succession_fault

_REACHED: Table = FeesReachedRow.__table__  # type: ignore[assignment]
_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(hashtext(:centre), hashtext('price'))")

_DAY = timedelta(days=1)

_ACTIONS = {
    PlanStatus.PROPOSED: "price.propose",
    PlanStatus.APPROVED: "price.approve",
    PlanStatus.REFUSED: "price.refuse",
    PlanStatus.WITHDRAWN: "price.withdraw",
}
"""Under which each step stands in the audit trail; its subject is "<plan>#<number>"."""


def _before(day: date) -> datetime:
    """An instant at which the day has begun nowhere yet."""
    return datetime.combine(max(day, date.min + _DAY) - _DAY, time(), tzinfo=UTC)


class SqlPrices:
    """The price plans of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def versions(self) -> list[PlanVersion]:
        with self._connections.reading() as connection:
            return self._all(connection)

    def propose(self, version: PlanVersion, *, by: str, at: datetime) -> PlanVersion:
        with self._connections.writing() as connection:
            self._alone(connection)
            ours = (VERSION.c.centre == self._centre) & (VERSION.c.plan == version.plan)
            last = connection.execute(select(func.max(VERSION.c.number)).where(ours)).scalar() or 0
            new = replace(
                version,
                number=last + 1,
                status=PlanStatus.PROPOSED,
                proposed_by=by,
                proposed_at=at,
                decided_by="",
                decided_at=None,
            )
            connection.execute(insert(VERSION), version_row(self._centre, new))
            self._tell(connection, new, by, at)
            return new

    def decide(
        self, plan: str, number: int, status: PlanStatus, *, by: str, at: datetime, today: date
    ) -> PlanVersion:
        with self._connections.writing() as connection:
            self._alone(connection)
            known = [one for one in self._all(connection) if one.plan == plan]
            old = next((one for one in known if one.number == number), None)
            if old is None or old.status is not PlanStatus.PROPOSED:
                raise PlanStateError(f"version {number} of price plan '{plan}' waits for nobody")
            if (status is PlanStatus.WITHDRAWN) != (by == old.proposed_by):
                raise PlanStateError(f"version {number} of price plan '{plan}' was proposed by '{by}'")
            if status is PlanStatus.APPROVED and (fault := succession_fault(known, old, today)):
                raise SuccessionError(fault)
            new = replace(old, status=status, decided_by=by, decided_at=at)
            self._write(connection, new)
            self._tell(connection, new, by, at)
            if status is PlanStatus.APPROVED:
                tell_again(connection, self._centre, plan, _before(new.valid_from))
            if status is PlanStatus.APPROVED and new.valid_from <= today:
                self._reach(connection, FeesUpTo(again=self._reached(connection).again + 1))
            return new

    def fees_up_to(self) -> FeesUpTo:
        with self._connections.reading() as connection:
            return self._reached(connection)

    def fees_are_up_to(self, reached: FeesUpTo, before: FeesUpTo) -> bool:
        with self._connections.writing() as connection:
            self._alone(connection)
            if self._reached(connection) != before:
                return False
            self._reach(connection, reached)
            return True

    def _reached(self, connection: Connection) -> FeesUpTo:
        query = select(_REACHED).where(_REACHED.c.centre == self._centre)
        row = connection.execute(query).mappings().first()
        return FeesUpTo(row["modified"], row["session"], row["again"]) if row else FeesUpTo()

    def _reach(self, connection: Connection, place: FeesUpTo) -> None:
        upsert(connection, _REACHED, [(self._centre, place.modified, place.session, place.again)])

    def _all(self, connection: Connection) -> list[PlanVersion]:
        query = select(VERSION).where(VERSION.c.centre == self._centre)
        rows = connection.execute(query.order_by(VERSION.c.plan, VERSION.c.number)).mappings()
        return [version_from(row) for row in rows]

    def _alone(self, connection: Connection) -> None:
        if connection.dialect.name == "postgresql":  # SQLite's writers are alone already
            connection.execute(_ONE_AFTER_ANOTHER, {"centre": self._centre})

    def _write(self, connection: Connection, one: PlanVersion) -> None:
        row = version_row(self._centre, one)
        key: Sequence[str] = ("centre", "plan", "number")
        same = [VERSION.c[name] == row[name] for name in key]
        decided = {name: row[name] for name in ("status", "decided_by", "decided_at")}
        connection.execute(update(VERSION).where(*same).values(decided))

    def _tell(self, connection: Connection, one: PlanVersion, by: str, at: datetime) -> None:
        entry = AuditEntry(
            at=at,
            actor=by,
            action=_ACTIONS[one.status],
            subject=f"{one.plan}#{one.number}",
            centre=self._centre,
            details={
                "base_fen": str(one.base_fen),
                "valid_from": one.valid_from.isoformat(),
                "decision": one.decision,
            },
        )
        append_to(connection, [entry])
