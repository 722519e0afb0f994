"""Rows of the ledger <-> entries."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import RowMapping, Table

from models.db.tables import LedgerEntryRow, LedgerLineRow
from models.money.entry import Entry, EntrySource, Posted, Posting, digest

ENTRY: Table = LedgerEntryRow.__table__  # type: ignore[assignment]
LINE: Table = LedgerLineRow.__table__  # type: ignore[assignment]

LINE_WORDS = ("account", "space", "session", "series", "building", "party")
"""The columns of a line that say what it was for."""


def entry_row(centre: str, one: Posted) -> tuple[Any, ...]:
    """In the order of the table's columns, as those of its lines."""
    entry = one.entry
    return (
        *(centre, one.number, entry.key, entry.source.value, entry.day, one.month, one.revision, entry.at),
        *(entry.document, entry.memo, entry.reverses or None, one.by, one.posted_at, digest(one)),
    )


def line_rows(centre: str, one: Posted) -> Iterator[tuple[Any, ...]]:
    for place, line in enumerate(one.entry.postings):
        words = (line.space, line.session, line.series, line.building, line.party)
        yield (centre, one.number, place, line.account, line.fen, *words)


def posted_from(row: RowMapping, lines: Sequence[RowMapping]) -> Posted:
    entry = Entry(
        key=row["key"],
        source=EntrySource(row["source"]),
        day=row["day"],
        at=row["at"],
        postings=tuple(
            Posting(
                account=line["account"],
                fen=line["fen"],
                space=line["space"],
                session=line["session"],
                series=line["series"],
                building=line["building"],
                party=line["party"],
            )
            for line in lines
        ),
        document=row["document"],
        memo=row["memo"],
        reverses=row["reverses"] or "",
    )
    return Posted(
        number=row["number"],
        entry=entry,
        month=row["month"],
        revision=row["revision"],
        by=row["posted_by"],
        posted_at=row["posted_at"],
    )
