"""Stalls are let and given back by people, for a rent that is told in the books month by month."""

import secrets
from dataclasses import replace
from datetime import date

from models.account import Account, Permission
from models.audit import AuditEntry
from models.money.amount import AmountError, fen_of
from models.ports import Ports
from models.services.strangers import refusal
from models.stall import LONGEST_CODE, StallId, TakenError, Tenancies, Tenancy


def let_stall(
    ports: Ports, account: Account, stall: str, tenant: str, first: str, last: str = "", rent: str = ""
) -> Tenancy:
    """first, last: ISO days as they were typed; last "" = without end; rent: yuan of a month, "" = none agreed.
    Raises RefusedError."""
    kept = _kept(ports, account)
    if stall not in ports.centre.stalls:
        raise refusal("no_stall", stall=stall[:40])
    code = " ".join(tenant.split())
    if not 0 < len(code) <= LONGEST_CODE or not code.isprintable():
        raise refusal("tenant_code", most=LONGEST_CODE)
    ends = _day(first), _day(last) if last.strip() else None
    if ends[1] is not None and ends[1] < ends[0]:
        raise refusal("tenancy_order")
    tenancy = Tenancy(
        id=secrets.token_hex(8),
        stall=StallId(stall),
        tenant=code,
        first=ends[0],
        last=ends[1],
        rent_fen=_rent(rent),
    )
    _put(kept, tenancy)
    _note(ports, account, "tenancy.let", tenancy)
    return tenancy


def end_tenancy(ports: Ports, account: Account, tenancy: str, last: str) -> None:
    """Somebody gives a stall back: `last` is the last day. Raises RefusedError."""
    kept = _kept(ports, account)
    day = _day(last)
    found = next((one for one in kept.within(date.min, date.max) if one.id == tenancy), None)
    if found is None:
        raise refusal("tenancy_gone")
    if day < found.first:
        raise refusal("tenancy_order")
    ended = replace(found, last=day)
    _put(kept, ended)
    _note(ports, account, "tenancy.end", ended)


def _put(kept: Tenancies, tenancy: Tenancy) -> None:
    try:
        kept.put(tenancy)
    except TakenError as error:
        raise refusal(
            "stall_taken", first=f"{error.other.first}", last=f"{error.other.last or '…'}"
        ) from None


def _kept(ports: Ports, account: Account) -> Tenancies:
    if ports.tenancies is None or not account.may(Permission.BOOKING_EDIT, ports.centre.id):
        raise refusal("no_tenancies")
    return ports.tenancies


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise refusal("no_day", day=typed[:20]) from None


def _rent(typed: str) -> int | None:
    if not typed.strip():
        return None
    try:
        fen = fen_of(typed)
    except AmountError:
        fen = -1
    if fen < 0:
        raise refusal("no_amount", value=typed[:40])
    return fen


def _note(ports: Ports, account: Account, action: str, tenancy: Tenancy) -> None:
    ports.audit(
        AuditEntry(
            at=ports.clock(),
            actor=account.name,
            action=action,
            subject=tenancy.stall,
            centre=ports.centre.id,
            details={
                "first": f"{tenancy.first}",
                "last": f"{tenancy.last or ''}",
                "rent_fen": "" if tenancy.rent_fen is None else f"{tenancy.rent_fen}",
            },
        )
    )
