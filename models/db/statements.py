"""Statements in the database, and the matches that tie their lines to postings."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    case,
    delete,
    func,
    literal,
    select,
    tuple_,
    update,
)

from models.db.book import lock
from models.db.connection import Connections
from models.db.ledger import known_in, post_in
from models.db.open_items import TIE, sums, taken_back_since, tied, tied_on, waiting
from models.db.parts import batched, parts
from models.db.tables import StatementLineRow, StatementMatchRow
from models.db.upsert import insert, upsert
from models.money.correction import corrected, newest, withdrawn
from models.money.entry import Entry, Posted
from models.money.matching import NETTED
from models.money.ports import PostOutcome
from models.money.statement import (
    AWAITED,
    ChangedError,
    DaySum,
    LineKind,
    Match,
    OpenItem,
    StatementLine,
    StatementSource,
    TiedError,
)

_LINE: Table = StatementLineRow.__table__  # type: ignore[assignment]
_MATCH: Table = StatementMatchRow.__table__  # type: ignore[assignment]

_ITEM = re.compile(r"[0-9]{1,18}\.[0-9]{1,9}", re.ASCII)

_LINE_WORDS = ("id", "at", "day", "fen", "fee_fen", "balance_fen", "kind", "reference", "party", "aside")


class SqlStatements:
    """The statements of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(self, lines: Sequence[StatementLine]) -> None:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            self._untied(connection, [("line", one.ref) for one in lines])
            upsert(connection, _LINE, [self._line_row(one) for one in lines])

    def remove(self, line: str) -> None:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            self._untied(connection, [("line", line)])
            connection.execute(delete(_LINE).where(_LINE.c.centre == self._centre, _named([line])))

    def lines(self, first: date, last: date) -> list[StatementLine]:
        return self._found(self._lines(first, last))

    def by_refs(self, refs: Collection[str]) -> list[StatementLine]:
        with self._connections.reading() as connection:
            return self._by_refs(connection, refs)

    def reach(self) -> Mapping[str, tuple[date, date]]:
        ends = select(_LINE.c.source, func.min(_LINE.c.day), func.max(_LINE.c.day))
        query = ends.where(_LINE.c.centre == self._centre).group_by(_LINE.c.source)
        with self._connections.reading() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.execute(query)}

    def open_lines(self, first: date, last: date, *, limit: int = 0) -> list[StatementLine]:
        is_open = ~tied(self._centre, "line", _ref())
        query = self._lines(first, last).where(_LINE.c.aside == "", is_open)
        return self._found(query.limit(limit) if limit else query)

    def open_items(
        self, first: date, last: date, *, limit: int = 0, skip: int = 0, accounts: Sequence[str] = AWAITED
    ) -> list[OpenItem]:
        some = waiting(self._centre, first, last, accounts).subquery()
        query = select(some).where(some.c.open).order_by(some.c.at, some.c.number, some.c.place)
        with self._connections.reading() as connection:
            rows = connection.execute(query.limit(limit).offset(skip) if limit else query).mappings()
            return [_item(row) for row in rows]

    def open_by_refs(self, refs: Collection[str]) -> list[OpenItem]:
        with self._connections.reading() as connection:
            return sorted(self._still_open(connection, refs), key=lambda one: (one.at, one.number, one.place))

    def posted_by_refs(self, refs: Collection[str]) -> list[OpenItem]:
        with self._connections.reading() as connection:
            return list(self._of_refs(connection, refs, open_only=False))

    def item_sums(self, first: date, last: date) -> list[DaySum]:
        with self._connections.reading() as connection:
            rows = connection.execute(sums(self._centre, first, last)).mappings()
            return [
                DaySum(
                    day=row["day"],
                    of=row["account"],
                    open=bool(row["open"]),
                    fen=int(row["fen"]),
                    in_fen=int(row["in_fen"]),
                    count=row["count"],
                )
                for row in rows
            ]

    def tie(
        self,
        matches: Sequence[Match],
        entries: Sequence[Entry],
        seen: Sequence[StatementLine | OpenItem],
        *,
        by: str,
        at: datetime,
    ) -> None:
        ends = [(one, *end) for one in matches for end in _ends(one)]
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            self._untied(connection, [(side, ref) for _, side, ref in ends])
            self._unchanged(connection, {ref for *_, ref in ends}, seen)
            corrected(_Book(connection, self._centre), entries, by=by, at=at)
            insert(connection, _MATCH, [self._match_row(one) for one in matches])
            insert(connection, TIE, [(self._centre, one.id, side, ref, "") for one, side, ref in ends])

    def untie(self, match: str, *, by: str, at: datetime) -> Match:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            found = self._matches(connection, [_MATCH.c.id == match])
            if not found or found[0].ended_at is not None:
                raise TiedError(match)
            self._take_back(connection, found[0], by, at)
            mine = (TIE.c.centre == self._centre) & (TIE.c.match == match)
            connection.execute(update(TIE).where(mine).values(ended=match))
            ended = update(_MATCH).where(_MATCH.c.centre == self._centre, _MATCH.c.id == match)
            connection.execute(ended.values(ended_by=by, ended_at=at))
            return replace(found[0], ended_by=by, ended_at=at)

    def matches(self, first: date, last: date, *, limit: int = 500) -> list[Match]:
        of_days = self._lines(first, last).with_only_columns(_ref()).order_by(None)
        ends = select(TIE.c.match).where(
            TIE.c.centre == self._centre, TIE.c.side == "line", TIE.c.ref.in_(of_days)
        )
        alone = (_MATCH.c.rule == NETTED) & _MATCH.c.id.in_(tied_on(self._centre, first, last))
        standing = [_MATCH.c.id.in_(ends) | alone, _MATCH.c.ended_at.is_(None)]
        with self._connections.reading() as connection:
            return self._matches(connection, standing, limit)

    def _lines(self, first: date, last: date) -> Select[Any]:
        query = select(_LINE).where(_LINE.c.centre == self._centre, _LINE.c.day.between(first, last))
        return query.order_by(_LINE.c.at, _LINE.c.source, _LINE.c.id)

    def _by_refs(self, connection: Connection, refs: Collection[str]) -> list[StatementLine]:
        named = (select(_LINE).where(_LINE.c.centre == self._centre, _named(some)) for some in parts(refs))
        found = [_line(row) for query in named for row in connection.execute(query).mappings()]
        return sorted(found, key=lambda one: one.ref)

    def _found(self, query: Select[Any]) -> list[StatementLine]:
        with self._connections.reading() as connection:
            return [_line(row) for row in connection.execute(query).mappings()]

    def _untied(self, connection: Connection, ends: Iterable[tuple[str, str]]) -> None:
        """Raises TiedError when a standing match has one of these ends."""
        by_side: dict[str, list[str]] = {}
        for side, ref in ends:
            by_side.setdefault(side, []).append(ref)
        for side, refs in by_side.items():
            if len(set(refs)) < len(refs):
                raise TiedError(next(ref for ref in refs if refs.count(ref) > 1))
            for some in parts(refs):
                standing = (TIE.c.centre == self._centre) & (TIE.c.side == side) & (TIE.c.ended == "")
                found = connection.execute(select(TIE.c.ref).where(standing, TIE.c.ref.in_(some))).scalar()
                if found is not None:
                    raise TiedError(found)

    def _unchanged(
        self, connection: Connection, ends: Iterable[str], seen: Sequence[StatementLine | OpenItem]
    ) -> None:
        """Raises ChangedError when an end is not what was seen, or is there no more."""
        lines = [one.ref for one in seen if isinstance(one, StatementLine)]
        items = {one.ref for one in seen if isinstance(one, OpenItem)}
        there = {*self._by_refs(connection, lines), *self._still_open(connection, items)}
        known = {one.ref for one in seen if one in there}
        for ref in ends:
            if ref not in known:
                raise ChangedError(ref)

    def _still_open(self, connection: Connection, refs: Collection[str]) -> Iterator[OpenItem]:
        return self._of_refs(connection, refs, open_only=True)

    def _of_refs(
        self, connection: Connection, refs: Collection[str], *, open_only: bool
    ) -> Iterator[OpenItem]:
        for numbers in batched(sorted({int(ref.partition(".")[0]) for ref in refs if _ITEM.fullmatch(ref)})):
            some = waiting(self._centre, date.min, date.max).subquery()
            query = select(some).where(some.c.number.in_(numbers))
            query = query.where(some.c.open) if open_only else query
            found = map(_item, connection.execute(query).mappings())
            yield from (one for one in found if one.ref in refs)

    def _take_back(self, connection: Connection, match: Match, by: str, at: datetime) -> None:
        """Raises TiedError when what the match posted is part of another one."""
        if not match.entry:
            return
        book = _Book(connection, self._centre)
        posted = newest(book, [match.entry])[match.entry].entry
        if posted is not None:
            places = range(len(posted.entry.postings))
            self._untied(connection, [("item", f"{posted.number}.{place}") for place in places])
        withdrawn(book, [match.entry], by=by, at=at)

    def _matches(
        self, connection: Connection, such: Iterable[ColumnElement[bool]], limit: int = 1
    ) -> list[Match]:
        changed = case((_MATCH.c.id.in_(taken_back_since(self._centre)), 1), else_=0).label("changed")
        query = select(_MATCH, changed).where(_MATCH.c.centre == self._centre, *such).limit(limit)
        ordered = query.order_by(changed.desc(), _MATCH.c.made_at.desc(), _MATCH.c.id)
        rows = connection.execute(ordered).mappings().all()
        ends: dict[str, dict[str, list[str]]] = {row["id"]: {"line": [], "item": []} for row in rows}
        for some in parts(ends):
            of = select(TIE).where(TIE.c.centre == self._centre, TIE.c.match.in_(some))
            for tie in connection.execute(of.order_by(TIE.c.ref)).mappings():
                ends[tie["match"]][tie["side"]].append(tie["ref"])
        return [_match(row, ends[row["id"]]) for row in rows]

    def _line_row(self, one: StatementLine) -> tuple[Any, ...]:
        return (self._centre, one.source.value, *(getattr(one, name) for name in _LINE_WORDS))

    def _match_row(self, one: Match) -> tuple[Any, ...]:
        made = (one.id, one.rule, one.sure, one.fee_fen, one.entry, one.by, one.at)
        return (self._centre, *made, one.ended_by, one.ended_at)


@dataclass(frozen=True, slots=True)
class _Book:
    """The ledger inside our own transaction."""

    connection: Connection
    centre: str

    def post(self, entries: Sequence[Entry], *, by: str, at: datetime) -> PostOutcome:
        return post_in(self.connection, self.centre, entries, by=by, at=at)

    def by_keys(self, keys: Collection[str]) -> Sequence[Posted]:
        return list(known_in(self.connection, self.centre, keys).values())


def _ref() -> ColumnElement[str]:
    return _LINE.c.source + literal(":") + _LINE.c.id


def _named(refs: Iterable[str]) -> ColumnElement[bool]:
    pairs = [(source, key) for source, _, key in (ref.partition(":") for ref in refs)]
    return tuple_(_LINE.c.source, _LINE.c.id).in_(pairs)


def _ends(match: Match) -> list[tuple[str, str]]:
    return [*(("line", ref) for ref in match.lines), *(("item", ref) for ref in match.items)]


def _line(row: RowMapping) -> StatementLine:
    values = {name: row[name] for name in _LINE_WORDS} | {"kind": LineKind(row["kind"])}
    return StatementLine(source=StatementSource(row["source"]), **values)


def _item(row: RowMapping) -> OpenItem:
    return OpenItem(**{name: value for name, value in row.items() if name != "open"})


def _match(row: RowMapping, ends: dict[str, list[str]]) -> Match:
    return Match(
        id=row["id"],
        rule=row["rule"],
        sure=row["sure"],
        lines=tuple(ends["line"]),
        items=tuple(ends["item"]),
        by=row["made_by"],
        at=row["made_at"],
        entry=row["entry"],
        fee_fen=row["fee_fen"],
        changed=bool(row["changed"]),
        ended_by=row["ended_by"],
        ended_at=row["ended_at"],
    )
