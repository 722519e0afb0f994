"""Providers and matches in the database. Whoever matches in a centre waits for whoever does so at the same time."""

from dataclasses import replace
from datetime import timedelta, tzinfo
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.calendar import CHINA
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.tables import MatchRuleRow, NeedRow, ProviderMatchRow, ProviderRow
from models.document import filled, plain
from models.needs.matching.apart import clash
from models.needs.matching.load import month_of
from models.needs.need import WANTED
from models.needs.ports import ClashError, LoadError, LoopChangedError, MatchedError
from models.needs.provider import HOLDING, Match, MatchStatus, Provider, Thing
from models.needs.takes import Synonyms, Takes

_PROVIDER: Table = ProviderRow.__table__  # type: ignore[assignment]
_MATCH: Table = ProviderMatchRow.__table__  # type: ignore[assignment]
_NEED: Table = NeedRow.__table__  # type: ignore[assignment]
_RULE: Table = MatchRuleRow.__table__  # type: ignore[assignment]
_ONE_AFTER_ANOTHER = text("SELECT pg_advisory_xact_lock(hashtext(:centre), hashtext('provider_match'))")
_SYNONYMS, _TAKES = "synonyms", "takes:"

T = TypeVar("T")
Kept = TypeVar("Kept", Provider, Match, Takes, Synonyms)


class SqlPool:
    """The pool of one centre."""

    def __init__(self, connections: Connections, centre: str, zone: tzinfo = CHINA) -> None:
        self._connections = connections
        self._centre = centre
        self._zone = zone

    def providers(self) -> list[Provider]:
        with self._connections.reading() as connection:
            return self._all(connection, _PROVIDER, Provider)

    def put_provider(self, provider: Provider, told: AuditEntry) -> Provider:
        return self._put(_PROVIDER, provider.id, provider, told)

    def matches(self) -> list[Match]:
        with self._connections.reading() as connection:
            return self._all(connection, _MATCH, Match)

    def put_match(self, match: Match, told: AuditEntry) -> Match:
        with self._connections.writing() as connection:
            if connection.dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
                connection.execute(_ONE_AFTER_ANOTHER, {"centre": self._centre})
            if match.status in HOLDING:
                self._alone(connection, match)
                self._within_load(connection, match)
            if match.status is MatchStatus.AGREED:  # what took place is told as it was
                self._waits(connection, match.need)
                self._apart(connection, match)
            kept = self._write(connection, _MATCH, match.id, match, self._columns(match))
            append_to(connection, [told])
            return kept

    def takes(self) -> list[Takes]:
        query = select(_RULE.c.content).where(
            _RULE.c.centre == self._centre, _RULE.c.key.startswith(_TAKES, autoescape=True)
        )
        with self._connections.reading() as connection:
            found = connection.execute(query.order_by(_RULE.c.key)).scalars()
            return [filled(Takes, content) for content in found]

    def put_takes(self, takes: Takes, told: AuditEntry) -> Takes:
        return self._put(_RULE, f"{_TAKES}{takes.topic}", takes, told)

    def synonyms(self) -> Synonyms:
        query = select(_RULE.c.content).where(_RULE.c.centre == self._centre, _RULE.c.key == _SYNONYMS)
        with self._connections.reading() as connection:
            content = connection.execute(query).scalar()
            return Synonyms() if content is None else filled(Synonyms, content)

    def put_synonyms(self, synonyms: Synonyms, told: AuditEntry) -> Synonyms:
        return self._put(_RULE, _SYNONYMS, synonyms, told)

    def _all(self, connection: Connection, table: Table, kind: type[T]) -> list[T]:
        query = select(table.c.content).where(table.c.centre == self._centre).order_by(table.c.id)
        return [filled(kind, content) for content in connection.execute(query).scalars()]

    def _alone(self, connection: Connection, match: Match) -> None:
        """Raises MatchedError where another match gives the need one of the same things."""
        same = (_MATCH.c.centre == self._centre, _MATCH.c.need == match.need, _MATCH.c.id != match.id)
        query = select(_MATCH.c.content).where(*same, _MATCH.c.status.in_(HOLDING)).order_by(_MATCH.c.id)
        for content in connection.execute(query).scalars():
            other = filled(Match, content)
            if other.things & match.things:
                raise MatchedError(other)

    def _waits(self, connection: Connection, need: str) -> None:
        """Raises LoopChangedError for a need that asks for nothing (any more); whoever drops it at the same time waits."""
        ours = (_NEED.c.centre == self._centre, _NEED.c.id == need, _NEED.c.status.in_(WANTED))
        if connection.execute(select(_NEED.c.id).where(*ours).with_for_update(read=True)).scalar() is None:
            raise LoopChangedError(need)

    def _apart(self, connection: Connection, match: Match) -> None:
        """Raises ClashError where somebody is to be in two places at once, or two needs in one room."""
        if match.start is None:
            return
        near = (replace(match, start=match.start + timedelta(days=n)) for n in (-1, 0, 1))
        months = {month_of(one, self._zone) for one in near}
        such = (_MATCH.c.centre == self._centre, _MATCH.c.id != match.id, _MATCH.c.month.in_(months))
        query = select(_MATCH.c.content).where(*such, _MATCH.c.status.in_(HOLDING)).order_by(_MATCH.c.id)
        for content in connection.execute(query).scalars():
            if clash(match, other := filled(Match, content)):
                raise ClashError(other)

    def _within_load(self, connection: Connection, match: Match) -> None:
        """Raises LoadError where the provider has less left than the match takes, LoopChangedError where there is none."""
        ours = (_PROVIDER.c.centre == self._centre, _PROVIDER.c.id == match.provider)
        content = connection.execute(select(_PROVIDER.c.content).where(*ours)).scalar()
        if content is None:
            raise LoopChangedError(match.provider)
        provider, month = filled(Provider, content), month_of(match, self._zone)
        left = provider.minutes_a_month - self._held(connection, match, "minutes", _MATCH.c.month == month)
        if match.minutes and provider.minutes_a_month and match.minutes > left:
            raise LoadError(max(left, 0))
        left = provider.money_fen - self._held(connection, match, "money_fen")
        if match.money_fen > left:
            raise LoadError(max(left, 0), Thing.MONEY)

    def _held(self, connection: Connection, match: Match, what: str, *such: Any) -> int:
        """What the provider's other matches hold."""
        others = (
            _MATCH.c.centre == self._centre,
            _MATCH.c.provider == match.provider,
            _MATCH.c.id != match.id,
            _MATCH.c.status.in_(HOLDING),
        )
        total = select(func.coalesce(func.sum(_MATCH.c[what]), 0)).where(*others, *such)
        return int(connection.execute(total).scalar_one())

    def _columns(self, match: Match) -> dict[str, Any]:
        month = month_of(match, self._zone) if match.status in HOLDING else None
        same = ("need", "provider", "minutes", "money_fen")
        return {name: getattr(match, name) for name in same} | {"status": match.status.value, "month": month}

    def _put(self, table: Table, key: str, one: Kept, told: AuditEntry) -> Kept:
        with self._connections.writing() as connection:
            kept = self._write(connection, table, key, one, {})
            append_to(connection, [told])
            return kept

    def _write(
        self, connection: Connection, table: Table, key: str, one: Kept, columns: dict[str, Any]
    ) -> Kept:
        """One that is new is kept with revision 1, another with one more than it says. Raises LoopChangedError."""
        ours = (table.c.centre == self._centre) & (_key(table) == key)
        old = connection.execute(select(table.c.revision).where(ours)).scalar()
        if one.revision != old and (old is not None or one.revision > 1):
            raise LoopChangedError(key)
        written: Kept = replace(one, revision=1 if old is None else old + 1)
        row = {"revision": written.revision, "content": plain(written), **columns}
        if old is None:
            named = {"centre": self._centre, _key(table).name: key}
            try:
                connection.execute(insert(table).values(named | row))
            except IntegrityError as error:  # somebody began it at the same time
                raise LoopChangedError(key) from error
        elif not connection.execute(update(table).where(ours, table.c.revision == old).values(row)).rowcount:
            raise LoopChangedError(key)
        return written


def _key(table: Table) -> Column[Any]:
    """The second column of the primary key; the first is the centre."""
    return tuple(table.primary_key)[1]
