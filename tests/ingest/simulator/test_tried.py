"""What was planted is on record as decided changes, once, with a trial that was fixed before the start."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from ingest.simulator.effects import EFFECTS
from ingest.simulator.tried import try_out
from ingest.simulator.world import World
from models.advice.recommendation import State
from models.calendar import SLOT
from models.effect.freezing import intact
from models.effect.trial import Method
from models.ports import Ports
from tests.advised import MemoryAdvice
from tests.builders import a_fact, some_ports
from tests.ingest.simulator.worlds import CALENDAR, shijiawan

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
FIRST = date(2026, 2, 2)


def a_house(first: date = FIRST) -> tuple[World, Ports, MemoryAdvice]:
    """Six people in every space from eight to eight on every Wednesday since a day."""
    world, advice = shijiawan(), MemoryAdvice()
    ports = replace(some_ports(world.centre, CALENDAR, lambda: NOW), advice=advice)
    wednesdays = [first + timedelta(days=2, weeks=n) for n in range((TODAY - first).days // 7)]
    for space, day in product(world.centre.spaces, wednesdays):
        start = datetime.combine(day, time(8), world.centre.zone_info)
        ports.slots.put([a_fact(start + SLOT * n, 6, space) for n in range(48)])
    return world, ports, advice


def test_effects_with_a_past_are_decided_once_with_a_sealed_trial() -> None:
    world, ports, advice = a_house()
    found = try_out(world, ports, TODAY)
    kept = advice.recommendations.kept
    names = {key.removeprefix("sim-").rpartition("-")[0] for key in kept}
    assert found == len(kept)
    assert names >= {"seniors-before-supper", "hall-afternoon-by-appointment", "gym-morning-price"}
    assert names <= set(EFFECTS)
    for trial in advice.trials.all():
        assert intact(trial)
        assert trial.method is not Method.NONE
        assert max(trial.baseline) < trial.starts == kept[trial.id].target.first
    assert {one.state for one in kept.values()} == {State.ACCEPTED}
    assert [one.subject for one in advice.recommendations.told] == list(kept)
    assert try_out(world, ports, TODAY) == 0


def test_a_start_that_broke_off_is_taken_up_where_it_stopped() -> None:
    world, ports, advice = a_house()
    try_out(world, ports, TODAY)
    key, one = next(iter(advice.recommendations.kept.items()))
    advice.recommendations.kept[key] = replace(one, state=State.EXPIRED, decisions=())
    del advice.recommendations.trials[key]
    assert try_out(world, ports, TODAY) == 1
    assert advice.recommendations.kept[key].state is State.ACCEPTED


def test_what_began_before_there_were_facts_enough_is_not_told() -> None:
    world, ports, advice = a_house(date(2026, 6, 1))
    assert try_out(world, ports, TODAY) == 0
    assert advice.recommendations.kept == {}
    assert try_out(world, replace(ports, advice=None), TODAY) == 0
