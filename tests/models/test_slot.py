"""Facts per quarter hour, and the laws that hold for each."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import Window
from models.centre import Capacity, SensorRole
from models.day_account import day_account, day_facts
from models.hold import SessionStatus
from models.occupancy import occupancy
from models.reading import Quality
from models.slot import business_window, fold_start, slot_facts
from models.utilisation import utilisation
from tests.builders import a_space
from tests.measured import DAY, a_door, a_reading, a_schedule, booked, local, totals


def facts(readings, holds=(), space=None, before=()):
    space = space or a_space()
    return day_facts(space, (a_door(),), a_schedule(space), DAY, readings, before, holds)


def at(found, hour: int, minute: int = 0):
    return next(f for f in found if f.start == local(hour, minute))


def steady(entries_at_nine: int):
    """Heard every ten minutes from 07:00 to 22:00; so many people come at 09:00 and stay."""
    grid = (local(7) + timedelta(minutes=10 * n) for n in range(91))
    return [r for t in grid for r in totals(t, entries_at_nine if t >= local(9) else 0, 0)]


def test_a_business_day_runs_from_four_to_four() -> None:
    assert business_window(DAY, a_schedule()) == Window(local(4), local(4) + timedelta(days=1))


def test_facts_cover_the_open_hours_and_nothing_else() -> None:
    found = facts(steady(6))
    assert [found[0].start, found[-1].start, len(found)] == [local(8), local(21, 45), 56]


def test_whoever_leaves_soon_after_closing_is_an_exit_of_the_last_open_slot() -> None:
    told = [(local(21, 50), 6, 1), (local(22, 10), 6, 4), (local(22, 55), 6, 5), (local(23, 5), 6, 6)]
    grid = (local(7) + timedelta(minutes=10 * n) for n in range(89))
    found = facts([r for t in grid for r in totals(t, 6, 0)] + [r for one in told for r in totals(*one)])
    assert (found[-1].start, found[-1].exits, sum(f.exits for f in found)) == (local(21, 45), 5, 5)
    assert all(f.open_min > 0 for f in found)


def test_person_minutes_are_people_times_minutes() -> None:
    found = facts(steady(6))
    assert (at(found, 8, 45).person_min, at(found, 9).person_min, at(found, 9).used_min) == (0, 90, 15)


def test_a_gap_is_neither_in_the_measured_minutes_nor_in_the_person_minutes() -> None:
    found = facts([*totals(local(7), 0, 0), *totals(local(9), 6, 0)])
    fact = at(found, 9, 15)
    assert (fact.open_min, fact.measured_min, fact.person_min, fact.quality) == (15, 5, 30, Quality.UNCERTAIN)
    assert (at(found, 11).measured_min, at(found, 11).quality) == (0, Quality.BAD)


def test_booked_and_empty_is_ghost_and_used_without_booking_is_walk_in() -> None:
    found = facts(steady(6), [booked(local(8, 30), local(9, 30))])
    assert [
        (f.ghost_min, f.booked_used_min, f.walkin_min)
        for f in (at(found, 8, 30), at(found, 9), at(found, 9, 30))
    ] == [
        (15, 0, 0),
        (0, 15, 0),
        (0, 0, 15),
    ]


def test_overlapping_bookings_count_their_minutes_once_and_their_seats_each() -> None:
    holds = [
        booked(local(9), local(10), key="a", seats=10),
        booked(local(9), local(10), key="b", seats=5),
    ]
    fact = at(facts(steady(6), holds), 9)
    assert (fact.booked_min, fact.booked_seat_min) == (15, 225)


def test_a_released_hold_was_booked_until_its_release_and_then_free() -> None:
    empty = facts(steady(0), [replace(booked(local(9), local(9, 20)), status=SessionStatus.RELEASED)])
    assert [(f.booked_min, f.ghost_min) for f in (at(empty, 9), at(empty, 9, 15), at(empty, 9, 30))] == [
        (15, 15),
        (5, 5),
        (0, 0),
    ]


def test_a_booking_counts_as_far_as_the_space_is_open() -> None:
    found = facts(steady(6), [booked(local(7), local(8, 15))])
    assert (sum(f.booked_min for f in found), found[0].start) == (15, local(8))


def test_a_cancelled_booking_was_never_booked() -> None:
    found = facts(steady(6), [booked(local(9), local(10), status=SessionStatus.CANCELLED)])
    assert at(found, 9).booked_min == 0


def test_a_group_room_is_used_only_from_its_smallest_group_on() -> None:
    found = facts(steady(1), space=a_space(group_minimum=2))
    assert (at(found, 9).used_min, at(found, 9).person_min) == (0, 15)


def test_minutes_above_the_comfort_line_overflow() -> None:
    found = facts(steady(33))
    assert at(found, 9).overflow_min == 15
    assert at(facts(steady(32)), 9).overflow_min == 0


def test_minutes_above_the_capacity_are_told_apart_from_those_above_the_comfort_line() -> None:
    crowded, full, over = (at(facts(steady(people)), 9) for people in (36, 40, 41))
    assert (crowded.overflow_min, crowded.over_limit_min) == (15, 0)
    assert (full.overflow_min, full.over_limit_min) == (15, 0)
    assert (over.overflow_min, over.over_limit_min) == (15, 15)


def test_a_window_off_the_grid_is_refused() -> None:
    space = a_space()
    odd = Window(local(9, 1), local(10))
    with pytest.raises(ValueError, match="not on the quarter-hour grid"):
        slot_facts(space, a_schedule(space), occupancy(space, (), a_schedule(space), odd, []), [])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 30), st.integers(0, 30)), max_size=40),
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 12), st.integers(1, 30)), max_size=5),
)
def test_the_laws_of_a_fact_hold_for_any_day(moves, spans) -> None:
    entries = exits = 0
    readings = totals(local(7), 0, 0)
    for minute, more_in, more_out in sorted(moves):
        entries, exits = entries + more_in, exits + more_out
        readings += totals(local(7) + timedelta(minutes=minute, seconds=1), entries, exits)
    holds = [
        booked(
            local(8) + timedelta(minutes=15 * s),
            local(8) + timedelta(minutes=15 * (s + n)),
            key=f"b{i}",
            seats=k,
        )
        for i, (s, n, k) in enumerate(spans)
    ]
    found = facts(readings, holds)
    for f in found:
        assert 0 <= f.measured_min <= f.open_min <= 15
        assert f.booked_used_min + f.ghost_min + f.walkin_min <= f.measured_min + 1e-6
        assert f.used_min == pytest.approx(f.booked_used_min + f.walkin_min)
        assert f.person_min <= f.peak * f.measured_min + 1e-4
        assert f.used_min <= f.measured_min
    total = utilisation(found)
    assert (
        total.booked_used_hours + total.ghost_hours + total.walkin_hours + total.idle_hours
        == pytest.approx(total.measured_hours)
    )
    assert total.over_limit_min <= total.overflow_min <= 60 * total.measured_hours + 1e-6


def test_somebody_in_a_group_room_with_motion_only_counts_as_use_of_uncertain_quality() -> None:
    space = a_space(group_minimum=2)
    pir = a_door("pir", role=SensorRole.PRESENCE, interval_s=600)
    readings = [
        a_reading(local(9) + timedelta(minutes=5 * n), 1, sensor="pir", measure="presence") for n in range(4)
    ]
    found = at(day_facts(space, (pir,), a_schedule(space), DAY, readings, [], []), 9)
    assert (found.used_min, found.person_min, found.quality) == (15, 15, Quality.UNCERTAIN)


def test_a_space_that_is_open_across_the_cut_of_the_day_keeps_its_people() -> None:
    space = a_space(opens=time(20), closes=time(6))
    plan = a_schedule(space)
    night = local(22) - timedelta(days=1)
    readings = [r for n in range(60) for r in totals(night + timedelta(minutes=10 * n), 12 if n else 0, 0)]
    start = fold_start(DAY, plan)
    assert start == local(19) - timedelta(days=1)
    found = day_facts(space, (a_door(),), plan, DAY, [r for r in readings if r.at >= start], [], [])
    assert at(found, 4).person_min == 12 * 15


def test_a_day_that_begins_shut_is_taken_from_its_own_start() -> None:
    assert fold_start(DAY, a_schedule()) == local(4)


def test_a_space_that_never_closes_is_taken_up_a_day_before() -> None:
    assert fold_start(DAY, a_schedule(a_space(opens=time(0), closes=time(0)))) == local(4) - timedelta(days=1)


def test_the_account_of_a_day_holds_its_facts_and_what_its_doors_add_up_to() -> None:
    space, readings = (
        a_space(),
        [*totals(local(9), 5, 0), *totals(local(22, 10), 5, 4), *totals(local(23, 10), 5, 4)],
    )
    account = day_account(space, (a_door(),), a_schedule(space), DAY, readings, totals(local(3), 0, 0), [])
    assert account.facts == day_facts(
        space, (a_door(),), a_schedule(space), DAY, readings, totals(local(3), 0, 0), []
    )
    assert (account.balance.day, account.balance.drift) == (DAY, 1)


def test_a_day_without_a_capacity_has_no_facts_and_its_neighbours_have_theirs() -> None:
    tomorrow = Capacity(persons=40, basis="fire", valid_from=DAY + timedelta(days=1))
    assert facts(steady(6), space=replace(a_space(), capacities=(tomorrow,))) == []
    today = Capacity(persons=40, basis="fire", valid_from=DAY)
    assert len(facts(steady(6), space=replace(a_space(), capacities=(today,)))) == 56
