"""Least absolute errors by reweighted ridge, drawn to what is known from elsewhere as far as evidence is thin."""

import numpy as np

from models.forecast.series import Floats, Reals

_FLOOR = 0.05
"""Errors smaller than this share of the usual root weigh alike."""


def learned(
    x: Reals, y: Reals, weight: Reals, prior: Floats, strength: float | Floats, rounds: int
) -> Floats:
    """Coefficients minimising sum(weight |y - x b|) + strength x the spread of each column x (b - prior)^2.

    x: (rows, features), y: (rows,), weight: (rows,). strength: how many rows the prior is worth, in all or by feature.
    """
    b = prior
    spread = (x * x).mean(axis=0, dtype=np.float64) + 1e-9
    for _ in range(rounds):
        w = weight / np.maximum(np.abs(y - x @ b.astype(x.dtype)), _FLOOR) * (2 * _FLOOR)
        xw = x * w[:, None].astype(x.dtype)
        pull = np.diag(strength * spread) * float(w.mean())
        seen, came = (np.asarray(xw.T @ part, dtype=np.float64) for part in (x, y))
        b = np.asarray(np.linalg.solve(seen + pull, came + pull @ prior), dtype=np.float64)
    return b
