"""Made-up towns whose demand is known."""

import numpy as np

from dashboard.bench.advise.demand_town import HOURS, PROGRAMMES, town


def test_the_same_seed_makes_the_same_town_and_another_one_another() -> None:
    assert town(1).held == town(1).held
    assert town(1).held != town(2).held


def test_sessions_are_held_where_they_are_liked_unless_the_town_does_not_care() -> None:
    def liked(choosy: float) -> float:
        """How much more demand there is, in logs, where sessions are held than anywhere."""
        made = town(3, choosy)
        held = {
            (programme, hour)
            for programme in range(PROGRAMMES)
            for hour in range(len(HOURS))
            if made.occasion(programme, hour) in {one.occasion for one in made.held}
        }
        return float(np.mean([made.log_demand[pair] for pair in held]) - made.log_demand.mean())

    assert liked(2.0) > 0.4 > 0.2 > liked(0.0)


def test_nobody_comes_beyond_the_places_and_a_full_session_says_so() -> None:
    made = town(4)
    for one in made.held:
        places = int(made.places[int(one.occasion.programme[1:])])
        assert one.came <= places
        assert one.full == (one.came == places)


def test_what_is_asked_for_is_the_truth_on_average() -> None:
    made = town(5)
    asked = made.asked(0, 0, np.random.default_rng(1), 20_000)
    assert abs(asked.mean() / np.exp(made.log_demand[0, 0]) - 1) < 0.02
