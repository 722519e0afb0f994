"""What services took and nobody found in the book yet: to the bank it is money that comes with the others'."""

from collections.abc import Iterable

from models.money.statement import OpenItem, StatementLine, StatementSource

NOWHERE = -1
"""The entry of what no entry holds."""


def held(item: OpenItem) -> bool:
    """Whether it is a posting of the book."""
    return item.number != NOWHERE


def loose_items(lines: Iterable[StatementLine]) -> list[OpenItem]:
    """Lines of services as items that a payout of theirs may hold; no entry holds them."""
    found = (line for line in lines if line.source is not StatementSource.BANK)
    return [
        OpenItem(
            number=NOWHERE, place=n, account=line.source.value, fen=line.fen, day=line.day, at=line.at, key=""
        )
        for n, line in enumerate(found)
    ]
