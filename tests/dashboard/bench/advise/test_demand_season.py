"""Half a year of weekly plans beside whoever knows the truth."""

import numpy as np

from dashboard.bench.advise.demand_season import season
from dashboard.bench.advise.demand_town import town


def test_half_a_year_of_plans_misses_little_of_what_the_truth_would_bring() -> None:
    found = [season(town(seed)) for seed in (201, 202, 203)]
    assert 0 <= np.mean([one.regret for one in found]) <= 0.15
    assert sum(one.held for one in found) >= 2


def test_the_same_town_has_the_same_season() -> None:
    assert season(town(204), weeks=3) == season(town(204), weeks=3)
