"""The ledger in the database. Whoever writes to a centre's book waits for whoever does so at the same time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.book import head_in, lock
from models.db.connection import Connections
from models.db.ledger_proof import first_fault_of
from models.db.ledger_rows import ENTRY, LINE, LINE_WORDS, entry_row, line_rows, posted_from
from models.db.months import month_in
from models.db.parts import batched, parts
from models.db.upsert import insert
from models.message import Message
from models.money.entry import Entry, Posted, digest, takes_back
from models.money.month import month_of
from models.money.ports import ALL, DifferentEntryError, NotReversibleError, PostOutcome, Such, Sum
from models.money.told import POSTED

_PAGE = 2_000


class SqlLedger:
    """The book of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def post(self, entries: Sequence[Entry], *, by: str, at: datetime) -> PostOutcome:
        with self._connections.writing() as connection:
            return post_in(connection, self._centre, entries, by=by, at=at)

    def find(self, such: Such = ALL, *, limit: int = 100, before: int | None = None) -> list[Posted]:
        query = self._entries(such).order_by(ENTRY.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(ENTRY.c.number < before)
        with self._connections.reading() as connection:
            return with_lines(connection, self._centre, connection.execute(query).mappings().all())

    def entry(self, number: int) -> Posted | None:
        found = self.find(Such(after=number - 1, through=number), limit=1)
        return found[0] if found else None

    def by_keys(self, keys: Collection[str]) -> list[Posted]:
        with self._connections.reading() as connection:
            return sorted(known_in(connection, self._centre, keys).values(), key=lambda one: one.number)

    def sums(self, by: Sequence[str], such: Such = ALL) -> list[Sum]:
        columns = [_grouped(name) for name in by]
        query = (
            select(*columns, func.sum(LINE.c.fen).label("fen"))
            .join_from(LINE, ENTRY, _same())
            .where(LINE.c.centre == self._centre, *_entry_such(such), *_line_such(such))
            .where(*_numbers(such, ENTRY.c.number + 0))
            .group_by(*columns)
            .order_by(*columns)
        )
        with self._connections.reading() as connection:
            rows = connection.execute(query).mappings().all()
            return [Sum(**{**{name: row[name] for name in by}, "fen": int(row["fen"])}) for row in rows]

    def lines(self, such: Such = ALL) -> Iterator[Posted]:
        after = such.after
        while True:
            query = self._entries(such).where(ENTRY.c.number > after).order_by(ENTRY.c.number).limit(_PAGE)
            with self._connections.reading() as connection:
                found = with_lines(connection, self._centre, connection.execute(query).mappings().all())
            yield from found
            if len(found) < _PAGE:
                return
            after = found[-1].number

    def first_fault(self) -> Message | None:
        return first_fault_of(self._connections, self._centre)

    def head(self) -> int:
        with self._connections.reading() as connection:
            return head_in(connection, self._centre)

    def _entries(self, such: Such) -> Select[Any]:
        query = select(ENTRY).where(ENTRY.c.centre == self._centre, *_entry_such(such))
        query = query.where(*_numbers(such, ENTRY.c.number))
        asked = list(_line_such(such))
        if asked:
            query = query.where(
                ENTRY.c.number.in_(select(LINE.c.number).where(LINE.c.centre == self._centre, *asked))
            )
        return query


def post_in(
    connection: Connection, centre: str, entries: Sequence[Entry], *, by: str, at: datetime
) -> PostOutcome:
    """Write entries down as part of somebody's transaction, so that a document and its entry are kept together."""
    lock(connection, centre)
    reversed_keys = [one.reverses for one in entries if one.reverses]
    known = known_in(connection, centre, [*(one.key for one in entries), *reversed_keys])
    taken = _taken_back(connection, centre, reversed_keys)
    taking = _taking(connection, centre, {month_of(one.day) for one in entries})
    number, new, there = head_in(connection, centre), [], []
    for entry in entries:
        old = known.get(entry.key) or taken.get(entry.reverses)
        if old is not None:
            _same_document(entry, old)
            there.append(old.number)
            continue
        _reversible(entry, known.get(entry.reverses))
        number, month = number + 1, month_of(entry.day)
        one = Posted(number=number, entry=entry, month=month, revision=taking[month], by=by, posted_at=at)
        new.append(one)
        known[entry.key] = one
        if entry.reverses:
            taken[entry.reverses] = one
    _write(connection, centre, new)
    return PostOutcome(tuple(new), tuple(there))


def _same_document(entry: Entry, old: Posted) -> None:
    if old.entry.key == entry.key and old.entry != entry:
        raise DifferentEntryError(old)


def _reversible(entry: Entry, old: Posted | None) -> None:
    if entry.reverses and (old is None or not takes_back(entry, old)):
        found = "is not in the book" if old is None else f"is number {old.number}, with other lines"
        raise NotReversibleError(f"entry '{entry.key}' takes back '{entry.reverses}', which {found}")


def known_in(connection: Connection, centre: str, keys: Collection[str]) -> dict[str, Posted]:
    """The entries of these external ids, by id."""
    return {one.entry.key: one for one in _where(connection, centre, ENTRY.c.key, keys)}


def _taken_back(connection: Connection, centre: str, keys: Collection[str]) -> dict[str, Posted]:
    """By the key that they take back: the reversals of these entries."""
    return {one.entry.reverses: one for one in _where(connection, centre, ENTRY.c.reverses, keys)}


def _where(
    connection: Connection, centre: str, column: ColumnElement[Any], keys: Collection[str]
) -> Iterator[Posted]:
    for some in parts(keys):
        query = select(ENTRY).where(ENTRY.c.centre == centre, column.in_(some))
        yield from with_lines(connection, centre, connection.execute(query).mappings().all())


def with_lines(connection: Connection, centre: str, rows: Sequence[RowMapping]) -> list[Posted]:
    """Entries with their lines, in the order of the rows."""
    lines: dict[int, list[RowMapping]] = {}
    for numbers in batched([row["number"] for row in rows]):
        query = select(LINE).where(LINE.c.centre == centre, LINE.c.number.in_(numbers))
        for line in connection.execute(query.order_by(LINE.c.number, LINE.c.place)).mappings():
            lines.setdefault(line["number"], []).append(line)
    return [posted_from(row, lines.get(row["number"], [])) for row in rows]


def _taking(connection: Connection, centre: str, months: Collection[date]) -> Mapping[date, int]:
    """Where an entry of a month counts: before its first closing, or in the revision after the newest one."""
    return {month: month_in(connection, centre, month).taking for month in months}


def _write(connection: Connection, centre: str, new: Sequence[Posted]) -> None:
    if not new:
        return
    insert(connection, LINE, (row for one in new for row in line_rows(centre, one)))
    insert(connection, ENTRY, (entry_row(centre, one) for one in new))  # each seals its lines: migration 0012
    append_to(connection, [told(centre, one) for one in new])


def told(centre: str, one: Posted) -> AuditEntry:
    """What the audit trail says of an entry."""
    return AuditEntry(
        at=one.posted_at,
        actor=one.by,
        action=POSTED,
        subject=str(one.number),
        centre=centre,
        details={"key": one.entry.key, "digest": digest(one)},
    )


def _same() -> ColumnElement[bool]:
    return (ENTRY.c.centre == LINE.c.centre) & (ENTRY.c.number == LINE.c.number)


def _grouped(name: str) -> ColumnElement[Any]:
    column: ColumnElement[Any] = LINE.c[name] if name in LINE_WORDS else ENTRY.c[name]
    return column


def _entry_such(such: Such) -> Iterator[ColumnElement[bool]]:
    yield from _has_beside(such)
    if such.first is not None:
        yield ENTRY.c.day >= such.first
    if such.last is not None:
        yield ENTRY.c.day <= such.last
    if such.months is not None:
        yield ENTRY.c.month.between(*such.months)
    if such.sources:
        yield ENTRY.c.source.in_(such.sources)
    if such.revision is not None:
        yield ENTRY.c.revision <= such.revision
    if such.reverses:
        yield ENTRY.c.reverses.in_(such.reverses)
    if such.text:
        columns = (ENTRY.c.key, ENTRY.c.memo, ENTRY.c.document)
        yield or_(*(column.contains(such.text, autoescape=True) for column in columns))


def _numbers(such: Such, number: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """Which entries by their number; a sum gives the number + 0: else SQLite looks up the lines by a range for each entry,
    and a year takes minutes."""
    if such.through:
        yield number <= such.through
    if such.after:
        yield number > such.after


def _has_beside(such: Such) -> Iterator[ColumnElement[bool]]:
    """Asked of one entry after the other: a list of all that have such a line would be the whole book."""
    if such.beside:
        other = LINE.alias()
        same = (other.c.centre == ENTRY.c.centre) & (other.c.number == ENTRY.c.number)
        yield select(other.c.number).where(same, other.c.account.in_(such.beside)).exists()


def _line_such(such: Such) -> Iterator[ColumnElement[bool]]:
    if such.accounts:
        yield or_(*(_account(key) for key in such.accounts))
    if such.fen:
        yield LINE.c.fen.in_((such.fen, -such.fen))
    for name in ("space", "series", "building", "party"):
        if wanted := getattr(such, name):
            yield LINE.c[name] == wanted


def _account(key: str) -> ColumnElement[bool]:
    if key.endswith("."):
        return LINE.c.account.startswith(key, autoescape=True)
    return LINE.c.account == key
