from dashboard.bench.advise.instance import town
from models.weekplan.planner import planned


def test_a_week_of_one_house_is_planned_at_once_and_to_proof() -> None:
    told: list[int] = []
    assert planned(town(0), progress=lambda done, _of, _value: told.append(done)).proved
    assert told == []


def test_a_week_of_many_rooms_is_planned_window_by_window() -> None:
    told: list[int] = []
    plan = planned(town(0, 10), windows=1, progress=lambda done, _of, _value: told.append(done))
    assert told == [1]
    assert plan.gap < 0.02
