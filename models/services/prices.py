"""Price plans: proposed by one person, agreed to by another, and asked what something costs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.account import Account, Permission
from models.calendar import Window
from models.centre import SpaceKind
from models.money.ports import PlanStateError, Prices, SuccessionError
from models.money.price import PlanStatus, PlanVersion, Priced
from models.money.price_draft import plan_fault
from models.money.price_life import before, by_plan, in_force, succession_fault
from models.money.quote import NoPriceError, Quote, quote
from models.needs.meeting import Subject
from models.ports import Ports
from models.programme.session import Session
from models.programme.who import Who
from models.services.decisions import citable
from models.services.strangers import RefusedError, refusal

Plans = Mapping[str, Sequence[PlanVersion]]

OF_SESSIONS = (Priced.COURSE, Priced.ROOM, Priced.GYM)
"""What a session may be priced by."""

PRICED: Mapping[Priced, SpaceKind] = {Priced.GYM: SpaceKind.GYM, Priced.ROOM: SpaceKind.ROOM}
"""What a plan prices by the hour or the use, and in which kind of space; courses have a price of their own."""


def prices_of(ports: Ports) -> Prices:
    """Raises RefusedError where this deployment keeps no books."""
    if ports.money is None:
        raise refusal("price.no_books")
    return ports.money.prices


def plans(ports: Ports) -> Plans:
    """Every plan with its versions, by key; none where no books are kept. Raises StoreError."""
    return by_plan(ports.money.prices.versions()) if ports.money else {}


def offered(ports: Ports, chosen: str = "") -> list[PlanVersion]:
    """Of each plan that a session may be priced by, the version that names it: that of today, else the newest one."""
    today = ports.centre.day_of(ports.clock())
    named = {key: in_force(versions, today) or versions[-1] for key, versions in plans(ports).items()}
    return [one for key, one in named.items() if one.what in OF_SESSIONS or key == chosen]


def propose(ports: Ports, account: Account, draft: PlanVersion) -> PlanVersion:
    """Lay a version before somebody else. Raises RefusedError."""
    may_propose(ports, account)
    return laid(ports, account.name, replace(draft, decision=citable(ports, Subject.PRICE, draft.decision)))


def may_propose(ports: Ports, account: Account) -> None:
    """Raises RefusedError for somebody who may not propose prices."""
    _allowed(ports, account, Permission.PRICE_PROPOSE)


def laid(ports: Ports, by: str, draft: PlanVersion) -> PlanVersion:
    """A version as somebody proposed it who was allowed to. Raises RefusedError."""
    known, at = plans(ports).get(draft.plan, ()), ports.clock()
    fault = plan_fault(draft) or succession_fault(known, draft, ports.centre.day_of(at))
    if fault:
        raise RefusedError(fault)
    if known and known[0].what is not draft.what:
        raise refusal("price.other_what", what=known[0].what.value)
    return prices_of(ports).propose(draft, by=by, at=at)


def approve(ports: Ports, account: Account, plan: str, number: int) -> PlanVersion:
    """Agree to what somebody else proposed. Raises RefusedError."""
    return _decided(ports, account, plan, number, PlanStatus.APPROVED)


def refuse(ports: Ports, account: Account, plan: str, number: int) -> PlanVersion:
    """Send back what somebody else proposed. Raises RefusedError."""
    return _decided(ports, account, plan, number, PlanStatus.REFUSED)


def withdraw(ports: Ports, account: Account, plan: str, number: int) -> PlanVersion:
    """Take one's own proposal back. Raises RefusedError."""
    _allowed(ports, account, Permission.PRICE_PROPOSE)
    if _waiting(ports, plan, number).proposed_by != account.name:
        raise refusal("price.not_yours")
    return _decide(ports, account, plan, number, PlanStatus.WITHDRAWN)


def _decided(ports: Ports, account: Account, plan: str, number: int, status: PlanStatus) -> PlanVersion:
    _allowed(ports, account, Permission.PRICE_APPROVE)
    if _waiting(ports, plan, number).proposed_by == account.name:
        raise refusal("same_person")
    return _decide(ports, account, plan, number, status)


def _decide(ports: Ports, account: Account, plan: str, number: int, status: PlanStatus) -> PlanVersion:
    at = ports.clock()
    try:
        return prices_of(ports).decide(
            plan, number, status, by=account.name, at=at, today=ports.centre.day_of(at)
        )
    except SuccessionError as error:
        raise RefusedError(error.message) from error
    except PlanStateError as error:
        raise refusal("price.decided") from error


def _waiting(ports: Ports, plan: str, number: int) -> PlanVersion:
    for one in plans(ports).get(plan, ()):
        if one.number == number and one.status is PlanStatus.PROPOSED:
            return one
    raise refusal("price.decided")


def _allowed(ports: Ports, account: Account, right: Permission) -> None:
    if not account.may(right, ports.centre.id):
        raise refusal("price.not_allowed")


def asked(ports: Ports, plan: str, window: Window, who: Who) -> Quote:
    """What one use costs. Raises RefusedError where no version is in force."""
    return told(ports, plans(ports).get(plan, ()), window, who)


def told(ports: Ports, versions: Sequence[PlanVersion], window: Window, who: Who) -> Quote:
    """What one use costs by these versions of a plan. Raises RefusedError."""
    try:
        return quote(versions, window, who, calendar=ports.calendar, zone=ports.centre.zone_info)
    except NoPriceError as error:
        raise refusal("price.none", day=error.day.isoformat()) from error


def told_before(ports: Ports, versions: Sequence[PlanVersion], now: Quote) -> Quote | None:
    """What the same use would have cost by the version before the one that prices it; None = there was none."""
    old = before(versions, now.version)
    if old is None:
        return None
    return told(ports, [replace(old, valid_from=date.min, valid_to=None)], now.window, now.who)


def priced_at(ports: Ports, plan: str, window: Window) -> list[Quote]:
    """What a place costs: for everybody, and for whom else it is another price. [] = there is no plan, so it is free.

    Raises RefusedError where the plan has no price on that day.
    """
    return priced_by(ports, plans(ports).get(plan, ()), window) if plan else []


def priced_by(ports: Ports, versions: Sequence[PlanVersion], window: Window) -> list[Quote]:
    """What a use costs by these versions of a plan: for everybody, and for whom else it is another price.

    Raises RefusedError where none is in force on that day.
    """
    full = told(ports, versions, window, Who.EVERYBODY)
    less = [told(ports, versions, window, row.who) for row in full.version.concessions]
    return [full, *(one for one in less if one.fen != full.fen)]


def session_prices(ports: Ports, session: Session) -> list[Quote]:
    """What a place of a session costs. Raises as priced_at."""
    return priced_at(ports, session.price_plan, session.window)


def known_plan(ports: Ports, plan: str) -> None:
    """Raises RefusedError where a session cannot be priced by a plan."""
    if plan and plan not in {one.plan for one in offered(ports)}:
        raise refusal("price.gone", name=plan[:40])
