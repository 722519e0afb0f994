"""The papers that a centre makes of itself: a month, a week, a year, the opening standard, one of somebody's own. All are sheets
in the same forms."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from models.metric.period import month_of


class Paper(StrEnum):
    """Its title is `report.title.<paper>`, its name on the cover `report.cover.<paper>`."""

    MONTH = "month"
    WEEK = "week"
    YEAR = "year"
    STANDARD = "standard"
    OWN = "own"  # put together by somebody: its title is its name, and it says itself when it ends


LAST: Mapping[Paper, Callable[[date], date]] = {
    Paper.MONTH: lambda first: month_of(first).last,
    Paper.WEEK: lambda first: date.fromordinal(first.toordinal() + 6),
    Paper.YEAR: lambda first: date(first.year, 12, 31),
    Paper.STANDARD: lambda first: date(first.year, 12, 31),
}
"""The last day of what a paper tells of, by its first; of the others a head of their own says it."""

UNSIGNED = frozenset({Paper.WEEK, Paper.OWN})
"""Papers for the house itself: nobody signs them, and their covers have no boxes for it."""
