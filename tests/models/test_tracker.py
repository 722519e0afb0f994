"""People of a space from doors, cameras, seats and plugs that are not honest."""

import json
from datetime import datetime, time, timedelta
from math import isinf, isnan
from pathlib import Path

from models.balance import SLOTS
from models.centre import SensorId, SensorRole
from models.estimate.learning import DoorLift, Learned
from models.reading import Quality, Reading
from models.tracker import Tracker
from tests.builders import a_space
from tests.measured import a_door, a_reading, a_schedule, local, totals


def a_tracker(*sensors, space=None) -> Tracker:
    space = space or a_space()
    return Tracker(space, sensors or (a_door(),), a_schedule(space))


def fed(tracker: Tracker, *groups: list[Reading]) -> Tracker:
    for group in groups:
        for reading in group:
            tracker.feed(reading)
    return tracker


def people(tracker: Tracker, at: datetime) -> float:
    tracker.advance(at)
    return tracker.people()[0]


def test_people_are_what_came_in_less_what_went_out() -> None:
    tracker = fed(
        a_tracker(), totals(local(7), 100, 90), totals(local(8, 5), 107, 91), totals(local(8, 15), 109, 94)
    )
    assert tracker.people() == (5, Quality.GOOD)


def test_all_doors_of_a_space_are_added_before_anything_is_clamped() -> None:
    doors = (a_door("north"), a_door("south"))
    tracker = fed(
        a_tracker(*doors),
        totals(local(7), 0, 0, sensor="north"),
        totals(local(7), 0, 0, sensor="south"),
        totals(local(9), 6, 0, sensor="north"),
        totals(local(9), 0, 4, sensor="south"),
    )
    assert tracker.people()[0] == 2


def test_a_sensor_hung_the_wrong_way_round_counts_the_other_way() -> None:
    tracker = fed(a_tracker(a_door(turned=True)), totals(local(7), 0, 0), totals(local(9), 1, 8))
    assert tracker.people()[0] == 7


def test_more_leave_than_came_shows_nobody_and_keeps_the_rest_as_drift() -> None:
    tracker = fed(a_tracker(), totals(local(7), 10, 10), totals(local(9), 10, 14))
    assert (tracker.people()[0], tracker.drift) == (0, -4)


def test_who_comes_after_a_negative_sum_is_seen() -> None:
    tracker = fed(
        a_tracker(), totals(local(7), 10, 10), totals(local(9), 10, 14), totals(local(9, 10), 13, 14)
    )
    assert tracker.people()[0] == 3


def test_an_hour_after_closing_without_motion_the_space_is_empty_and_the_rest_is_drift() -> None:
    tracker = fed(
        a_tracker(), totals(local(7), 421, 421), totals(local(21), 430, 421), totals(local(22), 430, 425)
    )
    assert tracker.people()[0] == 5
    fed(tracker, totals(local(22, 10), 430, 425), totals(local(22, 59), 430, 425))
    assert people(tracker, local(22, 59)) == 5
    fed(tracker, totals(local(23, 1), 430, 425))
    assert (tracker.people()[0], tracker.last_drift, tracker.drift) == (0, 5, 0)


def test_motion_after_closing_puts_the_zero_off() -> None:
    tracker = fed(
        a_tracker(), totals(local(7), 0, 0), totals(local(21, 55), 5, 0), totals(local(22, 40), 5, 3)
    )
    fed(tracker, totals(local(23, 10), 5, 3))
    assert tracker.people()[0] == 2
    fed(tracker, totals(local(23, 45), 5, 3))
    assert tracker.people()[0] == 0


def test_a_place_that_never_closes_counts_on_for_ever() -> None:
    tracker = fed(
        a_tracker(space=a_space(opens=time(0), closes=time(0))),
        totals(local(7), 0, 0),
        totals(local(23), 5, 1),
    )
    assert tracker.people()[0] == 4


def test_a_silent_space_that_closes_stays_unknown() -> None:
    tracker = fed(a_tracker(), totals(local(7), 0, 0), totals(local(21, 50), 5, 0))
    assert isnan(people(tracker, local(23, 30)))


def test_a_night_without_any_sample_still_starts_the_next_day_at_nobody() -> None:
    tracker = fed(a_tracker(), totals(local(7), 0, 0), totals(local(21, 50), 9, 4))
    tomorrow = local(9) + timedelta(days=1)
    fed(tracker, totals(tomorrow, 12, 5))
    assert tracker.people()[0] == 2


def test_silence_for_two_intervals_is_no_data_and_never_zero() -> None:
    tracker = fed(a_tracker(), totals(local(7), 0, 0), totals(local(9), 6, 0))
    assert people(tracker, local(9, 19)) == 6
    assert isnan(people(tracker, local(9, 21)))


def test_one_silent_door_of_two_makes_the_space_unknown() -> None:
    tracker = fed(
        a_tracker(a_door("north"), a_door("south")),
        totals(local(7), 0, 0, sensor="north"),
        totals(local(7), 0, 0, sensor="south"),
        totals(local(9), 6, 0, sensor="north"),
    )
    assert isnan(tracker.people()[0])


def test_after_a_silence_the_totals_still_know_who_came_meanwhile() -> None:
    tracker = fed(a_tracker(), totals(local(7), 0, 0), totals(local(9), 6, 0), totals(local(11), 30, 10))
    assert tracker.people()[0] == 20


def test_a_camera_and_the_doors_are_joined_as_far_as_each_is_trusted() -> None:
    sensors = (a_door("gym-door"), a_door("cam", role=SensorRole.COUNT, interval_s=300))
    tracker = fed(
        a_tracker(*sensors), totals(local(7), 0, 0), totals(local(9), 8, 0), [a_reading(local(9, 1), 5)]
    )
    assert tracker.people() == (7, Quality.GOOD)
    fed(tracker, totals(local(9, 15), 9, 0))
    assert tracker.people()[0] == 8, "the camera is silent: what was believed plus who came since"


def test_the_regions_of_a_camera_are_added() -> None:
    camera = a_door("cam", role=SensorRole.COUNT)
    tracker = fed(
        a_tracker(camera),
        [
            a_reading(local(9), 2, measure="occupancy_count.region1"),
            a_reading(local(9), 3, measure="occupancy_count.region2"),
        ],
    )
    assert tracker.people()[0] == 5


def test_a_cameras_own_total_is_not_added_to_its_regions() -> None:
    tracker = fed(
        a_tracker(a_door("cam", role=SensorRole.COUNT)),
        [a_reading(local(9), 5), a_reading(local(9), 2, measure="occupancy_count.region1")],
    )
    assert tracker.people()[0] == 5


def test_machines_in_use_are_a_lower_bound_and_never_sure() -> None:
    plugs = [a_door(f"p{n}", role=SensorRole.MACHINE, in_use_above=60) for n in (1, 2)]
    tracker = fed(
        a_tracker(*plugs),
        [
            a_reading(local(9), 400, sensor="p1", measure="power"),
            a_reading(local(9), 8, sensor="p2", measure="power"),
        ],
    )
    assert tracker.people() == (1, Quality.UNCERTAIN)


def test_presence_alone_says_somebody_or_nobody() -> None:
    tracker = fed(
        a_tracker(a_door("pir", role=SensorRole.PRESENCE)),
        [a_reading(local(9), 1, sensor="pir", measure="presence")],
    )
    assert tracker.people() == (1, Quality.UNCERTAIN)
    fed(tracker, [a_reading(local(9, 5), 0, sensor="pir", measure="presence")])
    assert tracker.people() == (0, Quality.GOOD)


def test_a_first_day_that_starts_at_noon_is_not_sure_until_the_house_has_closed_once() -> None:
    tracker = fed(a_tracker(), totals(local(12), 500, 480), totals(local(12, 10), 503, 480))
    assert tracker.people() == (3, Quality.UNCERTAIN)


def test_bad_readings_and_strangers_change_nothing() -> None:
    tracker = fed(a_tracker(), totals(local(7), 0, 0), totals(local(9), 6, 0))
    fed(
        tracker,
        [a_reading(local(9, 1), 99, quality=Quality.BAD, sensor="gym-door", measure="people_in_total.line1")],
    )
    fed(tracker, totals(local(9, 1), 99, 0, sensor="stranger"))
    assert tracker.people()[0] == 6


def test_more_than_the_capacity_is_shown_as_it_is() -> None:
    tracker = fed(a_tracker(space=a_space(persons=10)), totals(local(7), 0, 0), totals(local(9), 16, 0))
    assert tracker.people()[0] == 16


def test_a_sensor_is_silent_after_three_of_its_intervals() -> None:
    tracker = fed(a_tracker(), totals(local(9), 0, 0))
    assert tracker.silent(local(9, 29)) == ()
    assert tracker.silent(local(9, 31)) == ("gym-door",)


def sequence(key: str) -> dict:
    file = Path(__file__).parents[1] / "fixtures" / "counter_sequences.json"
    found = json.loads(file.read_text(encoding="utf-8"))["counter_sequences"]
    return next(s for s in found if s["id"] == key)


def test_the_recorded_negative_sum_shows_nobody_and_keeps_four_as_drift() -> None:
    recorded = sequence("negative-occupancy")
    tracker, shown = a_tracker(space=a_space(persons=recorded["capacity"])), []
    fed(tracker, totals(local(7), 10, 10))
    for sample in recorded["samples"]:
        fed(tracker, totals(local(9) + timedelta(seconds=sample["t"]), sample["in"], sample["out"]))
        shown.append(tracker.people()[0])
    assert (shown, tracker.drift) == (recorded["occupancy"], recorded["drift"])
    assert recorded["flags"] == ["clamped"]
    assert tracker.flow.contradictions == 1


def test_the_recorded_closing_leaves_five_as_drift_and_starts_again_at_nobody() -> None:
    recorded = sequence("closing-recalibration")
    tracker = fed(a_tracker(), totals(local(7), 421, 421))
    for sample in recorded["samples"]:
        fed(tracker, totals(local(0) + timedelta(seconds=sample["t"]), sample["in"], sample["out"]))
    assert tracker.people()[0] == recorded["occupancy_at_close"]
    fed(tracker, totals(local(22, 59), 430, 425), totals(local(23, 1), 430, 425))
    assert (tracker.people()[0], tracker.last_drift) == (recorded["after_reset"], recorded["drift"])


def test_the_bounds_hold_the_number_that_is_shown() -> None:
    tracker = fed(a_tracker(), totals(local(7), 0, 0), totals(local(9), 20, 3))
    known = tracker.estimate()
    assert known.low < known.people == 17 < known.high


def test_motion_stands_in_for_a_silent_camera() -> None:
    sensors = (
        a_door("cam", role=SensorRole.COUNT, interval_s=300),
        a_door("pir", role=SensorRole.PRESENCE, interval_s=3600),
    )
    tracker = fed(
        a_tracker(*sensors),
        [a_reading(local(9), 6), a_reading(local(9, 1), 1, sensor="pir", measure="presence")],
    )
    assert people(tracker, local(9, 9)) == 6
    assert people(tracker, local(9, 30)) == 1
    assert isinf(tracker.estimate().high), "somebody: how many is not known"
    fed(tracker, [a_reading(local(9, 40), 0, sensor="pir", measure="presence")])
    assert tracker.people() == (0, Quality.GOOD)
    fed(tracker, [a_reading(local(9, 45), 4)])
    assert tracker.people()[0] == 4


def test_machines_in_use_prove_people_whom_the_door_has_missed() -> None:
    plugs = [a_door(f"p{n}", role=SensorRole.MACHINE, in_use_above=60) for n in range(3)]
    tracker = fed(a_tracker(a_door(), *plugs), totals(local(7), 0, 0), totals(local(9), 1, 0))
    fed(tracker, [a_reading(local(9, n), 400, sensor=f"p{n}", measure="power") for n in range(3)])
    assert tracker.people()[0] == 3


def test_a_room_without_motion_takes_ghosts_out_of_the_count() -> None:
    pir = a_door("pir", role=SensorRole.PRESENCE, interval_s=3600)
    tracker = fed(a_tracker(a_door(), pir), totals(local(7), 0, 0), totals(local(9), 90, 88))
    assert tracker.people()[0] == 2
    for minute in (0, 20, 40):
        fed(tracker, [a_reading(local(10, minute), 0, sensor="pir", measure="presence")])
        fed(tracker, totals(local(10, minute), 90, 88))
    assert tracker.people()[0] == 0


def test_two_doors_of_which_one_is_silent_are_known_once_their_shares_are_learned() -> None:
    doors = (a_door("north"), a_door("south"))
    learned = Learned(
        lifts={
            SensorId(key): DoorLift(1, 1, share, share) for key, share in (("north", 0.21), ("south", 0.79))
        },
        days=9,
        comes=(30.0,) * SLOTS,
        leaves=(1.0,) * SLOTS,
    )
    space = a_space()
    tracker = Tracker(space, doors, a_schedule(space), learned)
    for minute in range(0, 60, 10):
        fed(tracker, totals(local(8, minute), minute, 0, sensor="north"))
        fed(tracker, totals(local(8, minute), minute, 0, sensor="south"))
    for minute in range(0, 60, 10):
        fed(tracker, totals(local(9, minute), 60 + minute, 20, sensor="north"))
    known = tracker.estimate()
    assert tracker.people()[1] is Quality.UNCERTAIN
    assert known.people > 0
    assert known.high - known.low > 5
