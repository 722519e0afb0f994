"""A price band that was advised and accepted becomes a proposed version of its plan: a second person still has to agree."""

from dataclasses import replace

from models.account import Account
from models.advice.recommendation import Recommendation
from models.calendar import DayType
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


def propose_band(ports: Ports, account: Account, one: Recommendation) -> str:
    """Lay the version with the band before somebody else, once; which one it is. Raises RefusedError.

    Whether the person may propose prices is asked before the decision is kept (band_forbidden).
    """
    plan = one.parameters.get("price_plan", "")
    laid = [version for version in prices.plans(ports).get(plan, ()) if version.decision == one.id]
    version = laid[-1] if laid else prices.laid(ports, account.name, banded(ports, one))
    return f"{version.plan}/{version.number}"


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
