"""Frequency, occupancy rate, utilisation and coverage, with the published golden numbers."""

import pytest

from models.calendar import SLOT
from models.centre import SpaceId
from models.reading import Quality
from models.slot import SlotFact
from models.utilisation import Utilisation, ratio, utilisation
from tests.builders import local


def a_fact(
    *,
    space: str = "a",
    n: int = 0,
    capacity: int = 25,
    people: float = 0,
    open_min: float = 15,
    measured_min: float = 15,
) -> SlotFact:
    used = measured_min if people >= 1 else 0
    return SlotFact(
        space=SpaceId(space), start=local(8) + n * SLOT, open_min=open_min, measured_min=measured_min,
        person_min=people * measured_min, used_min=used, entries=0, exits=0, peak=people, capacity=capacity,
        booked_min=0, booked_seat_min=0, booked_used_min=0, ghost_min=0, walkin_min=used, overflow_min=0,
        quality=Quality.GOOD,
    )  # fmt: skip


def test_thirty_of_forty_five_hours_used_is_a_frequency_of_two_thirds() -> None:
    slots = [a_fact(n=n, people=5 if n < 120 else 0) for n in range(180)]
    assert utilisation(slots).frequency == pytest.approx(0.6667, abs=5e-5)


def test_seven_of_sixteen_rooms_with_134_of_400_seats_multiply_to_a_third() -> None:
    people = [20, 20, 20, 20, 20, 20, 14] + [0] * 9
    total = utilisation(a_fact(space=f"r{n}", people=p) for n, p in enumerate(people))
    assert total.frequency == pytest.approx(0.4375)
    assert total.occupancy_rate == pytest.approx(0.7657, abs=5e-5)
    assert total.utilisation == pytest.approx(0.335)


def test_all_166_rooms_of_the_published_survey_give_21_per_cent() -> None:
    """42.2 % x 49.7 % = 21.0 %: rooms of ten seats, the used ones a shade under half full."""
    used = [a_fact(space=f"u{n}", capacity=10, people=4.97) for n in range(422)]
    idle = [a_fact(space=f"i{n}", capacity=10) for n in range(578)]
    total = utilisation([*used, *idle])
    assert (total.frequency, total.occupancy_rate) == (pytest.approx(0.422), pytest.approx(0.497))
    assert total.utilisation == pytest.approx(0.210, abs=5e-4)


def test_rooms_of_different_size_are_weighted_by_capacity_so_that_the_product_is_exact() -> None:
    total = utilisation([a_fact(space="hall", capacity=600, people=300), a_fact(space="cell", capacity=6)])
    assert total.frequency == pytest.approx(600 / 606)
    assert (total.frequency or 0) * (total.occupancy_rate or 0) == pytest.approx(total.utilisation, abs=1e-12)


def test_unmeasured_time_leaves_numerator_and_denominator() -> None:
    total = utilisation([a_fact(people=10), a_fact(n=1, measured_min=0)])
    assert (total.utilisation, total.coverage) == (pytest.approx(0.4), 0.5)


def test_no_data_is_no_rate_and_not_zero() -> None:
    total = utilisation([a_fact(measured_min=0)])
    assert (total.frequency, total.occupancy_rate, total.utilisation, total.coverage) == (None, None, None, 0)
    assert utilisation([]).coverage is None


def test_measured_and_empty_is_zero_and_not_unknown() -> None:
    total = utilisation([a_fact()])
    assert (total.frequency, total.utilisation, total.occupancy_rate) == (0, 0, None)


def test_a_rate_with_less_than_half_the_coverage_is_not_shown() -> None:
    thin = utilisation([a_fact(people=10), a_fact(n=1, measured_min=0), a_fact(n=2, measured_min=0)])
    assert (thin.shown(thin.utilisation), utilisation([a_fact(people=10)]).shown(0.4)) == (None, 0.4)


def test_sums_of_parts_are_the_sum_of_the_whole() -> None:
    slots = [a_fact(n=n, people=n) for n in range(8)]
    assert utilisation(slots[:3]) + utilisation(slots[3:]) == utilisation(slots)
    assert utilisation(slots) + Utilisation() == utilisation(slots)


def test_a_ratio_over_nothing_is_nothing() -> None:
    assert (ratio(1, 0), ratio(0, 2)) == (None, 0)
