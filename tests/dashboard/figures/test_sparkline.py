"""The thin line of a day: inside its box, broken where nothing was heard, without a lost peak."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.sparkline import HEIGHT, MOST, WIDTH, line, sparkline, thinned
from models.calendar import Window
from tests.builders import NOON

DAY = Window(NOON - timedelta(days=1), NOON)
GAP = timedelta(minutes=30)


def at(*minutes: float) -> list[tuple[object, float]]:
    return [(DAY.start + timedelta(minutes=n), float(n)) for n in minutes]


def test_the_line_breaks_where_nothing_was_heard() -> None:
    path = line(at(0, 10, 20, 90, 100), DAY, GAP)  # type: ignore[arg-type]
    assert path.count("M") == 2
    assert path.count("L") == 3


def test_yes_and_no_are_steps_without_a_slope_between_them() -> None:
    points = [(DAY.start + timedelta(minutes=n), value) for n, value in ((0, 0.0), (15, 1.0), (30, 0.0))]
    path = line(points, DAY, GAP, stepped=True)
    assert "L" not in path
    assert path == f"M0 {HEIGHT - 5}h0H5V5H10V{HEIGHT - 5}"


def test_no_points_are_no_line_and_one_point_is_a_dot() -> None:
    assert line([], DAY, GAP) == ""
    assert line(at(720), DAY, GAP) == f"M{WIDTH // 2} {HEIGHT / 2:.0f}h0"  # type: ignore[arg-type]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=2000))
def test_thinning_keeps_the_lowest_and_the_highest_in_order(values: list[float]) -> None:
    points = [(DAY.start + timedelta(seconds=n), value) for n, value in enumerate(values)]
    kept = thinned(points)
    assert len(kept) <= MOST
    assert {min(values), max(values)} <= {value for _, value in kept}
    assert [at for at, _ in kept] == sorted(at for at, _ in kept)


def test_the_picture_is_one_address_without_anything_that_ends_it() -> None:
    drawn = sparkline(at(0, 10), DAY, GAP)  # type: ignore[arg-type]
    assert drawn.startswith('url("data:image/svg+xml,%3Csvg')
    assert drawn.count('"') == 2
