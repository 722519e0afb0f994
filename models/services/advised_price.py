"""A price band that was advised and accepted becomes a proposed version of its plan: a second person still has to agree."""

from dataclasses import replace

from models.account import Account
from models.advice.recommendation import Recommendation
from models.calendar import DayType
from models.message import Message
from models.money.price import Band, PlanStatus, PlanVersion
from models.money.price_draft import bands_meet
from models.money.price_life import in_force
from models.ports import Ports
from models.services import prices
from models.services.strangers import refusal

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


def _laid(ports: Ports, one: Recommendation) -> PlanVersion | None:
    """The newest version that was proposed for a recommendation."""
    versions = prices.plans(ports).get(one.parameters.get("price_plan", ""), ())
    return next((version for version in reversed(versions) if version.decision == one.id), None)


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
    return replace(
        known,
        number=0,
        bands=(*others, band),
        valid_from=target.first,
        decision=one.id,
        status=PlanStatus.PROPOSED,
        proposed_by="",
        proposed_at=None,
        decided_by="",
        decided_at=None,
    )
