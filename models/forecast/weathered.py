"""Whether to look at the sky: each space's forecast takes the weather in where that was nearer to what came before."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from models.forecast.ours import Ours
from models.forecast.series import Floats, Series

APART = 7
"""Mornings that are looked back at, one a week."""
WEEKS = 12
FEWEST = 4
"""So many weeks must have been foretold and be over before the weather is believed."""
AHEAD = 7
BETTER = 0.99
"""The weather must have made errors at least 1 % smaller: less may be chance."""


@dataclass(slots=True)
class Weathered:
    """Ours twice, with the weather and without. What decides is what had been foretold, never what was observed later."""

    seeing: Ours
    blind: Ours
    _errors: dict[tuple[str, int], tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, series: Sequence[Series]) -> "Weathered":
        seeing = Ours.of(series)
        blind = seeing.without_weather()
        told = any(one.foretold is not None for one in series)
        return cls(seeing if told else blind, blind)

    def forecast(self, series: Series, origin: int, days: int) -> Floats:
        """As Ours.forecast()."""
        chosen = self.seeing if self.helps(series, origin) else self.blind
        return chosen.forecast(series, origin, days)

    def helps(self, series: Series, origin: int) -> bool:
        """Whether the weather made forecasts of the weeks before day `origin` better by BETTER."""
        errors = self._errors_of(series, _judged(series, origin))
        if len(errors) < FEWEST:
            return False
        seeing, blind = np.sum(errors, axis=0)
        return bool(seeing < BETTER * blind)

    def _errors_of(self, series: Series, origins: Sequence[int]) -> list[tuple[float, float]]:
        """People's absolute errors of the week from each origin on, with the weather and without."""
        missing = [one for one in origins if (series.key, one) not in self._errors]
        if missing:
            off = [_off(one, series, missing) for one in (self.seeing, self.blind)]
            at = [(series.key, one) for one in missing]
            self._errors.update(zip(at, zip(*off, strict=True), strict=True))
        return [self._errors[series.key, one] for one in origins]


def _off(ours: Ours, series: Series, origins: Sequence[int]) -> list[float]:
    came = [series.values[one : one + AHEAD] for one in origins]
    said = ours.forecasts(series, origins, AHEAD)
    return [float(np.nansum(np.abs(week - real))) for week, real in zip(said, came, strict=True)]


def _judged(series: Series, origin: int) -> list[int]:
    """Mornings whose week was over by `origin`, of which the weather had been foretold."""
    if series.foretold is None:
        return []
    last = origin - AHEAD
    newest = last - (series.first_ordinal + last) % APART
    told = np.isfinite(series.foretold.celsius[:, :AHEAD])
    return [day for day in range(newest, newest - WEEKS * APART, -APART) if day > 0 and told[day].any()]
