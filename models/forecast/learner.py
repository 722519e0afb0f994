"""Least absolute errors by reweighted ridge, drawn to what is known from elsewhere as far as evidence is thin."""

import numpy as np

from models.forecast.series import Floats, Reals

_FLOOR = 0.05
"""Errors smaller than this share of the usual root weigh alike."""
_FIRM = 1e-6
"""A feature that is never seen stays at its prior."""


def learned(x: Reals, y: Reals, weight: Reals, prior: Floats, pull: Floats, rounds: int) -> Floats:
    """Coefficients minimising sum(weight |y - x b|) + sum(pull (b - prior)^2) in units of the mean weight.

    x: (rows, features), y: (rows,), weight: (rows,). pull: by feature, sum of x^2 over the rows that the prior is worth.
    """
    b = prior
    if not len(y):
        return b
    xw = np.empty_like(x)  # of 240,000 rows: to ask for it anew each round costs as much as to fill it
    for _ in range(rounds):
        w = weight / np.maximum(np.abs(y - x @ b.astype(x.dtype)), _FLOOR) * (2 * _FLOOR)
        np.multiply(x, w[:, None].astype(x.dtype), out=xw)
        held = np.diag(pull + _FIRM) * float(w.mean())
        seen, came = (np.asarray(xw.T @ part, dtype=np.float64) for part in (x, y))
        b = np.asarray(np.linalg.solve(seen + held, came + held @ prior), dtype=np.float64)
    return b
