"""The bench of matching: the best is never worse than any simpler way, and a town is the same for the same seed."""

from dashboard.bench.needs.matching import BEST, SIMPLER, judged, lines
from dashboard.bench.needs.pool import town


def test_no_way_has_more_points_than_all_at_once() -> None:
    found, proved = judged(3)
    assert set(found) == {BEST, *SIMPLER}
    best = found[BEST]
    assert proved == (best.points == 1)
    assert all(one.points <= best.points and one.unmatched >= 0 for one in found.values())
    assert found["at random"].points < found["first come"].points < best.points


def test_a_town_is_the_same_for_the_same_seed() -> None:
    one, other = town(5), town(5)
    assert [ask.need for ask in one.asks] == [ask.need for ask in other.asks]
    assert [each.provider for each in one.helpers] == [each.provider for each in other.helpers]
    assert [each.provider for each in town(6).helpers] != [each.provider for each in one.helpers]


def test_the_table_has_a_line_for_each_way() -> None:
    told = list(lines(1))
    assert len(told) == 3 + len(SIMPLER)
