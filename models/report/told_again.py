"""What a report tells again of an earlier month: nothing that the report of that month did not tell."""

from collections.abc import Sequence

from models.metric.period import Against
from models.report.disclosure import Earlier
from models.report.links import PEOPLE, RATES, kpi
from models.report.sheet import Sheet


def told_again(sheets: Sequence[Sheet], against: Against) -> Earlier:
    """sheets: of the report of the month that this one is held against, as readers hold it."""
    return Earlier(
        sheets=sheets,
        pairs=[(kpi(row, against), kpi(row)) for row in PEOPLE],
        rates=[(kpi(rate, column), kpi(rate)) for rate in RATES for column in (against, f"change_{against}")],
    )
