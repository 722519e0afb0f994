"""The bench of plans: its lines are those of plans that keep every rule, and a coach who falls ill is out of the week."""

from dashboard.bench.advise.instance import town
from dashboard.bench.advise.plan import ill, measure
from models.weekplan.planner import planned
from models.weekplan.resolve import MOVES, resolved
from models.weekplan.validator import validate


def test_the_busiest_coach_who_is_ill_teaches_nothing_and_few_sessions_are_new() -> None:
    problem = town(1)
    before = planned(problem)
    taught = [one.coach for one in before.placements if one.coach]
    hit = ill(problem, before)
    gone = {one.id for one in hit.coaches if not one.available.any()}
    assert gone == {max(sorted(set(taught)), key=taught.count)}
    after = resolved(hit)
    assert {one.coach for one in after.placements}.isdisjoint(gone)
    assert len(set(before.placements) - set(after.placements)) > 0
    assert after.moves <= MOVES
    assert validate(hit, after) == []


def test_a_week_of_the_usual_size_is_proved_better_than_greedy_and_breaks_nothing() -> None:
    head, names, plan, peer, mended = measure(seeds=1, sizes={1: (5.0,)}, peer_s=0.5)
    assert head.startswith("plan: 2 cores, load")
    told = dict(
        zip(names.replace("given s", "given").replace("CPU s", "CPU").split(), plan.split(), strict=True)
    )
    assert (told["size"], told["gap"], told["broken"]) == ("1x", "0.00%", "0")
    assert int(told["greedy"]) < int(told["plan"]) == int(told["bound"])
    assert peer.strip().startswith("intervals")
    assert mended.endswith("0 broken")
