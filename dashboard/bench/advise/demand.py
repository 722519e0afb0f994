"""`./linli bench advise`, part "demand": expected people at hours never tried, in made-up towns whose truth is known."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.bench.advise.demand_season import SESSIONS, WEEKS, Season, season
from dashboard.bench.advise.demand_town import HOURS, PROGRAMMES, Town, coarser, heard, town
from models.demand.censored import Floats
from models.demand.curve import Curves
from models.demand.demand import Demand
from models.expectation import Evidence

TOWNS = 60
_SAID_EVERY = 20
_MOSTLY = 0.5
"""An hour of a programme is full where at least half of its sessions were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """People expected without a limit of places, by pair of programme and hour, with the bounds where there are any."""

    mean: Floats
    low: Floats
    high: Floats
    evidence: Sequence[Evidence] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """full: expected over true, less 1, over hours of a programme that are mostly full; the rest over hours never tried:

    moved: the same, wape: absolute errors over the sum of the truth, covered: share of 80 % bands that hold the truth.
    """

    full: float
    moved: float
    wape: float
    covered: float


Guesser = Callable[[Town], Guess]


def learned(town: Town, curves: Curves | None) -> Guess:
    """What the product says."""
    demand = Demand.fit(town.held, curves)
    return _asked(town, demand)


def _as_today(town: Town) -> Guess:
    """A class brings as many people anywhere as it has on average today."""
    came: dict[str, list[int]] = {}
    for one in town.held:
        came.setdefault(one.occasion.programme, []).append(one.came)
    mean = np.array([np.mean(came[f"p{programme}"]) for programme in range(PROGRAMMES) for _ in HOURS])
    return Guess(mean=mean, low=mean, high=mean)


def _blind(town: Town) -> Guess:
    """As the product, but full classes are taken at their word."""
    held = [replace(one, full=False, waiting=None) for one in town.held]
    return _asked(town, Demand.fit(held, town.survey))


def _asked(town: Town, demand: Demand) -> Guess:
    found = demand.expected_at(
        [town.occasion(programme, hour) for programme in range(PROGRAMMES) for hour in range(len(HOURS))],
        places=None,
        sessions=None,
    )
    return Guess(
        mean=np.array([one.mean for one in found]),
        low=np.array([one.low for one in found]),
        high=np.array([one.high for one in found]),
        evidence=[one.evidence for one in found],
    )


GUESSERS: Mapping[str, tuple[Guesser, float | None]] = {
    "as many as today": (_as_today, None),
    "full classes taken at their word, with a curve": (_blind, None),
    "Linli without a curve": (lambda town: learned(town, None), None),
    "Linli with a coarse curve (off by 0.5)": (lambda town: learned(town, coarser(town, 0.5, 0.5)), None),
    "Linli with a coarse curve that claims 0.2": (lambda town: learned(town, coarser(town, 0.5, 0.2)), None),
    "Linli with a curve": (lambda town: learned(town, town.survey), None),
    "Linli with what 300 residents name": (lambda town: learned(town, heard(town)), None),
    "Linli with what 100 residents name": (lambda town: learned(town, heard(town, 100)), None),
    "Linli with a curve, sessions held anywhere": (lambda town: learned(town, town.survey), 0.0),
}
"""Each with how choosily the towns' sessions were put; None = as usual."""


def score(town: Town, guess: Guess) -> Score:
    """A guess beside the truth of its town."""
    truth = np.exp(town.log_demand).ravel()
    times, full = _held(town)
    new = times == 0
    crowded = (times > 0) & (full >= _MOSTLY * times)
    inside = (guess.low <= truth) & (truth <= guess.high)
    return Score(
        full=_ratio(guess.mean[crowded], truth[crowded]),
        moved=_ratio(guess.mean[new], truth[new]),
        wape=float(np.abs(guess.mean - truth)[new].sum() / truth[new].sum()),
        covered=float(inside[new].mean()),
    )


def _held(town: Town) -> tuple[Floats, Floats]:
    """How many sessions each pair has seen, and how many of them were full."""
    places = {
        town.occasion(programme, hour): programme * len(HOURS) + hour
        for programme in range(PROGRAMMES)
        for hour in range(len(HOURS))
    }
    cells = [places[one.occasion] for one in town.held]
    size = PROGRAMMES * len(HOURS)
    full = np.bincount(cells, [float(one.full) for one in town.held], size)
    return np.bincount(cells, minlength=size).astype(float), np.asarray(full, dtype=float)


def _ratio(mean: Floats, truth: Floats) -> float:
    return float(mean.sum() / truth.sum() - 1) if len(truth) else 0.0


def measure(towns: int = TOWNS, weeks: int = WEEKS) -> Iterator[str]:
    """The lines to print, each as soon as it is known."""
    yield from _scores(towns)
    yield from _seasons(towns, weeks)


def _scores(towns: int) -> Iterator[str]:
    plain = [town(seed) for seed in range(towns)]
    full = np.mean([one.full for made in plain for one in made.held])
    yield (
        f"demand: {towns} towns, {PROGRAMMES} programmes, {len(HOURS)} blocks, {full:.0%} of sessions full; hours never tried"
    )
    yield f"{'':50}{'full':>8}{'bias':>8}{'WAPE':>8}{'80 %':>8}"
    for name, (guess, choosy) in GUESSERS.items():
        made = plain if choosy is None else [town(seed, choosy) for seed in range(towns)]
        yield _line(name, [score(one, guess(one)) for one in made])
    began = time.process_time()
    for one in plain:
        Demand.fit(one.held, one.survey)
    yield f"learned in {(time.process_time() - began) / towns * 1000:.0f} ms of CPU a centre"


def _line(name: str, scores: Sequence[Score]) -> str:
    full, moved, wape, covered = (
        float(np.mean([getattr(one, part) for one in scores]))
        for part in ("full", "moved", "wape", "covered")
    )
    band = "-" if covered == 0 else f"{covered:.1%}"
    return f"{name:50}{full:>+8.1%}{moved:>+8.1%}{wape:>8.1%}{band:>8}"


def _seasons(towns: int, weeks: int) -> Iterator[str]:
    for name, curved in (("with a curve", True), ("without a curve", False)):
        found: list[Season] = []
        for seed in range(towns):
            found.append(season(town(seed), curved=curved, weeks=weeks))
            if len(found) % _SAID_EVERY == 0 and len(found) < towns:
                yield f"  {len(found)} of {towns} towns planned"
        regrets = [one.regret for one in found]
        yield (
            f"{weeks} weeks of {SESSIONS} sessions {name}: regret {np.mean(regrets):.1%}"
            f" (worst town {max(regrets):.1%}), net effect in its interval in {np.mean([one.held for one in found]):.0%}"
        )
