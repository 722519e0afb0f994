"""A business day added up."""

from datetime import timedelta

import pytest

from models.balance import Balance
from models.occupancy import occupancy
from models.slot import business_window
from tests.builders import a_space
from tests.measured import DAY, a_door, a_schedule, local, totals


def balance(*readings, doors=None) -> Balance:
    space = a_space()
    plan = a_schedule(space)
    doors = doors or (a_door(),)
    before = [r for door in doors for r in totals(local(3, 50), 0, 0, sensor=door.id)]
    present = occupancy(space, doors, plan, business_window(DAY, plan), readings, before)
    assert present.balance is not None
    return present.balance


def a_day(entries: int, exits: int, sensor: str = "gym-door") -> list:
    return [
        *totals(local(9), entries, 0, sensor=sensor),
        *totals(local(10), entries, 0, sensor=sensor),
        *totals(local(21, 50), entries, exits, sensor=sensor),
        *totals(local(23, 50), entries, exits, sensor=sensor),
    ]


def test_what_is_left_at_closing_is_the_drift_of_the_day() -> None:
    found = balance(*a_day(43, 40))
    assert (found.complete, found.drift) == (True, 3)
    assert found.doors[0].drift_share == pytest.approx(3 / 43, abs=1e-4)


def test_drift_falls_to_the_doors_by_their_traffic() -> None:
    doors = (a_door("north"), a_door("south"))
    found = balance(*a_day(30, 28, "north"), *a_day(10, 10, "south"), doors=doors)
    assert [door.drift for door in found.doors] == pytest.approx([2 * 58 / 78, 2 * 20 / 78], abs=0.01)


def test_a_day_on_which_a_door_was_not_heard_after_the_last_guest_teaches_nothing() -> None:
    doors = (a_door("north"), a_door("south"))
    quiet = totals(local(9), 3, 0, sensor="south")
    assert not balance(*a_day(30, 28, "north"), *quiet, doors=doors).complete


def test_a_day_that_has_not_closed_yet_is_not_complete() -> None:
    assert not balance(*totals(local(9), 30, 0)).complete


def test_messages_are_counted_against_what_the_interval_promises() -> None:
    (heard,) = balance(*a_day(4, 4)).heard
    assert (heard.samples, heard.expected) == (4, 14 * 6)


def test_people_come_and_stay_in_the_quarter_hours_in_which_they_did() -> None:
    minutes = [totals(local(9) + timedelta(minutes=10 * n), 6, 0) for n in range(13)]
    found = balance(
        *[r for at in minutes for r in at], *totals(local(11, 10), 6, 6), *totals(local(23, 50), 6, 6)
    )
    slot = 4 * 1  # 09:00 in Shanghai is 01:00 UTC
    assert (found.entries_by_slot[slot], found.exits_by_slot[slot + 8]) == (6, 6)
    assert found.person_min_by_slot[slot] == 90
    assert sum(found.person_min_by_slot) == 6 * 130
