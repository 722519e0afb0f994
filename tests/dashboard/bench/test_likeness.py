"""The labelled pairs judge: enough of them, halves that share nothing, and ours above what is simple."""

from dashboard.bench.likeness import chosen, extras, halves, judged, sitting
from models.needs.likeness import THRESHOLD


def test_the_threshold_is_that_of_the_first_half_and_beats_the_simple_ways_on_the_second() -> None:
    first, second = halves()
    assert sum(first.labels.values()) + sum(second.labels.values()) >= 150
    assert not {one.text for one in first.needs} & {one.text for one in second.needs}
    assert chosen(first) == THRESHOLD
    ours, *simple = judged(first, second)
    assert all(ours.f1 > 1.5 * other.f1 for other in simple)
    assert ours.precision > 0.55
    assert ours.recall > 0.5


def test_a_sitting_is_made_of_the_slips_and_the_same_each_time() -> None:
    first, _ = halves()
    made = sitting(first.needs, extras(), count=30)
    assert made == sitting(first.needs, extras(), count=30)
    assert len({one.id for one in made}) == 30
