"""Counters see the truth as badly as they are set to, and their totals run on over midnights, wraps and restarts."""

from datetime import date, timedelta

import numpy as np
import pytest

from ingest.simulator.counting import carried, counted, crossed, faults_of, totals
from ingest.simulator.faults import PERFECT, FaultKind, Imperfections
from ingest.simulator.truth import space_day
from ingest.simulator.world import World, ms
from models.centre import SensorId, SensorRole, SpaceId
from tests.ingest.simulator.worlds import a_world, days, shijiawan

FRIDAY = date(2026, 11, 20)
GATE = SensorId("market-gate-north")


def only(**rates: float) -> Imperfections:
    """Perfect sensors but for what is named."""
    return Imperfections(**{**dict.fromkeys(Imperfections.__slots__, 0.0), **rates})


@pytest.mark.parametrize("space", ["gym", "hall", "market", "children"])
def test_all_doors_of_a_space_together_see_everybody_once_in_and_once_out(space: str) -> None:
    world = shijiawan()
    people = space_day(world, SpaceId(space), FRIDAY)
    doors = [s.id for s in world.centre.sensors_of(SpaceId(space)) if s.role is SensorRole.FLOW]
    ins, outs = ([getattr(crossed(world, door, FRIDAY), side) for door in doors] for side in ("ins", "outs"))
    assert np.sort(np.concatenate(ins)).tolist() == people.arrivals.tolist()
    assert np.sort(np.concatenate(outs)).tolist() == people.gone.tolist()


def test_a_perfect_counter_registers_every_crossing() -> None:
    world = shijiawan(imperfections=PERFECT)
    assert counted(world, GATE, FRIDAY).ins.tolist() == crossed(world, GATE, FRIDAY).ins.tolist()


@pytest.mark.parametrize("rate", [0.02, 0.1])
def test_a_counter_misses_and_doubles_about_as_many_crossings_as_it_is_set_to(rate: float) -> None:
    world = shijiawan(imperfections=only(miscount=rate))
    true, wrong = 0, 0
    for day in days(date(2026, 9, 1), 20):
        for real, seen in zip(_sides(world, day, crossed), _sides(world, day, counted), strict=True):
            true += len(real)
            wrong += len(np.setdiff1d(real, seen)) + len(np.setdiff1d(seen, real))
    assert wrong / true == pytest.approx(rate, rel=0.12)


def test_a_leaning_counter_misses_only_one_side_and_so_drifts_the_same_way_every_day() -> None:
    world = shijiawan(imperfections=only(bias=0.05))
    missed = [
        [
            len(real) - len(seen)
            for real, seen in zip(_sides(world, day, crossed), _sides(world, day, counted), strict=True)
        ]
        for day in days(date(2026, 9, 1), 20)
    ]
    perfect, leaning = sorted(zip(*missed, strict=True), key=sum)
    assert set(perfect) == {0}
    assert min(leaning) > 0


def test_totals_run_on_from_one_day_to_the_next() -> None:
    world = shijiawan()
    for day in days(date(2026, 11, 2), 10):
        end = np.array([ms(world.day(day).end) - 1])
        shown = tuple(int(column[0]) for column in totals(world, GATE, day, end))
        assert shown == carried(world, GATE, day + timedelta(days=1))


def test_totals_are_the_same_whichever_day_is_asked_for_first() -> None:
    late_first, early_first = shijiawan(), shijiawan()
    asked = days(date(2026, 11, 2), 12)
    one = [carried(late_first, GATE, day) for day in reversed(asked)]
    assert [carried(early_first, GATE, day) for day in asked] == one[::-1]


def test_a_32_bit_counter_begins_at_zero_at_the_months_service() -> None:
    world = shijiawan()
    assert carried(world, GATE, date(2026, 11, 1)) == (0, 0)
    assert carried(world, GATE, date(2026, 10, 31))[0] > 10_000


def test_a_16_bit_counter_begins_anywhere_and_never_restarts() -> None:
    world = shijiawan(imperfections=only(reset=1.0))
    door = SensorId("seniors-door")
    start = carried(world, door, date(2025, 1, 1))
    assert 0 <= min(start) <= max(start) < 2**16
    shown = [carried(world, door, day)[0] for day in days(date(2025, 1, 1), 120)]
    assert shown == sorted(shown)
    assert len(set(shown)) > 100


def test_a_restart_sets_the_totals_to_what_was_counted_since() -> None:
    world = a_world(imperfections=only(reset=1.0))
    door = SensorId("gym-main")
    (fault,) = faults_of(world, world.centre.sensors[door], FRIDAY)
    assert fault.kind is FaultKind.RESET
    restart = ms(world.day(FRIDAY).start) + fault.start * 60_000
    seen = counted(world, door, FRIDAY)
    shown, _ = totals(world, door, FRIDAY, np.array([restart - 1, restart, ms(world.day(FRIDAY).end) - 1]))
    assert shown[1] == 0
    assert shown[2] == (seen.ins > restart).sum()
    assert shown[0] >= (seen.ins < restart).sum()
    assert carried(world, door, FRIDAY + timedelta(days=1))[0] == shown[2]


def _sides(world: World, day: date, see: object) -> tuple[np.ndarray, np.ndarray]:
    seen = see(world, GATE, day)  # type: ignore[operator]
    return seen.ins, seen.outs
