"""Explanations of a number."""

from datetime import datetime, timedelta
from random import Random

import pytest

from models.balance import SLOTS
from models.centre import Sensor, SensorRole
from models.estimate.learning import UNTAUGHT, DoorLift, Learned
from models.evidence import DOORS
from models.itemised import ITEMS
from models.occupancy import occupancy
from models.reading import Quality, Reading
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
    assert found.people is not None
    assert 5 <= found.people < 12
    assert "why.contradiction" in keys(found)
    assert [(line.key, line.sensor) for line in found.lines][1:3] == [
        ("sum.entries", "gym-door"),
        ("sum.camera", "cam"),
    ]


def test_learned_bias_is_a_line_of_its_own() -> None:
    learned = Learned(lifts={a_door().id: DoorLift(1.0, 1.2)}, days=9)
    readings = [r for n in range(5) for r in totals(local(9, n), 120, 90 + 2 * n)]
    found = why(local(9, 5), readings, learned=learned)
    assert keys(found) == []
    assert sum(line.tenths for line in found.lines if line.key == "sum.bias") == pytest.approx(-16, abs=1)


EVERY_KIND = (
    a_door("north", interval_s=120),
    a_door("south", interval_s=120),
    a_door("gate", role=SensorRole.GATE, interval_s=3600),
    a_door("cam", role=SensorRole.COUNT, interval_s=180),
    a_door("pir", role=SensorRole.PRESENCE, interval_s=600),
    a_door("seat", role=SensorRole.SEAT, interval_s=600),
    a_door("plug", role=SensorRole.MACHINE, interval_s=300, in_use_above=60),
)
SHARES = {sensor.id: DoorLift(1.03, 1.08, 0.4, 0.4) for sensor in EVERY_KIND[:3]}
TAUGHT = Learned(
    lifts=SHARES,
    lean_variance=1e-3,
    miscount=0.05,
    days=20,
    comes=(30.0,) * SLOTS,
    leaves=(1.5,) * SLOTS,
)


def a_random_day(chance: Random, sensors) -> list[Reading]:
    """Everything that can go wrong: silent spells, resets, a stuck camera, seats that nobody leaves, a late closing."""
    readings: list[Reading] = []
    quiet = {s.id: chance.randrange(480, 1300) for s in sensors if chance.random() < 0.6}
    sums, inside, stuck = {s.id: [500, 480] for s in sensors}, 0, chance.randrange(480, 2000)
    for minute in range(460, 1430):
        at, comes = local(0) + timedelta(minutes=minute), 480 <= minute < 1310
        for sensor in sensors:
            speaks = not 0 <= minute - quiet.get(sensor.id, 9999) < 90
            entries = comes * (chance.random() < 0.2)
            exits = (chance.random() < 0.2) * (inside > 0)
            if sensor.role in DOORS:
                inside += entries - exits
                sums[sensor.id][0] += entries
                sums[sensor.id][1] += exits
                if chance.random() < 0.001:
                    sums[sensor.id] = [0, 0]
            there = min(inside, stuck) if sensors != [sensor] else minute // 60 % 3
            if speaks and minute % (sensor.interval_s // 60) == 0:
                readings += said_by(sensor, at, sums[sensor.id], there, chance)
            if sensor.role is SensorRole.GATE and speaks and entries:
                readings.append(a_reading(at, 1, sensor=sensor.id, measure="people_in_period"))
    return readings


def said_by(sensor: Sensor, at: datetime, sums: list[int], inside: int, chance: Random) -> list[Reading]:
    match sensor.role:
        case SensorRole.FLOW:
            return totals(at, *sums, sensor=sensor.id)
        case SensorRole.COUNT:
            return [a_reading(at, max(0, inside - chance.randrange(3)), sensor=sensor.id)]
        case SensorRole.MACHINE:
            return [a_reading(at, 90.0 * (inside > 2), sensor=sensor.id, measure="power")]
        case SensorRole.GATE:
            return []
        case _:
            return [a_reading(at, float(inside > 0), sensor=sensor.id, measure="presence")]


@pytest.mark.parametrize("seed", range(16))
def test_start_and_every_line_add_up_to_the_number_shown_whatever_the_evidence(seed: int) -> None:
    chance = Random(seed)
    sensors = [sensor for sensor in EVERY_KIND if chance.random() < 0.6] or list(EVERY_KIND)
    day = a_random_day(chance, sensors)
    for _ in range(3):
        at = local(8) + timedelta(minutes=chance.randrange(0, 950))
        found = why(at, day, sensors, before=(), learned=chance.choice([TAUGHT, UNTAUGHT]))
        if found.people is None:
            assert found.lines == ()
            continue
        assert sum(line.tenths for line in found.lines) == 10 * found.people
        assert {line.key for line in found.lines} <= set(ITEMS)
        rounded = [abs(line.tenths) for line in found.lines if line.key == "sum.rounded"]
        assert all(tenths <= 6 for tenths in rounded), "no line is a plug"
        doors = [line for line in found.lines if line.key in ("sum.entries", "sum.exits")]
        assert all(line.sensor and line.tenths % 10 == 0 for line in doors)


def test_random_days_meet_every_reason() -> None:
    """What the sums above are worth: no reason is missing from them."""
    met = set()
    for seed in range(6):
        chance = Random(1000 + seed)
        some = [s for s in EVERY_KIND if chance.random() < 0.5] if seed else [EVERY_KIND[4]]
        sensors = EVERY_KIND if seed % 2 else some
        for learned in (TAUGHT, UNTAUGHT):
            found = why(local(23, 40), a_random_day(chance, sensors), sensors, before=(), learned=learned)
            met |= {line.key for line in found.lines}
    assert set(ITEMS) - met <= {"sum.start"}


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
    instants = [cause.at for cause in found.causes]
    assert instants == sorted(instants)


def test_a_silence_while_the_space_is_shut_and_empty_is_no_correction() -> None:
    night = [r for hour in (4, 5, 6) for r in totals(local(hour), 100, 90)]
    assert [c.message.key for c in why(local(7, 30), night).causes] == []
    left = [*totals(local(21, 55), 110, 90)]
    assert "why.expired" in [c.message.key for c in why(local(22, 30), left).causes]
