"""A day is the sum of its slots, to the last digit, and keeps their laws."""

from dataclasses import fields, replace
from datetime import timedelta
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import SLOT
from models.centre import SpaceId
from models.day_fact import MINUTES, SEAT_MINUTES, day_fact
from models.reading import Quality
from models.slot import SlotFact
from models.utilisation import Utilisation, of_day, utilisation
from tests.builders import a_fact
from tests.measured import DAY, local


@st.composite
def slots(draw) -> list[SlotFact]:
    """Slots as slot_facts() makes them: each column rounded to a millionth, parts within wholes."""
    found = []
    for n in range(draw(st.integers(1, 20))):
        opened = draw(st.floats(0.1, 15))
        measured = draw(st.floats(0, 1)) * opened
        used, booked = draw(st.floats(0, 1)) * measured, draw(st.floats(0, 1)) * opened
        people = draw(st.floats(0, 40))
        both = min(used, booked) * draw(st.floats(0, 1))
        fact = a_fact(local(8) + n * SLOT, people, capacity=draw(st.integers(1, 60)))
        found.append(
            replace(
                fact,
                open_min=round(opened, 6),
                measured_min=round(measured, 6),
                person_min=round(people * measured, 6),
                used_min=round(used, 6),
                booked_min=round(booked, 6),
                booked_used_min=round(both, 6),
                walkin_min=round(used - both, 6),
                overflow_min=round(draw(st.floats(0, 1)) * measured, 6),
                entries=draw(st.integers(0, 50)),
                exits=draw(st.integers(0, 50)),
                quality=draw(st.sampled_from(Quality)),
            )
        )
    return found


@given(slots(), st.randoms(use_true_random=False))
def test_every_column_of_a_day_is_the_sum_of_its_slots_in_any_order(facts: list[SlotFact], random) -> None:
    day = day_fact(DAY, facts)
    for name in MINUTES:
        assert getattr(day, name) == round(fsum(getattr(f, name) for f in facts), 6), name
    for name, minutes in SEAT_MINUTES.items():
        assert getattr(day, name) == round(fsum(f.capacity * getattr(f, minutes) for f in facts), 6), name
    assert (day.entries, day.exits, day.slots) == (
        sum(f.entries for f in facts),
        sum(f.exits for f in facts),
        len(facts),
    )
    random.shuffle(facts)
    assert day_fact(DAY, facts) == day


@given(slots())
def test_the_hours_of_a_day_that_rates_are_made_of_are_those_of_its_slots(facts: list[SlotFact]) -> None:
    day, whole = of_day(day_fact(DAY, facts)), utilisation(facts)
    for name in (field.name for field in fields(Utilisation)):
        assert getattr(day, name) == pytest.approx(getattr(whole, name), abs=1e-6), name
    assert utilisation([day_fact(DAY, facts[:1]), *facts[1:]]).person_hours == pytest.approx(
        whole.person_hours
    )


def test_the_peak_of_a_day_is_that_of_its_first_fullest_slot() -> None:
    facts = [a_fact(local(8) + n * SLOT, people) for n, people in enumerate((3, 9, 9, 2))]
    day = day_fact(DAY, facts)
    assert (day.peak, day.peak_at) == (9, local(8, 15))


def test_a_day_of_which_nothing_was_measured_has_no_peak() -> None:
    day = day_fact(DAY, [a_fact(local(8), None), a_fact(local(8, 15), None)])
    assert (day.peak, day.peak_at, day.measured_min) == (0, None, 0)


def test_qualities_and_the_oldest_calculation_are_told() -> None:
    facts = [a_fact(local(8) + n * SLOT) for n in range(4)]
    mixed = [
        replace(facts[0], quality=Quality.UNCERTAIN),
        replace(facts[1], quality=Quality.BAD, calc_version=1),
        *facts[2:],
    ]
    day = day_fact(DAY, mixed)
    assert (day.slots, day.good_slots, day.uncertain_slots, day.calc_version) == (4, 2, 1, 1)


def test_no_slot_or_slots_of_two_spaces_make_no_day() -> None:
    with pytest.raises(ValueError, match=str(DAY)):
        day_fact(DAY, [])
    with pytest.raises(ValueError, match="hall"):
        day_fact(
            DAY, [a_fact(local(8)), replace(a_fact(local(8) + timedelta(hours=1)), space=SpaceId("hall"))]
        )
