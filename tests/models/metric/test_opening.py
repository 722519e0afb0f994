"""Whether a place was open when it promised to be."""

from dataclasses import replace
from datetime import timedelta

from models.calendar import SLOT
from models.metric.opening import Opening, opening
from models.slot import SlotFact
from tests.builders import NOON, a_fact
from tests.measured import ZONE


def a_day(*people: float | None) -> list[SlotFact]:
    return [a_fact(NOON + n * SLOT, one) for n, one in enumerate(people)]


def test_a_place_is_open_from_its_first_to_its_last_person_of_the_day() -> None:
    assert opening(a_day(0, 1, 0, 0, 2, 0), ZONE) == Opening(promised_hours=1.5, alive_hours=1.0)


def test_a_day_without_anybody_counts_as_shut() -> None:
    yesterday = [replace(fact, start=fact.start - timedelta(days=1)) for fact in a_day(0, 0)]
    assert opening([*yesterday, *a_day(1, 1)], ZONE) == Opening(promised_hours=1.0, alive_hours=0.5)


def test_what_was_not_measured_was_neither_open_nor_shut() -> None:
    assert opening(a_day(1, None, None, 1), ZONE) == Opening(promised_hours=0.5, alive_hours=0.5)
    assert opening([], ZONE) == Opening()
