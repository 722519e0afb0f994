"""Series for tests of forecasts: from an array, and a made-up place with a week, a level and chance."""

from datetime import date

import numpy as np

from models.forecast.series import Floats, Series

FIRST = date(2026, 3, 2)
"""A Monday."""


def series_of(
    values: Floats, *, key: str = "hall", zone: str = "Asia/Shanghai", closed: Floats | None = None
) -> Series:
    unknown = np.full(len(values), np.nan)
    return Series(
        key=key,
        zone=zone,
        first=FIRST,
        values=values,
        capacity=np.full(values.shape, np.nan),
        closed=unknown if closed is None else closed,
        holiday=unknown,
        temperature=unknown,
    )


def place(seed: int, days: int = 150, *, key: str = "", mean: float = 40) -> Series:
    """People by the hour from 8 to 22 o'clock, busier at weekends, with a level that wanders; no one at night."""
    chance = np.random.default_rng(seed)
    hours = np.arange(24)
    shape = np.where((hours >= 8) & (hours < 22), 0.4 + np.sin((hours - 8) / 14 * np.pi), 0)
    week = np.array([0.8, 0.8, 0.9, 0.9, 1.0, 1.4, 1.3])[np.arange(days) % 7]
    level = np.exp(np.cumsum(chance.normal(0, 0.03, days)) * 0.5)
    expected = mean * week[:, None] * level[:, None] * shape
    return series_of(chance.poisson(expected).astype(float), key=key or f"place {seed}")
