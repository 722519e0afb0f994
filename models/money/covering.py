"""What is owed, without what the book itself says was paid: a statement may answer to neither a second time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.money.statement import OpenItem

_PAID_BY = {"receivable": -1, "payable": 1}
"""The sign of what pays: a receivable is credited, a payable debited."""


def uncovered(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Without what a posting on the same account has paid, and without that posting; the oldest debts are paid first.

    A payment that names no party pays any. What is paid in part is left out too: a person must say what the rest is.
    What takes a document back pays nothing.
    """
    by_account: dict[str, list[OpenItem]] = defaultdict(list)
    for one in sorted(items, key=lambda one: (one.day, one.number, one.place)):
        by_account[one.account].append(one)
    return [one for some in by_account.values() for one in _left(some)]


def _left(items: Sequence[OpenItem]) -> list[OpenItem]:
    """Of one account, the oldest first."""
    owed, unused = [one for one in items if not _pays(one)], []
    for payment in filter(_pays, items):
        paid = _paid(payment, owed)
        owed = [one for one in owed if one.ref not in paid]
        unused += [] if paid else [payment]
    return owed + unused


def _pays(item: OpenItem) -> bool:
    return item.fen * _PAID_BY.get(item.account.partition(".")[0], 0) > 0 and "~" not in item.key


def _paid(payment: OpenItem, owed: Iterable[OpenItem]) -> frozenset[str]:
    """The oldest debts that a payment reaches."""
    reached, rest = set(), abs(payment.fen)
    for one in owed:
        if rest > 0 and payment.party in ("", one.party) and one.fen * payment.fen < 0:
            reached.add(one.ref)
            rest -= abs(one.fen)
    return frozenset(reached)
