"""The judged room is a possible room."""

import numpy as np

from dashboard.bench.estimator.room import CAPACITY, CLOSES, OPENS, character, day


def test_everybody_who_comes_goes_again_and_the_room_is_never_over_full() -> None:
    draw = np.random.default_rng(5)
    for groups in (False, True):
        room = character(draw)
        people = day(room, draw, groups)
        assert len(people.come) > 80
        assert (people.gone > people.come).all()
        assert people.come.min() >= OPENS
        assert people.gone.max() <= CLOSES + 8
        assert people.present(np.arange(0.0, 1440.0)).max() <= CAPACITY
        assert people.present(np.array([1439.0]))[0] == 0


def test_a_group_comes_through_one_door() -> None:
    draw = np.random.default_rng(6)
    people = day(character(draw), draw, groups=True)
    for group in np.unique(people.come_group):
        assert len(np.unique(people.come_door[people.come_group == group])) == 1
