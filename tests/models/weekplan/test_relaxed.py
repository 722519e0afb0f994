from dashboard.bench.advise.instance import town
from dashboard.bench.advise.small import small
from models.weekplan.dive import dived
from models.weekplan.effort import Effort
from models.weekplan.greedy import greedy
from models.weekplan.house import house
from models.weekplan.solver import best


def test_no_plan_has_more_points_than_the_relaxation() -> None:
    for given in (*map(small, range(60)), town(0), town(1)):
        start = greedy(given)
        week, bound = dived(house(given), start.placements, Effort(deterministic=0.1))
        assert bound >= best(given).value
        assert set(given.pinned) <= set(week)


def test_the_relaxation_of_a_real_week_is_near_what_can_be_planned() -> None:
    given = town(0)
    _, bound = dived(house(given), greedy(given).placements, Effort(deterministic=0.1))
    assert bound <= best(given).value * 1.02
