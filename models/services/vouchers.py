"""Vouchers: one person enters, another approves; what is approved stands in the book in the same moment."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.account import Account, Permission
from models.calendar import business_date
from models.money.chart import AccountKind, account_of
from models.money.entry import LONGEST_MEMO, Posted, Posting
from models.money.ports import DifferentEntryError, Money
from models.money.project_payment import OverpaidError
from models.money.voucher import (
    DECISIONS,
    MOST_LINES,
    STEPS,
    Voucher,
    VoucherChangedError,
    VoucherDeed,
    Vouchers,
    VoucherState,
    correction_lines,
    refund_lines,
    voucher_entry,
)
from models.ports import Ports
from models.services.deed import done_by
from models.services.project_paying import overpaid, payable_now
from models.services.strangers import refusal

LONGEST_REFERENCE = 200
LONGEST_REASON = 300

RIGHTS = {
    deed: Permission.MONEY_APPROVE if deed in DECISIONS else Permission.MONEY_ENTER for deed in VoucherDeed
}
"""What a deed asks of whoever does it, beside being another person where it decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody wrote into the form."""

    day: date
    lines: tuple[Posting, ...]
    memo: str
    reference: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies on the desk of somebody: own is what only he may go on with, decide what he may approve or send back."""

    own: Sequence[Voucher]
    decide: Sequence[Voucher]
    waits: Sequence[Voucher]
    done: Sequence[Voucher]


def desk(ports: Ports, account: Account, most: int = 100) -> Desk:
    """The vouchers of a centre by what is to be done with them, the newest first. Raises RefusedError."""
    kept = _kept(ports)
    entered = kept.newest([VoucherState.ENTERED], most)
    approves = account.may(Permission.MONEY_APPROVE, ports.centre.id)
    decide = [one for one in entered if approves and one.entered_by != account.name]
    open_ones = kept.newest([VoucherState.DRAFT, VoucherState.SENT_BACK], most)
    return Desk(
        own=[one for one in open_ones if one.entered_by == account.name],
        decide=decide,
        waits=[one for one in entered if one not in decide],
        done=kept.newest([VoucherState.APPROVED, VoucherState.WITHDRAWN], most),
    )


def voucher_of(ports: Ports, key: str) -> Voucher:
    """Raises RefusedError."""
    found = _kept(ports).find(key) if key.isprintable() else None
    if found is None:
        raise refusal("voucher.gone")
    return found


def write(ports: Ports, account: Account, typed: Typed, key: str = "", seen: int = 0) -> Voucher:
    """A new draft, or one of one's own written anew. seen: the revision that was looked at. Raises RefusedError."""
    _permit(ports, account, VoucherDeed.SAVE)
    _check(ports, typed)
    draft = Voucher(
        id=key or secrets.token_hex(6),
        state=VoucherState.DRAFT,
        day=typed.day,
        lines=typed.lines,
        memo=typed.memo.strip(),
        reference=typed.reference.strip(),
        about=typed.about.strip(),
        entered_by=account.name,
        entered_at=ports.clock(),
    )
    if key:
        before = _step(ports, account, key, seen, VoucherDeed.SAVE)
        draft = replace(draft, revision=before.revision + 1)
    _put(ports, account, draft, VoucherDeed.SAVE)
    return draft


def enter(ports: Ports, account: Account, key: str, seen: int) -> Voucher:
    """It is balanced and waits for another person from now on. Raises RefusedError."""
    before = _step(ports, account, key, seen, VoucherDeed.ENTER)
    if before.balance_fen or len(before.lines) < 2:
        raise refusal("voucher.unbalanced", fen=before.balance_fen)
    if not before.memo:
        raise refusal("voucher.memo", most=LONGEST_MEMO)
    payable_now(ports, before.lines)
    return _moved(ports, account, before, VoucherDeed.ENTER)


def decide(
    ports: Ports, account: Account, deed: VoucherDeed, key: str, seen: int, reason: str = ""
) -> Voucher:
    """Approve, which posts it, or send back with a reason. Raises RefusedError, also for whoever entered it himself."""
    before = _step(ports, account, key, seen, deed)
    if deed is VoucherDeed.SEND_BACK and not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise refusal("voucher.reason", most=LONGEST_REASON)
    decided = replace(before, decided_by=account.name, decided_at=ports.clock(), reason=reason.strip())
    return _moved(ports, account, decided, deed)


def withdraw(ports: Ports, account: Account, key: str, seen: int) -> Voucher:
    """Whoever entered it takes it back. Raises RefusedError."""
    return _moved(
        ports, account, _step(ports, account, key, seen, VoucherDeed.WITHDRAW), VoucherDeed.WITHDRAW
    )


def about_entry(ports: Ports, template: str, number: int) -> tuple[tuple[Posting, ...], Posted]:
    """The lines with which a refund or a correction of an entry begins, and that entry. Raises RefusedError."""
    made = ABOUT.get(template)
    posted = _money(ports).ledger.entry(number) if made and number > 0 else None
    if made is None or posted is None:
        raise refusal("voucher.no_entry", n=number)
    return made(posted), posted


ABOUT = {"refund": refund_lines, "correction": correction_lines}
"""Templates that begin with an entry of the book."""


def _check(ports: Ports, typed: Typed) -> None:
    if len(typed.lines) > MOST_LINES:
        raise refusal("voucher.lines", most=MOST_LINES)
    if len(typed.memo) > LONGEST_MEMO or not typed.memo.isprintable():
        raise refusal("voucher.memo", most=LONGEST_MEMO)
    if len(typed.reference) > LONGEST_REFERENCE or not (typed.reference + typed.about).isprintable():
        raise refusal("voucher.reference", most=LONGEST_REFERENCE)
    if typed.day > business_date(ports.clock(), ports.centre.zone_info):
        raise refusal("voucher.future", day=f"{typed.day}")
    for line in typed.lines:
        if account_of(line.account).kind is AccountKind.FUND:
            raise refusal("voucher.fund", account=line.account)
        if line.space and line.space not in ports.centre.spaces:
            raise refusal("no_space")


def _step(ports: Ports, account: Account, key: str, seen: int, deed: VoucherDeed) -> Voucher:
    """The voucher as it was seen, where this person may do the deed now."""
    _permit(ports, account, deed)
    before = voucher_of(ports, key)
    if before.revision != seen or not before.may(deed):
        raise refusal("voucher.changed")
    own = before.entered_by == account.name
    if deed in DECISIONS and own:
        raise refusal("same_person")
    if deed not in DECISIONS and not own:
        raise refusal("voucher.not_yours", who=before.entered_by)
    return before


def _moved(ports: Ports, account: Account, voucher: Voucher, deed: VoucherDeed) -> Voucher:
    moved = replace(voucher, state=STEPS[deed][1], revision=voucher.revision + 1)
    _put(ports, account, moved, deed)
    return moved


def _put(ports: Ports, account: Account, voucher: Voucher, deed: VoucherDeed) -> None:
    told = done_by(
        ports,
        account,
        f"voucher.{deed}",
        voucher.id,
        revision=voucher.revision,
        entered_by=voucher.entered_by,
        debit_fen=voucher.debit_fen,
        day=f"{voucher.day}",
    )
    approved = voucher.state is VoucherState.APPROVED
    entry = voucher_entry(voucher, ports.centre.zone_info) if approved else None
    pays = payable_now(ports, voucher.lines) if approved else ()
    try:
        _kept(ports).put(voucher, told, entry, pays)
    except (VoucherChangedError, DifferentEntryError) as error:
        raise refusal("voucher.changed") from error
    except OverpaidError as error:
        raise overpaid(error) from error


def _permit(ports: Ports, account: Account, deed: VoucherDeed) -> None:
    if not account.may(RIGHTS[deed], ports.centre.id):
        raise refusal("voucher.not_allowed")


def _kept(ports: Ports) -> Vouchers:
    return _money(ports).vouchers


def _money(ports: Ports) -> Money:
    if ports.money is None:
        raise refusal("no_books")
    return ports.money
