"""Whether a place was open when it promised to be."""

from datetime import timedelta

from models.calendar import CHINA, SLOT
from models.metric.opening import openings
from models.slot_days import SlotDays, cut
from tests.builders import NOON, a_fact, a_grid, a_slot_day

DAYS = ((0, 1, 1), (0, 0, 0), (0, 0, 4), (3, 0, 3))


def a_day(*people: float | None) -> SlotDays:
    return a_slot_day(a_grid(a_fact(NOON + n * SLOT, one) for n, one in enumerate(people)))


def hours(day: SlotDays) -> tuple[float, float]:
    (found,) = openings(day)
    return found.promised_hours, found.alive_hours


def test_a_place_is_open_from_its_first_to_its_last_person_of_the_day() -> None:
    assert hours(a_day(0, 1, 0, 0, 2, 0)) == (1.5, 1.0)


def test_a_day_without_anybody_counts_as_shut() -> None:
    assert hours(a_day(0, 0)) == (0.5, 0)


def test_what_was_not_measured_was_neither_open_nor_shut() -> None:
    assert hours(a_day(1, None, None, 1)) == (0.5, 0.5)
    assert openings(a_day()) == []


def test_each_day_of_many_is_judged_by_its_own_slots() -> None:
    people = {
        NOON + n * SLOT + timedelta(days=day): one
        for day, some in enumerate(DAYS)
        for n, one in enumerate(some)
    }
    days = [NOON.date() + timedelta(days=n) for n in range(len(DAYS))]
    found = openings(cut(a_grid(a_fact(at, one) for at, one in people.items()), days, CHINA))
    assert [one.alive_hours for one in found] == [0.5, 0, 0.25, 0.75]
