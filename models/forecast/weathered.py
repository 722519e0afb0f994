"""Whether to look at the sky: each space's forecast takes the weather in where that was nearer to what came before."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
        blind = Ours.of([without_weather(one) for one in series])
        told = any(one.foretold is not None for one in series)
        return cls(Ours.of(series) if told else blind, blind)

    def forecast(self, series: Series, origin: int, days: int) -> Floats:
        """As Ours.forecast()."""
        chosen = self.seeing if self.helps(series, origin) else self.blind
        return chosen.forecast(series, origin, days)

    def helps(self, series: Series, origin: int) -> bool:
        """Whether the weather made forecasts of the weeks before day `origin` better by BETTER."""
        errors = [self._error(series, one) for one in _judged(series, origin)]
        if len(errors) < FEWEST:
            return False
        seeing, blind = np.sum(errors, axis=0)
        return bool(seeing < BETTER * blind)

    def _error(self, series: Series, origin: int) -> tuple[float, float]:
        """People's absolute errors of the week from `origin` on, with the weather and without."""
        at = series.key, origin
        if at not in self._errors:
            came = series.values[origin : origin + AHEAD]
            off = [
                np.nansum(np.abs(one.forecast(series, origin, AHEAD) - came))
                for one in (self.seeing, self.blind)
            ]
            self._errors[at] = float(off[0]), float(off[1])
        return self._errors[at]


def _judged(series: Series, origin: int) -> list[int]:
    """Mornings whose week was over by `origin`, of which the weather had been foretold."""
    if series.foretold is None:
        return []
    last = origin - AHEAD
    newest = last - (series.first_ordinal + last) % APART
    told = np.isfinite(series.foretold.celsius[:, :AHEAD])
    return [day for day in range(newest, newest - WEEKS * APART, -APART) if day > 0 and told[day].any()]


def without_weather(series: Series) -> Series:
    """The same of which nobody knows the weather."""
    return replace(series, temperature=np.full(series.days, np.nan), rain=np.zeros((0, 0)), foretold=None)
