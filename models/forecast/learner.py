"""Least absolute errors by reweighted ridge, drawn to what is known from elsewhere as far as evidence is thin."""

import numpy as np

from models.forecast.series import Floats

_FLOOR = 0.05
"""Errors smaller than this share of the usual root weigh alike."""


def learned(x: Floats, y: Floats, weight: Floats, prior: Floats, strength: float | Floats, rounds: int) -> Floats:
    """Coefficients minimising sum(weight |y - x b|) + strength x the spread of each column x (b - prior)^2.

    x: (rows, features), y: (rows,), weight: (rows,). strength: how many rows the prior is worth, in all or by feature.
    """
    b = prior
    spread = (x * x).mean(axis=0, dtype=np.float64) + 1e-9
    for _ in range(rounds):
        w = weight / np.maximum(np.abs(y - x @ b.astype(x.dtype)), _FLOOR) * (2 * _FLOOR)
        xw = x * w[:, None].astype(x.dtype)
        pull = np.diag(strength * spread) * float(w.mean())
        b = np.linalg.solve((xw.T @ x).astype(np.float64) + pull, (xw.T @ y).astype(np.float64) + pull @ prior)
    return b
