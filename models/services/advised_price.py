"""A price band that was advised and accepted becomes a proposed version of its plan: a second person still has to agree."""

from dataclasses import replace

from models.account import Account
from models.advice.recommendation import Recommendation
from models.calendar import DayType
from models.money.price import Band, PlanStatus, PlanVersion
from models.money.price_life import in_force
from models.ports import Ports
from models.services import prices
from models.services.strangers import refusal

WORKING = frozenset({DayType.WORKDAY, DayType.MAKEUP})
FREE_DAYS = frozenset({DayType.REST, DayType.STATUTORY})
SATURDAY = 5


def propose_band(ports: Ports, account: Account, one: Recommendation) -> None:
    """Lay the version with the band before somebody else. Raises RefusedError."""
    prices.propose(ports, account, banded(ports, one))


def banded(ports: Ports, one: Recommendation) -> PlanVersion:
    """The plan as it is in force when the band begins, with the band instead of those that it would meet."""
    target, plan = one.target, one.parameters.get("price_plan", "")
    known = in_force(prices.plans(ports).get(plan, ()), target.first)
    if known is None:
        raise refusal("price.none", day=target.first.isoformat())
    days = FREE_DAYS if min(target.weekdays) >= SATURDAY else WORKING
    band = Band(days=days, start=target.start, end=target.end, fen=int(one.parameters["fen"]))
    others = tuple(other for other in known.bands if not _meets(other, band))
    return replace(
        known,
        number=0,
        bands=(*others, band),
        valid_from=target.first,
        valid_to=None,
        decision=one.id,
        status=PlanStatus.PROPOSED,
        proposed_by="",
        proposed_at=None,
        decided_by="",
        decided_at=None,
    )


def _meets(one: Band, other: Band) -> bool:
    return bool(one.days & other.days) and one.start < other.end and other.start < one.end
