"""What a match moves in the book: from where the money was awaited to where the statement shows it."""

from collections import defaultdict
from collections.abc import Sequence

from models.money.correction import document_key
from models.money.entry import Entry, EntrySource, Posting
from models.money.statement import OpenItem, StatementLine

FEES = "cost.fees"


def charge_fen(lines: Sequence[StatementLine], items: Sequence[OpenItem]) -> int:
    """What services kept: what was awaited less what arrived. Of lines that answer to nothing, all of it."""
    return sum(item.fen for item in items) - sum(line.fen for line in lines)


def statement_key(line: StatementLine) -> str:
    """The document that a match's entry has, by the first of its lines."""
    return document_key("statement", line.source.value, line.id)


def statement_entry(
    lines: Sequence[StatementLine], items: Sequence[OpenItem], memo: str = ""
) -> Entry | None:
    """Debits the statement's account with what arrived and the charges with what did not, credits what was awaited.

    None where nothing has to move: the book has it on that account already. The lines are of one account, and their
    first one dates the entry. Raises ValueError for lines of several accounts.
    """
    first = lines[0]
    account = first.source.value
    if any(line.source is not first.source for line in lines):
        raise ValueError(f"match of '{first.ref}': lines of several statements")
    moved: dict[tuple[str, str, str], int] = defaultdict(int)
    moved[account, "", ""] += sum(line.fen for line in lines)
    moved[FEES, "", ""] += charge_fen(lines, items)
    for item in items:
        own = item.account == account
        moved[(account, "", "") if own else (item.account, item.space, item.party)] -= item.fen
    postings = tuple(
        Posting(account=name, fen=fen, space=space, party=party)
        for (name, space, party), fen in moved.items()
        if fen
    )
    if not postings:
        return None
    key = statement_key(first)
    return Entry(
        key=key,
        source=EntrySource.STATEMENT,
        day=first.day,
        at=first.at,
        postings=postings,
        document=key,
        memo=memo,
    )
