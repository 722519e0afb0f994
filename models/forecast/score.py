"""How good forecasts were: WAPE, MASE, pinball and coverage of one series at one reach."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from models.forecast.series import Flags, Floats

QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """Sums over scored steps: `came` and `off` in people; `pinball` likewise, the mean over QUANTILES; `inside` of `banded`."""

    steps: int = 0
    came: float = 0.0
    off: float = 0.0
    banded: int = 0
    banded_came: float = 0.0
    pinball: float = 0.0
    inside: int = 0

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            **{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """wape, pinball, coverage in percent; mase beside the weekly naive error of the past. None = nothing to judge by."""

    steps: int
    wape: float | None
    mase: float | None
    pinball: float | None
    coverage: float | None

    @classmethod
    def of(cls, errors: Errors, naive: float | None) -> Self:
        """naive: mean absolute error of last week's value in the series before the first scored origin, in people."""
        return cls(
            steps=errors.steps,
            wape=100 * errors.off / errors.came if errors.came > 0 else None,
            mase=errors.off / errors.steps / naive if errors.steps and naive else None,
            pinball=100 * errors.pinball / errors.banded_came if errors.banded_came > 0 else None,
            coverage=100 * errors.inside / errors.banded if errors.banded else None,
        )


def errors_of(point: Floats, low: Floats, high: Floats, truth: Floats, scored: Flags) -> Errors:
    """All of the same shape; where a bound is NaN only the point is judged."""
    y, middle, lower, upper = (one[scored] for one in (truth, point, low, high))
    return Errors(steps=len(y), came=float(y.sum()), off=float(np.abs(y - middle).sum())) + _of_bands(
        y, (lower, middle, upper)
    )


def _of_bands(truth: Floats, told: tuple[Floats, Floats, Floats]) -> Errors:
    """told: low, point and high. A step whose band was not yet calibrated is neither inside nor outside."""
    known = ~np.isnan(told[0]) & ~np.isnan(told[2])
    y, low, middle, high = (one[known] for one in (truth, *told))
    pinballs = (_pinball(y, one, level) for one, level in zip((low, middle, high), QUANTILES, strict=True))
    return Errors(
        banded=len(y),
        banded_came=float(y.sum()),
        pinball=sum(pinballs) / len(QUANTILES),
        inside=int(((y >= low) & (y <= high)).sum()),
    )


def _pinball(y: Floats, told: Floats, level: float) -> float:
    """Koenker and Bassett's loss, summed."""
    off = y - told
    return float(np.maximum(level * off, (level - 1) * off).sum())


def mean_score(scores: Sequence[Score]) -> Score:
    """Every series weighs alike."""
    return Score(
        steps=sum(score.steps for score in scores),
        **{
            name: _mean([getattr(score, name) for score in scores])
            for name in ("wape", "mase", "pinball", "coverage")
        },
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
