"""Rows of the ledger <-> entries."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Table

from models.db.tables import LedgerEntryRow, LedgerLineRow
from models.money.entry import Entry, EntrySource, Posted, Posting, digest

ENTRY: Table = LedgerEntryRow.__table__  # type: ignore[assignment]
LINE: Table = LedgerLineRow.__table__  # type: ignore[assignment]

LINE_WORDS = ("account", "space", "session", "series", "building", "party")
"""The columns of a line that say what it was for."""


def entry_row(centre: str, one: Posted) -> dict[str, Any]:
    entry = one.entry
    return {
        "centre": centre,
        "number": one.number,
        "key": entry.key,
        "source": entry.source.value,
        "day": entry.day,
        "month": one.month,
        "revision": one.revision,
        "at": entry.at,
        "document": entry.document,
        "memo": entry.memo,
        "reverses": entry.reverses or None,
        "posted_by": one.by,
        "posted_at": one.posted_at,
        "digest": digest(one),
    }


def line_rows(centre: str, one: Posted) -> list[dict[str, Any]]:
    return [
        {"centre": centre, "number": one.number, "place": place, "fen": posting.fen}
        | {name: getattr(posting, name) for name in LINE_WORDS}
        for place, posting in enumerate(one.entry.postings)
    ]


def posted_from(row: RowMapping, lines: Sequence[RowMapping]) -> Posted:
    entry = Entry(
        key=row["key"],
        source=EntrySource(row["source"]),
        day=row["day"],
        at=row["at"],
        postings=tuple(
            Posting(fen=line["fen"], **{name: line[name] for name in LINE_WORDS}) for line in lines
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
