"""Explanations of a number."""

from datetime import datetime
from random import Random

import pytest

from models.balance import SLOTS
from models.centre import SensorRole
from models.estimate.learning import DoorLift, Learned
from models.occupancy import occupancy
from models.reading import Quality
from models.slot import business_window
from models.why import KEYS, Why, explain
from tests.builders import a_space
from tests.measured import DAY, a_door, a_reading, a_schedule, local, totals

BASE = totals(local(3, 50), 100, 90)


def why(at: datetime, readings, sensors=None, before=BASE, **more) -> Why:
    space = a_space()
    return explain(space, sensors or (a_door(),), a_schedule(space), at, readings, before, **more)


def keys(found: Why) -> list[str]:
    """Without the silence before the first sample, which these short days have."""
    return [c.message.key for c in found.causes if c.message.key != "why.expired"]


def test_a_number_by_doors_tells_entries_exits_bounds_and_the_newest_totals() -> None:
    found = why(
        local(9, 5), [*totals(local(8, 50), 108, 90), *totals(local(9), 110, 93), *totals(local(10), 199, 93)]
    )
    assert (found.people, found.method, found.quality) == (7, SensorRole.FLOW, Quality.GOOD)
    assert found.summary[0].key == "why.by_doors"
    assert found.summary[0].values == {"people": 7, "entries": 10, "exits": 3}
    assert found.summary[1].key == "why.between"
    assert [(s.measure, s.value, s.at) for s in found.sources] == [
        ("people_in_total.line1", 110, local(9)),
        ("people_out_total.line1", 93, local(9)),
    ]


def test_a_reset_and_an_impossible_sum_are_named_with_sensor_and_instant() -> None:
    found = why(local(9, 15), [*totals(local(9), 100, 95), *totals(local(9, 10), 3, 1)])
    assert keys(found) == ["why.clamp", "why.reset"]
    assert (found.causes[-1].sensor, found.causes[-1].at) == ("gym-door", local(9, 10))


def test_a_camera_that_contradicts_the_doors_is_named() -> None:
    sensors = (a_door(), a_door("cam", role=SensorRole.COUNT, interval_s=300))
    found = why(local(9, 2), [*totals(local(9), 130, 90), a_reading(local(9, 1), 5)], sensors)
    assert found.people == 5
    assert "why.contradiction" in keys(found)


def test_learned_bias_is_told_once_with_its_sum() -> None:
    learned = Learned(lifts={a_door().id: DoorLift(1.0, 1.2)}, days=9)
    readings = [r for n in range(5) for r in totals(local(9, n), 120, 90 + 2 * n)]
    found = why(local(9, 5), readings, learned=learned)
    assert keys(found) == ["why.bias"]
    assert found.causes[-1].message.values == {"counted": 12, "taken": 10.4}


PERSONS = {"why.bias": lambda v: v["taken"] - v["counted"], "why.clamp": lambda v: -v["sum"]}
"""What a correction did to the people; every other one says it itself."""


@pytest.mark.parametrize("seed", range(4))
def test_counted_entries_less_exits_and_every_correction_add_up_to_the_people_shown(seed: int) -> None:
    learned = Learned(
        lifts={a_door().id: DoorLift(1.0, 1.1)},
        lean_variance=1e-3,
        miscount=0.05,
        days=20,
        comes=(30.0,) * SLOTS,
        leaves=(1.5,) * SLOTS,
    )
    chance, readings, entries, exits = Random(seed), [], 100, 90
    for minute in range(240):
        entries += chance.random() < 0.5
        exits += chance.random() < (0.1 if minute < 60 else 0.6)
        readings += totals(local(8 + minute // 60, minute % 60), entries, exits)
    found = why(local(12), readings, learned=learned)
    causes = {c.message.key: c.message.values for c in found.causes if c.message.key != "why.expired"}
    assert {"why.bias", "why.lean", "why.departures"} <= set(causes)
    told = sum(
        PERSONS.get(c.message.key, lambda v: v["persons"])(c.message.values)
        for c in found.causes
        if c.message.key != "why.expired"
    )
    assert found.people is not None
    assert entries - 100 - (exits - 90) + told == pytest.approx(found.people, abs=1)


def test_a_silence_is_told_and_the_number_is_not_known() -> None:
    found = why(local(10), totals(local(9), 110, 93))
    assert (found.people, found.low, found.high) == (None, None, None)
    assert found.summary[0].key == "why.nothing"
    assert found.causes[-1].message.key == "why.expired"
    assert found.causes[-1].at == local(9, 20)


def test_motion_alone_says_at_least_somebody() -> None:
    found = why(
        local(9, 1),
        [a_reading(local(9), 1, sensor="pir", measure="presence")],
        (a_door("pir", role=SensorRole.PRESENCE),),
        before=(),
    )
    assert (found.people, found.low, found.high) == (1, 1, None)
    assert [m.key for m in found.summary] == ["why.by_presence", "why.from"]


def test_what_the_evening_corrected_is_told_beside_what_was_shown() -> None:
    space, plan = a_space(), a_schedule()
    readings = [r for n in range(200) for r in totals(local(8, 2 + n // 4, 15 * (n % 4)), 100 + n, 90)]
    readings += [r for n in range(186) for r in totals(local(12, n // 4, 15 * (n % 4)), 299, 91 + n)]
    readings += [*totals(local(22, 10), 299, 276), *totals(local(23, 50), 299, 276)]
    later = occupancy(space, (a_door(),), plan, business_window(DAY, plan), readings, BASE)
    found = why(local(8, 52), readings, later=later)
    assert found.final is not None
    assert found.people is not None
    assert found.final < found.people
    assert found.summary[-1].key == "why.corrected"


def test_every_sentence_that_is_told_is_in_the_table() -> None:
    told = why(
        local(23, 30), [*totals(local(9), 100, 95), *totals(local(9, 10), 3, 1), *totals(local(22), 3, 1)]
    )
    assert {cause.message.key for cause in told.causes} | {m.key for m in told.summary} <= set(KEYS)
    assert "why.empty" in keys(told)


def test_corrections_stand_in_order_of_time_and_none_twice() -> None:
    learned = Learned(lifts={a_door().id: DoorLift(1.0, 1.2)}, days=9)
    base = [*BASE, *totals(local(3, 50), 50, 40, line="line2")]
    readings = [*totals(local(9), 120, 110), *totals(local(9), 55, 43, line="line2")]
    readings += [*totals(local(9, 5), 3, 1), *totals(local(9, 5), 2, 1, line="line2")]
    found = why(local(9, 8), readings, before=base, learned=learned)
    assert keys(found).count("why.reset") == 1
    assert "why.bias" in keys(found)
    instants = [cause.at for cause in found.causes]
    assert instants == sorted(instants)


def test_a_silence_while_the_space_is_shut_and_empty_is_no_correction() -> None:
    night = [r for hour in (4, 5, 6) for r in totals(local(hour), 100, 90)]
    assert [c.message.key for c in why(local(7, 30), night).causes] == []
    left = [*totals(local(21, 55), 110, 90)]
    assert "why.expired" in [c.message.key for c in why(local(22, 30), left).causes]
