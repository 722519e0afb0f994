"""Half a year of weekly plans in a made-up town: what they bring beside whoever knows the truth, and who only moved."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.bench.advise.demand_town import HOURS, PROGRAMMES, SIZE, Town
from models.demand.censored import Floats
from models.demand.demand import Demand
from models.demand.drawn import PRIOR, Drawing, net
from models.demand.exploring import chosen
from models.demand.history import PastSession
from models.demand.seats import seats_filled
from models.expectation import REACH

WEEKS = 26
SESSIONS = 8
"""Off-peak sessions to place each week."""
_ROOMS = 2
_OFF_PEAK = len(HOURS) // 2
_CODED = 0.6
"""The share of people whose codes are known."""

Pair = tuple[int, int]
"""Numbers of programme and hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """regret: what the plans missed of what the truth's own plan would bring, 0..1. held: whether what the changes of the last
    week bring, net of whom they only moved, lay in its interval."""

    regret: float
    held: bool


def season(town: Town, *, curved: bool = True, weeks: int = WEEKS) -> Season:
    """Each week 8 sessions at hours that are little used, planned greedily by what was learned so far, one of 8 exploring."""
    draw = np.random.default_rng([town.seed, 43])
    pairs = _candidates(town)
    truth = np.array([_truth(town, pair) for pair in pairs])
    best = _plan(truth, np.zeros(len(pairs)), pairs, 0)
    history: list[PastSession] = list(town.held)
    brought = 0.0
    plan: Sequence[int] = ()
    for week in range(weeks):
        mean, sd = _thought(town, pairs, _learned(town, history, curved))
        plan = _plan(mean, sd, pairs, 1000 * town.seed + week)
        brought += sum(truth[n] for n in plan)
        history += [town.session(*pairs[n], draw) for n in plan]
    demand = _learned(town, history, curved)
    return Season(
        regret=1 - brought / (weeks * sum(truth[n] for n in best)),
        held=_net_held(town, [pairs[n] for n in plan], demand, draw),
    )


def _learned(town: Town, history: Sequence[PastSession], curved: bool) -> Demand:
    return Demand.fit(history, town.survey if curved else None)


def _candidates(town: Town) -> list[Pair]:
    """Programmes at the hours at which the fewest sessions are held, where they are not held yet."""
    held = {one.occasion for one in town.held}
    used = [sum(one.occasion.block == hour for one in town.held) for hour in HOURS]
    quiet = np.argsort(used, kind="stable")[:_OFF_PEAK].tolist()
    return [
        (programme, hour)
        for programme in range(PROGRAMMES)
        for hour in quiet
        if town.occasion(programme, hour) not in held
    ]


def _truth(town: Town, pair: Pair) -> float:
    """People that really come to a session there, on average."""
    programme, hour = pair
    return seats_filled(float(town.log_demand[programme, hour]), int(town.places[programme]), SIZE)


def _thought(town: Town, pairs: Sequence[Pair], demand: Demand) -> tuple[Floats, Floats]:
    by_places: dict[int, list[int]] = {}
    for n, (programme, _) in enumerate(pairs):
        by_places.setdefault(int(town.places[programme]), []).append(n)
    mean, sd = np.zeros(len(pairs)), np.zeros(len(pairs))
    for places, numbers in by_places.items():
        found = demand.expected_at([town.occasion(*pairs[n]) for n in numbers], places, None)
        mean[numbers] = [one.mean for one in found]
        sd[numbers] = [(one.high - one.low) / (2 * REACH) for one in found]
    return mean, sd


def _plan(mean: Floats, sd: Floats, pairs: Sequence[Pair], seed: int) -> Sequence[int]:
    """At most two rooms are free in an hour, and a programme has one more session a week."""

    def allowed(candidate: int, taken: Sequence[int]) -> bool:
        programme, hour = pairs[candidate]
        others = [pairs[n] for n in taken]
        return all(one != programme for one, _ in others) and sum(at == hour for _, at in others) < _ROOMS

    return [one.candidate for one in chosen(mean, sd, SESSIONS, seed, allowed)]


def _net_held(town: Town, plan: Sequence[Pair], demand: Demand, draw: np.random.Generator) -> bool:
    """The town's true share of people who only move is drawn from what is thought of it; some of their codes are known."""
    share = float(draw.beta(PRIOR.moved, PRIOR.new))
    low = high = real = 0.0
    drawing = PRIOR
    came = [_truth(town, pair) for pair in plan]
    beside = [_beside(town, pair) for pair in plan]
    for new, near in zip(came, beside, strict=True):
        drawing = _known(drawing, share, min(new, near), draw)
    for pair, new, near in zip(plan, came, beside, strict=True):
        real += new - share * min(new, near)
        told = net(
            demand.expected(town.occasion(*pair), int(town.places[pair[0]]), sessions=None), near, drawing
        )
        low, high = low + told.low, high + told.high
    return low <= real <= high


def _beside(town: Town, pair: Pair) -> float:
    """People who come to the same segment's regular sessions in the same week, as far as they lie within a day: a third."""
    segment = town.segments[pair[0]]
    regular = {one.occasion: one.came for one in town.held if one.occasion.segment is segment}
    return sum(regular.values()) / 3


def _known(drawing: Drawing, share: float, could: float, draw: np.random.Generator) -> Drawing:
    coded = round(_CODED * could)
    return drawing.having_seen(coded, int(draw.binomial(coded, share)))
