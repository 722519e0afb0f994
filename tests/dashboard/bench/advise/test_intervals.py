from dashboard.bench.advise.intervals import by_intervals
from models.weekplan.solver import best
from tests.weeks import coach, offer, problem, room


def test_the_interval_model_finds_the_same_points_where_nothing_but_overlaps_matters() -> None:
    offers = [
        offer(f"o{n}", {(0, 20): 10 + n, (0, 21): 8, (1, 20): 5}, coaches=("c1", "c2")) for n in range(5)
    ]
    given = problem(*offers, rooms=(room(), room("r2")), coaches=(coach(), coach("c2", days=(0,))))
    value, bound, proved = by_intervals(given, 20.0)
    assert proved
    assert value == bound == best(given).value
