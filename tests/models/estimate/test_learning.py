"""Closed days teach what doors miss."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from models.balance import SLOTS, Balance, DoorBalance, View
from models.centre import SensorId, SpaceId
from models.estimate.learning import CROWD_HIDES, LONE_HIDES, LOOKED_HIDES, MISCOUNT, UNTAUGHT, learn

GYM, DOOR, SIDE = SpaceId("gym"), SensorId("door"), SensorId("side")


def a_balance(day: int, *doors: tuple[str, int, int], complete: bool = True, lived: bool = False) -> Balance:
    slots = tuple([10.0] * SLOTS) if lived else ()
    return Balance(
        space=GYM,
        day=date(2026, 11, 1) + timedelta(days=day),
        complete=complete,
        doors=tuple(DoorBalance(sensor=SensorId(key), entries=i, exits=o) for key, i, o in doors),
        entries_by_slot=slots,
        exits_by_slot=slots,
        person_min_by_slot=tuple([300.0] * SLOTS) if lived else (),
    )


def test_without_a_closed_day_nothing_is_corrected() -> None:
    assert learn([]) == UNTAUGHT
    assert learn([a_balance(0, ("door", 300, 200), complete=False)]) == UNTAUGHT


def test_a_side_that_is_always_short_is_lifted_until_the_sides_balance() -> None:
    learned = learn([a_balance(n, ("door", 300, 282)) for n in range(20)])
    lift = learned.door(DOOR)
    assert 300 * lift.entry == pytest.approx(282 * lift.exit, rel=0.004)
    assert lift.exit > lift.entry


def test_a_door_that_balances_is_hardly_touched() -> None:
    lift = learn([a_balance(n, ("door", 300, 300)) for n in range(20)]).door(DOOR)
    assert (lift.entry, lift.exit) == (pytest.approx(1, abs=0.01), pytest.approx(1, abs=0.01))


def test_of_two_doors_the_one_that_lies_is_found_by_how_the_traffic_varies() -> None:
    draw = np.random.default_rng(3)
    days = []
    for n in range(28):
        honest, lying = (int(draw.integers(50, 300)) for _ in range(2))
        days.append(a_balance(n, ("door", honest, honest), ("side", lying, round(0.92 * lying))))
    learned = learn(days)
    tilt = {key: learned.door(key).exit - learned.door(key).entry for key in (DOOR, SIDE)}
    assert tilt[SIDE] > 0.07
    assert abs(tilt[DOOR]) < 0.01


def test_days_that_scatter_make_every_passage_more_doubtful() -> None:
    calm = learn([a_balance(n, ("door", 300, 300)) for n in range(20)])
    wild = learn([a_balance(n, ("door", 300, 300 + 20 * (-1) ** n)) for n in range(20)])
    assert calm.miscount < MISCOUNT < wild.miscount


def test_what_crowds_hide_on_both_sides_stays_doubtful_although_the_sides_balance() -> None:
    def days(crowd: float) -> list[Balance]:
        door = DoorBalance(sensor=DOOR, entries=300, exits=300, dense_entries=crowd, dense_exits=crowd)
        return [replace(a_balance(n), doors=(door,)) for n in range(20)]

    single, crowded = learn(days(0.0)), learn(days(150.0))
    assert crowded.miscount == pytest.approx(single.miscount, rel=0.05)
    assert single.hidden == pytest.approx(LONE_HIDES * single.miscount)
    half = LONE_HIDES + CROWD_HIDES / 2
    assert crowded.hidden == pytest.approx(half * crowded.miscount), "half of all came in crowds"
    assert crowded.hidden > 5 * single.hidden


def test_a_camera_sees_a_part_of_what_doors_hide() -> None:
    view = View(looks=52, people2=9000.0, seen2=8000.0, product=8400.0, usual=30.0)
    alone = [a_balance(n, ("door", 300, 300)) for n in range(20)]
    looked = [replace(day, view=view) for day in alone]
    assert learn(looked).hidden == pytest.approx(LOOKED_HIDES * learn(alone).hidden)


def test_one_day_on_which_something_happened_teaches_little() -> None:
    days = [a_balance(n, ("door", 300, 300)) for n in range(20)]
    learned = learn([*days, a_balance(20, ("door", 300, 150))])
    assert learned.door(DOOR).exit - learned.door(DOOR).entry < 0.01
    assert learned.miscount < 0.1


def test_the_order_of_the_days_does_not_matter() -> None:
    days = [a_balance(n, ("door", 300 + n, 290)) for n in range(9)]
    assert learn(days) == learn(days[::-1])


def test_days_longer_ago_than_four_weeks_are_forgotten() -> None:
    old = [a_balance(n, ("door", 300, 200)) for n in range(10)]
    new = [a_balance(n, ("door", 300, 300)) for n in range(10, 38)]
    assert learn([*old, *new]) == learn(new)


def test_shares_of_the_doors_add_up() -> None:
    learned = learn([a_balance(n, ("door", 200, 100), ("side", 100, 200)) for n in range(5)])
    assert learned.door(DOOR).entry_share > 0.6
    assert learned.door(DOOR).entry_share + learned.door(SIDE).entry_share == pytest.approx(1)


def test_how_people_live_is_known_after_three_days() -> None:
    assert learn([a_balance(n, ("door", 960, 960), lived=True) for n in range(2)]).leaves == ()
    learned = learn([a_balance(n, ("door", 960, 960), lived=True) for n in range(3)])
    assert learned.comes[40] == pytest.approx(40), "ten in a quarter hour"
    assert learned.leaves[40] == pytest.approx(2), "ten of the five person hours of a quarter hour"
