"""What is expected of a number that nobody knows yet, with how sure that is."""

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

LOW, HIGH = 0.1, 0.9
"""The quantiles that bound the 80 % interval of an expectation."""
REACH = NormalDist().inv_cdf(HIGH)
"""Standard deviations from the mean of a normal distribution to a bound of its 80 % interval."""


class Evidence(StrEnum):
    """What an expectation stands on, the best first."""

    MEASURED = "measured"  # enough of the centre's own comparable history
    BORROWED = "borrowed"  # a curve from outside: residents' wishes, other zones, similar centres
    PRIOR = "prior"  # only what is known of such changes in general
    NONE = "none"  # not enough evidence: shown as such, never as a number to rely on


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """mean with the bounds of its 80 % interval, all in the unit of what is expected; likely: probability that it is above 0."""

    mean: float
    low: float
    high: float
    evidence: Evidence
    likely: float | None = None

    def __post_init__(self) -> None:
        if not self.low <= self.mean <= self.high:
            raise ValueError(
                f"an expectation of {self.mean} lies outside its interval {self.low} to {self.high}"
            )

    @property
    def unchanged(self) -> bool:
        """Whether it is told that nothing will change, which is another thing than knowing nothing."""
        return self.evidence is not Evidence.NONE and self.low == self.high == 0
