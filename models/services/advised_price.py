"""A price band that was advised and accepted becomes a proposed version of its plan: a second person still has to agree."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.account import Account
from models.advice.recommendation import Recommendation
from models.calendar import DayType
from models.message import Message
from models.money.price import Band, PlanStatus, PlanVersion
from models.money.price_draft import bands_meet
from models.money.price_life import before, in_force, succession_fault
from models.ports import Ports
from models.services import prices
from models.services.strangers import RefusedError, refusal

WORKING = frozenset({DayType.WORKDAY, DayType.MAKEUP})
FREE_DAYS = frozenset({DayType.REST, DayType.STATUTORY})
_KINDS_OF_DAY = {frozenset(range(5)): WORKING, frozenset((5, 6)): FREE_DAYS}
"""Weekdays -> days of a band: prices know kinds of day, so that a band is for all working days or for the weekend."""


_SENT_BACK = {
    PlanStatus.REFUSED: "advice.never.band_refused",
    PlanStatus.WITHDRAWN: "advice.never.band_withdrawn",
}
"""Ends of a proposed version without its ever being in force, with their words."""


def propose_band(ports: Ports, account: Account, one: Recommendation) -> str:
    """Lay the version with the band before somebody else, once; which one it is. Raises RefusedError.

    Whether the person may propose prices is asked before the decision is kept (band_forbidden).
    """
    version = _laid(ports, one) or prices.laid(ports, account.name, banded(ports, one))
    return f"{version.plan}/{version.number}"


def never_in_force(ports: Ports, one: Recommendation) -> Message | None:
    """Why an accepted band will never be in force; None = it is, or may be yet."""
    laid = _laid(ports, one)
    if laid is None or one.owed:
        return None
    late = laid.status is PlanStatus.PROPOSED and laid.valid_from <= ports.centre.day_of(ports.clock())
    key = "advice.never.band_late" if late else _SENT_BACK.get(laid.status)
    return Message(key, {"by": laid.decided_by}) if key else None


def _laid(ports: Ports, one: Recommendation, decision: str = "") -> PlanVersion | None:
    """The newest version that was proposed for a recommendation, or to put it back."""
    versions = prices.plans(ports).get(one.parameters.get("price_plan", ""), ())
    return next((version for version in reversed(versions) if version.decision == (decision or one.id)), None)


def band_forbidden(ports: Ports, account: Account) -> None:
    """Raises RefusedError for who may decide on advice, but not propose a price."""
    prices.may_propose(ports, account)


def banded(ports: Ports, one: Recommendation) -> PlanVersion:
    """The plan as it is in force when the band begins, with the band instead of those that it would meet."""
    target, plan = one.target, one.parameters.get("price_plan", "")
    known = in_force(prices.plans(ports).get(plan, ()), target.first)
    if known is None:
        raise refusal("price.none", day=target.first.isoformat())
    days = _KINDS_OF_DAY.get(frozenset(target.weekdays))
    if days is None:
        raise refusal("advice.band_days")
    band = Band(days=days, start=target.start, end=target.end, fen=int(one.parameters["fen"]))
    others = tuple(other for other in known.bands if not bands_meet(other, band))
    return _drafted(known, (*others, band), target.first, one.id)


def without_band(ports: Ports, one: Recommendation, day: date) -> PlanVersion | None:
    """The plan from that day on as it would be had the band never come; None = it never came into force, or is gone.

    Bands that had given way to it return where they meet no other. Raises RefusedError where a second person has yet to
    decide on it, where the plan was changed since, and where such a version might not follow those that are agreed.
    """
    versions = prices.plans(ports).get(one.parameters.get("price_plan", ""), ())
    laid = _laid(ports, one)
    if laid is None or laid.status in _SENT_BACK:
        return None
    if laid.status is PlanStatus.PROPOSED:
        raise refusal("advice.back_undecided", by=laid.proposed_by)
    day = max(day, laid.valid_from + timedelta(days=1))
    newest, old, ours = in_force(versions, day), before(versions, laid), _brought(versions, laid)
    if newest is None or any(band not in newest.bands for band in ours):
        raise refusal("advice.back_changed")
    kept = [band for band in newest.bands if band not in ours]
    again = [band for band in (old.bands if old else ()) if band not in laid.bands]
    free = [band for band in again if not any(bands_meet(band, other) for other in kept)]
    draft = _drafted(newest, (*kept, *free), day, _back_id(one))
    if fault := succession_fault(versions, draft, ports.centre.day_of(ports.clock())):
        raise RefusedError(fault)
    return draft


def would_bring_again(ports: Ports, one: Recommendation) -> Sequence[PlanVersion]:
    """Versions that wait for a second person and still have the band: agreed to after it was put back, they bring it again."""
    versions = prices.plans(ports).get(one.parameters.get("price_plan", ""), ())
    laid = _laid(ports, one)
    ours = _brought(versions, laid) if laid else []
    waiting = (version for version in versions if version.status is PlanStatus.PROPOSED)
    return [version for version in waiting if any(band in version.bands for band in ours)]


def _brought(versions: Sequence[PlanVersion], laid: PlanVersion) -> list[Band]:
    """What a version has that the one before it had not."""
    old = before(versions, laid)
    return [band for band in laid.bands if band not in (old.bands if old else ())]


def propose_without(ports: Ports, account: Account, one: Recommendation, day: date) -> None:
    """Lay the version without the band before somebody else, once. Raises RefusedError."""
    if _laid(ports, one, _back_id(one)) is None:
        draft = without_band(ports, one, day)
        if draft is not None:
            prices.laid(ports, account.name, draft)


def _back_id(one: Recommendation) -> str:
    return f"{one.id}-back"


def _drafted(known: PlanVersion, bands: tuple[Band, ...], first: date, decision: str) -> PlanVersion:
    return replace(
        known,
        number=0,
        bands=bands,
        valid_from=first,
        decision=decision,
        status=PlanStatus.PROPOSED,
        proposed_by="",
        proposed_at=None,
        decided_by="",
        decided_at=None,
    )
