"""Whether a place was open when it promised to be."""

from models.calendar import SLOT
from models.metric.opening import Opening, opening
from models.slot_grid import SlotGrid
from tests.builders import NOON, a_fact, a_grid


def a_day(*people: float | None) -> SlotGrid:
    return a_grid(a_fact(NOON + n * SLOT, one) for n, one in enumerate(people))


def hours(found: Opening) -> tuple[float, float]:
    return found.promised_hours, found.alive_hours


def test_a_place_is_open_from_its_first_to_its_last_person_of_the_day() -> None:
    assert hours(opening(a_day(0, 1, 0, 0, 2, 0))) == (1.5, 1.0)


def test_a_day_without_anybody_counts_as_shut() -> None:
    assert hours(opening(a_day(0, 0))) == (0.5, 0)


def test_what_was_not_measured_was_neither_open_nor_shut() -> None:
    assert hours(opening(a_day(1, None, None, 1))) == (0.5, 0.5)
    assert opening(a_day()) == Opening()
