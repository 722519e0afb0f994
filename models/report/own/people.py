"""Figures of people: what a report of one's own tells of them, and where the sums that they are paid would give them away."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from models.centre import SpaceId
from models.report.comparison import same
from models.report.counted import HIDDEN
from models.report.links import PEOPLE, RATES, kpi
from models.report.sheet import Absent, Cell, Place, SheetKey

OUT_OF: Mapping[str, str] = {**RATES, "cost_per_attendance": "attendances"}
"""A rate, and the people that it is of."""

CAME = "attendances"

INCOME = frozenset(
    {
        *("income", "contribution", "cost_recovery", "income_per_open_hour", "contribution_per_open_hour"),
        *("contribution_per_person_hour", "subsidy_per_visit"),
    }
)
"""Figures that income is a part of: divided by a price it is the people who came."""

Part = tuple[Cell, Cell | None]
"""A figure of a whole month and place as it is now, and as the month's report tells it; None = no report does."""


def is_of_people(key: str) -> bool:
    """Whether a figure counts people, or is a rate of people who are counted."""
    return key in PEOPLE or key in OUT_OF


def with_people(metrics: Iterable[str]) -> tuple[str, ...]:
    """The same, and after them who came, where that decides whether income may be told."""
    wanted = list(metrics)
    return tuple(dict.fromkeys([*wanted, *([CAME] if INCOME.intersection(wanted) else [])]))


def decided_by(key: str) -> Sequence[str]:
    """What a month's report must tell for a figure of people to be told: it, and the people that a rate is of.

    A rate that no month's report has goes with its people.
    """
    return (OUT_OF[key], *((key,) if key in RATES else ())) if key in OUT_OF else (key,)


def told_at(key: str, space: SpaceId | None) -> Place:
    """Where a month's report tells a figure of people: of the house (None), or of a space."""
    return (
        kpi(key) if space is None else Place(sheet=SheetKey.BOOKING, table="booking", row=space, column=key)
    )


def word(parts: Collection[Part]) -> Absent | None:
    """What stands in place of a figure of people; None = its number. parts: of each month and place that it is made of.

    Numbers that reports of months tell already, added up, give nothing away that these do not. None = not of whole months.
    """
    if not parts or any(not _is_told(*part) for part in parts):
        return Absent.OF_MONTH
    hidden = [then.absent for _, then in parts if then is not None and then.absent in HIDDEN]
    if not hidden:
        return None
    return hidden[0] if len(parts) == 1 else Absent.WITHHELD


def _is_told(now: Cell, then: Cell | None) -> bool:
    """Whether a report says that very number, or that it may not be told."""
    return then is not None and (then.absent in HIDDEN or same(now, then))
