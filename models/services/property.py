"""The property service: its papers are changed by people, one proposes a tariff and another agrees to it."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from models.account import Account, Permission
from models.message import LocalText
from models.money.assent import Assent
from models.money.property import (
    MOST_FLATS,
    MOST_M2,
    MOST_UNIT_FEN,
    Building,
    ServiceLine,
    Tariff,
    tariff_on,
)
from models.money.property_ports import Property
from models.ports import Ports
from models.services.deed import note
from models.services.strangers import refusal

CODE = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff._-]{0,31}")
"""What a house or a line may be called for short."""

LONGEST_NAME, LONGEST_DECISION = 60, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNow:
    """A line with the tariff in force today (None = none), the versions that come or wait, and those that are over."""

    line: ServiceLine
    now: Tariff | None
    others: tuple[Tariff, ...]


def property_of(ports: Ports) -> Property:
    """Raises RefusedError where this deployment keeps no books."""
    if ports.money is None:
        raise refusal("property.no_books")
    return ports.money.property_service


def lines_now(ports: Ports) -> list[LineNow]:
    """Every line with its tariffs, those in use first. Raises RefusedError."""
    kept, today = property_of(ports), ports.centre.business_day_of(ports.clock())
    tariffs = kept.tariffs()
    found = []
    for line in sorted(kept.lines(), key=lambda one: (one.retired, one.key)):
        now = tariff_on(tariffs, line.key, today)
        others = tuple(one for one in reversed(tariffs) if one.line == line.key and one != now)
        found.append(LineNow(line=line, now=now, others=others))
    return found


def save_building(ports: Ports, account: Account, house: Building) -> None:
    """Add or change a house. Raises RefusedError."""
    kept = property_of(ports)
    demand(ports, account, Permission.MONEY_ENTER)
    if not CODE.fullmatch(house.id):
        raise refusal("property.code", code=house.id[:40])
    if not (0 <= house.flats <= MOST_FLATS and 0 <= house.area_m2 <= MOST_M2):
        raise refusal("property.size", flats=MOST_FLATS, area=MOST_M2)
    kept.put_buildings([replace(house, name=_named(house.name))])
    note(ports, account, "building.save", house.id, flats=str(house.flats), area_m2=str(house.area_m2))


def save_line(ports: Ports, account: Account, line: ServiceLine) -> None:
    """Add a line, or change what it is called. What it is counted in stays: its tariffs mean that. Raises RefusedError."""
    kept = property_of(ports)
    demand(ports, account, Permission.PRICE_PROPOSE)
    if not CODE.fullmatch(line.key):
        raise refusal("property.code", code=line.key[:40])
    known = {one.key: one for one in kept.lines()}.get(line.key)
    if known is not None and known.unit is not line.unit:
        raise refusal("property.unit_stays", line=line.key)
    kept.put_lines([replace(line, name=_named(line.name))])
    note(ports, account, "service_line.save", line.key, unit=line.unit, retired=str(line.retired))


def propose_tariff(
    ports: Ports, account: Account, line: str, valid_from: date, fen: tuple[int, int], decision: str
) -> Tariff:
    """fen: what a unit costs, and what is asked for it. Raises RefusedError.

    Where a tariff is in force a new one begins today at the earliest: what was charged can be worked out again.
    """
    kept = property_of(ports)
    demand(ports, account, Permission.PRICE_PROPOSE)
    if line not in {one.key for one in kept.lines()}:
        raise refusal("property.no_line", line=line[:40])
    if not all(0 <= one <= MOST_UNIT_FEN for one in fen):
        raise refusal("property.amount", most=MOST_UNIT_FEN // 100)
    _not_past(ports, line, valid_from)
    assent = Assent(decision=said(decision), proposed_by=account.name, proposed_at=ports.clock())
    tariff = Tariff(
        id=secrets.token_hex(8),
        line=line,
        valid_from=valid_from,
        cost_fen=fen[0],
        fee_fen=fen[1],
        assent=assent,
    )
    if not kept.propose([tariff]):
        raise refusal("property.twice", day=f"{valid_from}")
    note(ports, account, "tariff.propose", tariff.id, **_told(tariff))
    return tariff


def approve_tariff(ports: Ports, account: Account, tariff: str) -> None:
    """Somebody else agrees, before its first day is over where another one is in force. Raises RefusedError."""
    kept = property_of(ports)
    demand(ports, account, Permission.PRICE_APPROVE)
    one = _waiting(kept, tariff)
    if one.assent.proposed_by == account.name:
        raise refusal("same_person")
    _not_past(ports, one.line, one.valid_from)
    if not kept.approve(one.id, by=account.name, at=ports.clock()):
        raise refusal("property.not_waiting")
    note(ports, account, "tariff.approve", one.id, **_told(one))


def withdraw_tariff(ports: Ports, account: Account, tariff: str) -> None:
    """Take a proposal back, or turn down somebody else's. Raises RefusedError."""
    kept = property_of(ports)
    one = _waiting(kept, tariff)
    own = one.assent.proposed_by == account.name
    demand(ports, account, Permission.PRICE_PROPOSE if own else Permission.PRICE_APPROVE)
    if not kept.withdraw(one.id):
        raise refusal("property.not_waiting")
    note(ports, account, "tariff.withdraw", one.id, **_told(one))


def _not_past(ports: Ports, line: str, valid_from: date) -> None:
    not_past(ports, valid_from, (one.assent for one in property_of(ports).tariffs() if one.line == line))


def not_past(ports: Ports, valid_from: date, others: Iterable[Assent]) -> None:
    """Where one of its kind was agreed to, a paper begins today at the earliest, both when it is proposed and when it is
    agreed to. Raises RefusedError."""
    today = ports.centre.business_day_of(ports.clock())
    if valid_from < today and any(one.agreed for one in others):
        raise refusal("property.past", day=f"{today}")


def _waiting(kept: Property, tariff: str) -> Tariff:
    found = next((one for one in kept.tariffs() if one.id == tariff and not one.assent.agreed), None)
    if found is None:
        raise refusal("property.not_waiting")
    return found


def _told(tariff: Tariff) -> Mapping[str, str]:
    return {
        "line": tariff.line,
        "valid_from": f"{tariff.valid_from}",
        "cost_fen": str(tariff.cost_fen),
        "fee_fen": str(tariff.fee_fen),
        "decision": tariff.assent.decision,
    }


def _named(name: LocalText) -> LocalText:
    told = {language: " ".join(text.split()) for language, text in name.items() if text.strip()}
    if not told or any(len(text) > LONGEST_NAME or not text.isprintable() for text in told.values()):
        raise refusal("property.name", most=LONGEST_NAME)
    return told


def said(decision: str) -> str:
    """Where it was decided, on one line. Raises RefusedError."""
    words = " ".join(decision.split())
    if not 0 < len(words) <= LONGEST_DECISION or not words.isprintable():
        raise refusal("property.decision", most=LONGEST_DECISION)
    return words


def demand(ports: Ports, account: Account, *rights: Permission) -> None:
    """Any one of the rights is enough. Raises RefusedError."""
    if not any(account.may(right, ports.centre.id) for right in rights):
        raise refusal("property.not_allowed")
