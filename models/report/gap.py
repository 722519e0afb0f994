"""How much of the promised opening hours was measured: days of which nothing is kept are missing from these, not from facts."""

from math import fsum

from models.metric.ratio import ratio
from models.report.inputs import MonthInputs


def gap_hours(promised: float, measured: float) -> float:
    """Promised hours that nobody measured; what was measured beyond them makes good for none."""
    return max(0.0, promised - measured)


def measured_share(inputs: MonthInputs) -> float | None:
    """Of the promised hours of all spaces so far; None = nothing was promised, or nothing at all measured."""
    measured = {one.space: one.sums.use.measured_hours for one in inputs.use.spaces}
    asked = [one for one in inputs.standard.quality if one.space in measured]
    if not any(measured.values()):
        return None
    promised = fsum(one.promised_hours for one in asked)
    gaps = fsum(gap_hours(one.promised_hours, measured[one.space]) for one in asked)
    return ratio(promised - gaps, promised)
