"""Hours of slots, added up."""

from models.calendar import SLOT
from models.utilisation import Utilisation, of_days, of_slot, utilisation
from tests.builders import NOON, a_fact, a_grid, a_slot_day


def test_hours_are_weighted_by_the_capacity_of_their_own_slot() -> None:
    found = utilisation([a_fact(NOON, 10, capacity=40), a_fact(NOON + SLOT, None, capacity=20)])
    assert (found.open_hours, found.measured_hours, found.used_hours) == (0.5, 0.25, 0.25)
    assert (found.seat_open_hours, found.seat_measured_hours, found.seat_used_hours) == (15, 10, 10)
    assert found.person_hours == 2.5


def test_sums_of_parts_are_the_sum_of_the_whole_and_the_largest_stays() -> None:
    slots = [a_fact(NOON + n * SLOT, n) for n in range(8)]
    assert utilisation(slots[:3]) + utilisation(slots[3:]) == utilisation(slots)
    assert utilisation(slots).peak == 7


def test_nothing_is_the_sum_of_nothing_and_changes_nothing() -> None:
    slot = of_slot(a_fact(NOON, 3))
    assert utilisation([]) == Utilisation()
    assert slot + Utilisation() == slot


def test_columns_add_up_to_the_same_as_the_slots_one_by_one() -> None:
    slots = [a_fact(NOON + n * SLOT, None if n == 2 else n, capacity=40 - n) for n in range(8)]
    assert of_days(a_slot_day(a_grid(slots))) == [utilisation(slots)]
    assert of_days(a_slot_day(a_grid([]))) == []
