"""Two well-known learners to be judged beside, where somebody has installed them; nothing of ours needs them."""

from collections.abc import Callable, Sequence
from importlib import import_module

import numpy as np

from models.forecast.feature import seen
from models.forecast.ours import Ours, before, scale_of
from models.forecast.series import Floats, Series

_MSTL_DAYS = 84
_TREES = {
    "objective": "l1",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "min_child_samples": 40,
    "n_estimators": 300,
}
_TREE_ROWS = 200_000


def lightgbm(series: Sequence[Series]) -> Callable[[Series, int, int], Floats]:
    """Direct, one model for the file, absolute errors, on the same features as ours; learned anew every week."""
    package = import_module("lightgbm")
    ours = Ours.of(series)
    weeks: dict[int, object] = {}

    def model(day: int) -> object:
        if day not in weeks:
            rows = sum(len(lessons.y) for lessons in ours.lessons.values())
            pool = before(list(ours.lessons.values()), day, 1 + rows // _TREE_ROWS)
            table = np.column_stack([pool.base, pool.x])
            trees = package.LGBMRegressor(**_TREES, n_jobs=1, verbose=-1, random_state=1)
            weeks[day] = trees.fit(table, pool.y, sample_weight=pool.weight)
        return weeks[day]

    def forecast(one: Series, origin: int, days: int) -> Floats:
        past = ours.pasts[one.key]
        now = seen(past, np.array([origin]), days, as_told=True)
        scale = scale_of(now.base)[0]
        base = now.base[0].reshape(-1) / scale
        x = now.x[0].reshape(len(base), -1) / scale
        day = past.first + origin
        told = model(day - day % 7).predict(np.column_stack([np.nan_to_num(base), x]))  # type: ignore[attr-defined]
        return np.asarray(np.maximum((base + told) * scale, 0) ** 2).reshape(days, -1)

    return forecast


def mstl(open_days: Floats, days: int) -> Floats:
    """Seasons of a day and a week by MSTL, the trend by its default AutoETS, on the last twelve weeks."""
    models = import_module("statsforecast.models")
    steps = int(open_days.shape[1])
    flat = open_days[-_MSTL_DAYS:].reshape(-1)
    known = np.nonzero(~np.isnan(flat))[0]
    whole = np.interp(np.arange(len(flat)), known, flat[known])
    said = models.MSTL(season_length=[steps, 7 * steps]).forecast(whole, days * steps)["mean"]
    found: Floats = np.maximum(np.asarray(said, dtype=float), 0).reshape(days, steps)
    return found
