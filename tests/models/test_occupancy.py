"""People over a window, as steps with gaps."""

import numpy as np

from models.calendar import Window
from models.occupancy import occupancy
from tests.builders import a_schedule, a_sensor, a_space, local, totals


def steps(readings, before=(), window=None):
    space = a_space()
    window = window or Window(local(4), local(12))
    present = occupancy(space, (a_sensor(),), a_schedule(space), window, readings, before)
    return [
        (float(s - window.start.timestamp()) / 60, None if np.isnan(p) else float(p))
        for s, p in zip(present.starts, present.people, strict=True)
    ]


def test_steps_follow_the_doors_and_a_silence_is_a_gap() -> None:
    readings = [*totals(local(7), 0, 0), *totals(local(9), 4, 0), *totals(local(9, 10), 6, 1)]
    assert steps(readings) == [(0, None), (180, 0), (200, None), (300, 4), (310, 5), (330, None)]


def test_totals_before_the_window_are_the_base_of_the_first_count_inside() -> None:
    assert steps(totals(local(9), 4, 0), before=totals(local(3, 50), 1, 0)) == [
        (0, 0),
        (10, None),
        (300, 3),
        (320, None),
    ]


def test_readings_in_any_order_give_the_same_steps() -> None:
    readings = [r for m in range(0, 60, 10) for r in totals(local(9, m), m, m // 2)]
    assert steps(list(reversed(readings))) == steps(readings)


def test_a_window_without_readings_is_one_gap() -> None:
    assert steps([]) == [(0, None)]
