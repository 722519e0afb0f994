"""The registry: every row keeps its vector, says nothing of nothing, and adds up as it promises."""

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.centre import SpaceId
from models.metric import AREAS, METRICS
from models.metric.metric import Area, Metric, Total
from models.metric.sums import Sums
from models.utilisation import Utilisation


def hours(most: float = 500.0) -> st.SearchStrategy[float]:
    return st.floats(0, most, allow_nan=False).map(lambda x: round(x, 4))


@st.composite
def uses(draw: st.DrawFn) -> Utilisation:
    """Hours of one space that keep the laws of slot facts."""
    capacity = draw(st.integers(1, 600))
    measured = draw(hours())
    used = measured * draw(st.floats(0, 1))
    booked_used = used * draw(st.floats(0, 1))
    ghost = (measured - used) * draw(st.floats(0, 1))
    return Utilisation(
        open_hours=measured + draw(hours()),
        measured_hours=measured,
        used_hours=used,
        booked_hours=booked_used + ghost,
        booked_used_hours=booked_used,
        ghost_hours=ghost,
        walkin_hours=used - booked_used,
        person_hours=used * capacity * draw(st.floats(0, 1.4)),
        seat_open_hours=capacity * measured,
        seat_measured_hours=capacity * measured,
        seat_used_hours=capacity * used,
    )


def rows(keys: str = "ab") -> st.SearchStrategy[list[Sums]]:
    one = st.builds(
        lambda key, use: Sums(spaces=frozenset({SpaceId(key)}), use=use), st.sampled_from(keys), uses()
    )
    return st.lists(one, min_size=1, max_size=6)


def value(key: str, sums: Sums) -> float | None:
    return METRICS[key].value(sums)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.key)
def test_every_formula_makes_of_its_vector_what_was_published(metric: Metric) -> None:
    assert metric.value(metric.vector.sums) == pytest.approx(metric.vector.value, abs=1e-9)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.key)
def test_of_nothing_no_figure_is_known(metric: Metric) -> None:
    assert metric.value(Sums()) is None


def test_every_key_is_used_once_and_every_area_has_figures() -> None:
    assert sum(len(metrics) for metrics in AREAS.values()) == len(METRICS)
    assert list(AREAS) == list(Area)
    assert all(metric.version >= 1 for metric in METRICS.values())


def numbers(value: object) -> Iterator[float]:
    """Every number inside a bundle of sums."""
    if is_dataclass(value):
        for part in fields(value):
            yield from numbers(getattr(value, part.name))
    elif isinstance(value, int | float):
        yield value


@given(rows(), rows())
def test_two_periods_together_are_the_whole(first: list[Sums], second: list[Sums]) -> None:
    parts = sum(first, Sums()) + sum(second, Sums())
    whole = sum([*first, *second], Sums())
    assert parts.spaces == whole.spaces
    assert all(
        math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
        for a, b in zip(numbers(parts), numbers(whole), strict=True)
    )


@given(rows())
def test_frequency_times_occupancy_is_utilisation_in_each_row_and_in_total(given_rows: list[Sums]) -> None:
    for sums in [*given_rows, sum(given_rows, Sums())]:
        frequency, occupancy = value("frequency", sums), value("occupancy_rate", sums)
        if frequency is not None and occupancy is not None:
            assert value("utilisation", sums) == pytest.approx(frequency * occupancy, abs=1e-9)


@given(rows())
def test_what_is_booked_and_used_empty_walked_into_and_idle_is_what_was_measured(
    given_rows: list[Sums],
) -> None:
    total = sum(given_rows, Sums())
    parts = [value(key, total) for key in ("booked_used_hours", "ghost_hours", "walkin_hours", "idle_hours")]
    measured = value("measured_hours", total)
    if None not in parts and measured:
        assert sum(part or 0 for part in parts) == pytest.approx(measured, abs=1e-6)


@given(rows("abc"))
def test_the_figures_of_spaces_add_up_to_that_of_the_centre_as_each_row_promises(
    given_rows: list[Sums],
) -> None:
    by_total = {Total.SUM: sum, Total.MAX: max}
    total = sum(given_rows, Sums())
    for metric in METRICS.values():
        known = [v for v in (metric.value(sums) for sums in given_rows) if v is not None]
        if metric.total in by_total and known:
            assert metric.value(total) == pytest.approx(by_total[metric.total](known), rel=1e-9, abs=1e-6)


def test_a_figure_of_one_space_is_not_told_of_several() -> None:
    one = Sums(spaces=frozenset({SpaceId("a")}), use=Utilisation(measured_hours=2, person_hours=8, peak=8))
    other = Sums(spaces=frozenset({SpaceId("b")}), use=one.use)
    assert value("load_factor", one) == value("load_factor", one + one) == 0.5
    assert value("load_factor", one + other) is None


def test_the_surveys_numbers_come_out() -> None:
    """domain.md 2.2: escentral 30 of 45 h; stellae 16 rooms, and 166 rooms at 42.2 % x 49.7 % = 21.0 %."""
    week = Sums(use=Utilisation(seat_measured_hours=45 * 25, seat_used_hours=30 * 25))
    assert value("frequency", week) == pytest.approx(0.6667, abs=5e-5)
    rooms = Sums(use=Utilisation(seat_measured_hours=400, seat_used_hours=175, person_hours=134))
    assert [value(key, rooms) for key in ("frequency", "occupancy_rate", "utilisation")] == [
        pytest.approx(0.4375, abs=5e-5),
        pytest.approx(0.7657, abs=5e-5),
        pytest.approx(0.335, abs=5e-4),
    ]
    survey = Sums(
        use=Utilisation(seat_measured_hours=10_000, seat_used_hours=4_220, person_hours=4_220 * 0.497)
    )
    assert value("utilisation", survey) == pytest.approx(0.210, abs=5e-4)


def test_measured_and_empty_is_zero_and_not_unknown() -> None:
    empty = Sums(use=Utilisation(measured_hours=1, seat_measured_hours=40))
    assert (value("frequency", empty), value("utilisation", empty), value("occupancy_rate", empty)) == (
        0,
        0,
        None,
    )
