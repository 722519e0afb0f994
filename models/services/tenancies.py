"""Stalls are let and given back by people; a rent is set by one person, agreed to by another, and told in the books month by month.

Giving a stall back asks for one person: it changes no rent, only how long it is owed, and the book tells that by reversals.
"""

import secrets
from dataclasses import replace
from datetime import date

from models.account import Account, Permission
from models.money.amount import AmountError, fen_of
from models.ports import Ports
from models.services.deed import note
from models.services.strangers import refusal
from models.stall import LONGEST_CODE, StallId, TakenError, Tenancies, Tenancy


def let_stall(
    ports: Ports, account: Account, stall: str, tenant: str, first: str, last: str = "", rent: str = ""
) -> Tenancy:
    """first, last: ISO days as they were typed; last "" = without end; rent: yuan of a month, "" = none agreed.
    A rent is owed once another person agreed to it. Raises RefusedError."""
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
        rent_set_by=account.name,
    )
    _put(kept, tenancy)
    _note(ports, account, "tenancy.let", tenancy)
    return tenancy


def agree_rent(ports: Ports, account: Account, tenancy: str) -> None:
    """Another person than who let the stall agrees to what it costs: from now on it is owed. Raises RefusedError."""
    kept = _kept(ports, account, Permission.MONEY_APPROVE)
    found = _standing(kept, tenancy)
    if not found.rent_waits:
        raise refusal("rent_agreed")
    if found.rent_set_by == account.name:
        raise refusal("same_person")
    agreed = replace(found, rent_agreed_by=account.name)
    _put(kept, agreed)
    _note(ports, account, "tenancy.rent", agreed)


def end_tenancy(ports: Ports, account: Account, tenancy: str, last: str) -> None:
    """Somebody gives a stall back: `last` is the last day. Raises RefusedError."""
    kept = _kept(ports, account)
    day = _day(last)
    found = _standing(kept, tenancy)
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


def _standing(kept: Tenancies, tenancy: str) -> Tenancy:
    found = next((one for one in kept.within(date.min, date.max) if one.id == tenancy), None)
    if found is None:
        raise refusal("tenancy_gone")
    return found


def _kept(ports: Ports, account: Account, right: Permission = Permission.BOOKING_EDIT) -> Tenancies:
    if ports.tenancies is None or not account.may(right, ports.centre.id):
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
    rent = "" if tenancy.rent_fen is None else tenancy.rent_fen
    first, last = f"{tenancy.first}", f"{tenancy.last or ''}"
    note(ports, account, action, tenancy.stall, first=first, last=last, rent_fen=rent)
