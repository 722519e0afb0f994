"""Postings that no statement will show are set aside: one person says why, another agrees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from secrets import token_hex

from models.account import Account, Permission
from models.money.assent import Assent
from models.money.item_aside import LONGEST_NOTE, REASONS, ItemAside, ItemAsides
from models.money.statement import OpenItem
from models.ports import Ports
from models.services.deed import note
from models.services.strangers import refusal

LISTED = 60
"""Asides that a page lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideNow:
    """An aside with its posting as the book has it; None where another match or a correction took it."""

    aside: ItemAside
    item: OpenItem | None


def propose_aside(
    ports: Ports, account: Account, refs: Collection[str], reason: str, note: str
) -> Sequence[ItemAside]:
    """Ask that nobody waits for these postings any more. Raises RefusedError."""
    kept = _kept(ports, account, Permission.MONEY_ENTER)
    words = " ".join(note.split())
    if reason not in REASONS:
        raise refusal("no_deed")
    if not 0 < len(words) <= LONGEST_NOTE or not words.isprintable():
        raise refusal("statement_note", most=LONGEST_NOTE)
    if not refs or len(_items(ports, refs)) < len(set(refs)):
        raise refusal("statement_tied" if refs else "statement_choose_items")
    assent = Assent(decision=words, proposed_by=account.name, proposed_at=ports.clock())
    wanted = [ItemAside(id=token_hex(8), ref=ref, reason=reason, assent=assent) for ref in sorted(set(refs))]
    if not kept.propose(wanted):
        raise refusal("statement_asked")
    _note(ports, account, "propose", wanted, reason=reason, note=words)
    return wanted


def approve_aside(ports: Ports, account: Account, aside: str) -> None:
    """Another person agrees: from now on nobody waits for the posting. Raises RefusedError."""
    kept = _kept(ports, account, Permission.MONEY_APPROVE)
    found = _found(kept, aside)
    if found.assent.proposed_by == account.name:
        raise refusal("same_person")
    if not _items(ports, [found.ref]):
        raise refusal("statement_tied")
    if not kept.approve(aside, by=account.name, at=ports.clock()):
        raise refusal("statement_not_waiting")
    _note(ports, account, "approve", [found])


def lift_aside(ports: Ports, account: Account, aside: str) -> None:
    """Wait for the posting again, or turn down what somebody asks. Raises RefusedError."""
    kept = _kept(ports, account, Permission.MONEY_ENTER, Permission.MONEY_APPROVE)
    found = _found(kept, aside)
    if not kept.lift(aside):
        raise refusal("statement_not_waiting")
    _note(ports, account, "lift", [found])


def asides(ports: Ports) -> Sequence[AsideNow]:
    """What was asked for last, what waits first. Raises StoreError."""
    if ports.money is None:
        return []
    found = ports.money.asides.newest(LISTED)
    there = {one.ref: one for one in ports.money.statements.posted_by_refs([one.ref for one in found])}
    return [AsideNow(aside=one, item=there.get(one.ref)) for one in found]


def _items(ports: Ports, refs: Collection[str]) -> Sequence[OpenItem]:
    return ports.money.statements.open_by_refs(refs) if ports.money else []


def _found(kept: ItemAsides, aside: str) -> ItemAside:
    found = next((one for one in kept.newest(LISTED) if one.id == aside), None)
    if found is None:
        raise refusal("statement_not_waiting")
    return found


def _kept(ports: Ports, account: Account, *rights: Permission) -> ItemAsides:
    if ports.money is None:
        raise refusal("no_books")
    if not any(account.may(one, ports.centre.id) for one in rights):
        raise refusal("not_your_books")
    return ports.money.asides


def _note(ports: Ports, account: Account, action: str, done: Sequence[ItemAside], **details: str) -> None:
    items = " ".join(one.ref for one in done)[:400]
    note(ports, account, f"statement.never.{action}", done[0].id, items=items, **details)
