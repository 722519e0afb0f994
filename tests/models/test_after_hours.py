"""Who passed while a space was shut: the doors' day less what its open quarter hours hold."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.after_hours import AfterHours, after_hours
from models.balance import Balance, DoorBalance
from models.centre import SensorId
from models.day_fact import DayFact, day_fact
from tests.builders import GYM, a_fact
from tests.measured import DAY, local


def a_day(*doors: tuple[int, int]) -> Balance:
    told = tuple(DoorBalance(sensor=SensorId(f"d{n}"), entries=i, exits=o) for n, (i, o) in enumerate(doors))
    return Balance(space=GYM, day=DAY, complete=True, doors=told)


def opened(entries: int, exits: int) -> DayFact:
    return day_fact(DAY, [replace(a_fact(local(19), 5, GYM), entries=entries, exits=exits)])


def test_a_day_on_which_all_passed_while_open_is_left_out() -> None:
    assert after_hours([a_day((30, 28), (10, 12))], [opened(40, 40)]) == []


def test_the_cleaner_of_the_night_is_told_by_direction() -> None:
    (found,) = after_hours([a_day((31, 30), (10, 11))], [opened(40, 40)])
    assert found == AfterHours(space=GYM, day=DAY, entries=1, exits=1)


def test_whoever_comes_on_a_day_without_opening_came_while_shut() -> None:
    assert after_hours([a_day((2, 2))], []) == [AfterHours(space=GYM, day=DAY, entries=2, exits=2)]


def test_a_space_without_doors_says_nothing() -> None:
    assert after_hours([a_day()], []) == []


@given(st.integers(0, 900), st.integers(0, 900), st.integers(0, 90), st.integers(0, 90))
def test_open_and_shut_passings_are_those_of_the_doors(came: int, left: int, more: int, gone: int) -> None:
    found = after_hours([a_day((came + more, left + gone))], [opened(came, left)])
    assert [(one.entries, one.exits) for one in found] == ([(more, gone)] if more or gone else [])
