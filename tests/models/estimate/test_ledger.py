"""Items that always add up to what is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.estimate.belief import Belief, Way
from models.estimate.ledger import Ledger


def test_what_no_other_item_has_told_is_told_under_the_reason_that_settles() -> None:
    heard: list[tuple[str, float, str | None]] = []
    ledger = Ledger(heard=lambda key, persons, sensor: heard.append((key, persons, sensor)))
    ledger.tell("sum.entries", 3.0)
    ledger.settle(3.5, "sum.bias")
    ledger.settle(3.5, "sum.edge")
    assert heard == [("sum.entries", 3.0, None), ("sum.bias", 0.5, None)]


DEEDS = st.tuples(
    st.sampled_from(["move", "see", "cut", "set", "undo", "tie"]), st.floats(-9, 9), st.floats(0.1, 9)
)


@given(st.lists(DEEDS, max_size=40))
def test_after_everything_that_can_happen_to_a_belief_its_items_are_its_people(deeds: list) -> None:
    heard: list[float] = []
    belief = Belief(ll=0.005, ledger=Ledger(heard=lambda _key, persons, _sensor: heard.append(persons)))
    start = belief.now()
    for deed, people, size in deeds:
        way = Way(people, size, size, 1.0 / (1.0 + size))
        match deed:
            case "move":
                belief.move(way)
            case "see":
                belief.see(people, size)
            case "cut":
                belief.cut()
            case "set":
                belief.set(people, size)
            case "undo":
                belief.undo(0, start, way, "sum.stuck_camera")
            case _:
                belief.tie(0, start, way)
        assert belief.ledger.told == pytest.approx(belief.people, abs=1e-6)
    assert sum(heard) == pytest.approx(belief.people, abs=1e-6)
