"""What a refit (微改造) brought: a space's use after it opened against what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LEAST_COVERAGE = 0.8
"""Of a week's open hours: a week that was measured less says too little to be held against a promise."""


@dataclass(frozen=True, slots=True)
class UseWeek:
    """hours: person-hours of the measured part; coverage: the measured share of the open hours, None = it was shut."""

    first: date
    hours: float
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Kept:
    """promised, measured: person-hours a week; weeks: how many were measured well enough; measured is None while those are
    too few: it is too early to say."""

    promised: float
    measured: float | None
    weeks: int
    all_weeks: int

    @property
    def ratio(self) -> float | None:
        """Measured by promised; None while it is too early, or where nothing was promised."""
        return self.measured / self.promised if self.measured is not None and self.promised > 0 else None


def kept(promised: float, weeks: Sequence[UseWeek], least_weeks: int) -> Kept:
    """The mean of the weeks that were measured well enough; what was not measured is not made up."""
    good = [one.hours for one in weeks if one.coverage is not None and one.coverage >= LEAST_COVERAGE]
    enough = len(good) >= max(1, least_weeks)
    return Kept(promised, sum(good) / len(good) if enough else None, len(good), len(weeks))
