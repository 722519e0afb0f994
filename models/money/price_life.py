"""The life of a price plan: which version is in force on a day, and which may follow."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from models.message import Message
from models.money.price import PlanStatus, PlanVersion

_DAY = timedelta(days=1)


def by_plan(versions: Iterable[PlanVersion]) -> Mapping[str, Sequence[PlanVersion]]:
    """The versions of each plan, in their order."""
    found: dict[str, list[PlanVersion]] = {}
    for one in versions:
        found.setdefault(one.plan, []).append(one)
    return found


def approved(versions: Iterable[PlanVersion]) -> list[PlanVersion]:
    """Those that ever were, are or will be in force, by their first day."""
    return sorted(
        (one for one in versions if one.status is PlanStatus.APPROVED), key=lambda one: one.valid_from
    )


def in_force(versions: Iterable[PlanVersion], day: date) -> PlanVersion | None:
    """The version of one plan on a business date; None = nothing is priced on it."""
    begun = [one for one in approved(versions) if one.valid_from <= day]
    newest = begun[-1] if begun else None
    return newest if newest and (newest.valid_to is None or day <= newest.valid_to) else None


def last_day(versions: Iterable[PlanVersion], one: PlanVersion) -> date | None:
    """The day on which an approved version is in force for the last time; None = no end is known."""
    following = (other.valid_from for other in approved(versions) if other.valid_from > one.valid_from)
    cut = next(following, None)
    ends = [day for day in (one.valid_to, cut - _DAY if cut else None) if day is not None]
    return min(ends, default=None)


def before(versions: Iterable[PlanVersion], one: PlanVersion) -> PlanVersion | None:
    """The approved version that one followed or would follow."""
    earlier = [other for other in approved(versions) if other.valid_from < one.valid_from]
    return earlier[-1] if earlier else None


def succession_fault(versions: Iterable[PlanVersion], new: PlanVersion, today: date) -> Message | None:
    """Why a version may not follow those that are approved (keys `refused.price.*`), None = it may.

    It begins after today and after every other one, so that no price that anybody was told ever becomes another. Only
    the first version of a plan may begin in the past.
    """
    known = approved(versions)
    if not known:
        return None
    last = known[-1]
    faults = (
        ("other_what", new.what is not last.what, {"what": last.what.value}),
        ("too_early", new.valid_from <= today, {"day": today.isoformat()}),
        ("overlaps", new.valid_from <= (last.valid_to or last.valid_from), {"day": _until(last)}),
    )
    return next((Message(f"refused.price.{key}", values) for key, wrong, values in faults if wrong), None)


def _until(last: PlanVersion) -> str:
    return (last.valid_to or last.valid_from).isoformat()
