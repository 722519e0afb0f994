"""How much a figure changed against another period: shares by points, everything else by a share of what it was."""

from models.metric.metric import Unit
from models.metric.ratio import ratio
from models.utilisation import Utilisation

ALIKE = 1.15
"""By how much more may have been measured in one period than in the other: a month has 28 to 31 days."""


def change(unit: Unit, now: float | None, then: float | None) -> float | None:
    """A fraction, or of shares the difference of both; None = one is not known, or there was nothing before."""
    if now is None or then is None:
        return None
    return now - then if unit is Unit.SHARE else ratio(now - then, then)


def alike(one: Utilisation, other: Utilisation) -> bool:
    """Whether about as much was measured: else what was added up grew for that reason alone."""
    less, more = sorted((one.measured_hours, other.measured_hours))
    return less > 0 and more <= ALIKE * less
