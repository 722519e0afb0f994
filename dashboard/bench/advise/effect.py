"""`./linli bench advise`, part "effect": whether trials tell the truth in simulated towns whose truth is known."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.bench.advise.effect_town import AFTER, CHANGED, Tried, Truth, tried
from models.effect.measuring import measure as measured
from models.effect.panel import Panel
from models.effect.pool import evidence, pooled
from models.effect.trial import Result, Verdict
from models.effect.warning import harm

TOWNS = 60
_CLAIMED = 0.1
"""From so much on a plain before/after would be called a success."""
_PLANTED = (
    *(
        (15.0, 0.5, False),
        (60.0, 0.3, False),
        (150.0, -0.3, False),
        (150.0, 0.15, False),
        (150.0, 0.3, False),
    ),
    (150.0, 1.0, True),
)
_EARLY = 6
"""Weeks after the start at which harm is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """All trials of some towns with one truth, and the CPU seconds that a trial took to be measured."""

    truth: Truth
    all: Sequence[tuple[Tried, Result]]
    seconds: float

    def share(self, holds: Callable[[Tried, Result], bool]) -> float:
        """Of the trials that could be measured."""
        known = [pair for pair in self.all if pair[1].effect is not None]
        return sum(holds(*pair) for pair in known) / len(known)

    def verdict(self, verdict: Verdict) -> float:
        return self.share(lambda _one, result: result.verdict is verdict)

    @property
    def covered(self) -> float:
        """Share of 95 % intervals that hold the truth."""
        return self.share(lambda _one, found: (found.low or 0) <= self.truth.lift <= (found.high or 0))

    @property
    def naive(self) -> float:
        """Mean of what a plain before/after says."""
        return float(np.mean([one.naive for one, _result in self.all]))

    @property
    def bias(self) -> float:
        """Mean effect found less the true one."""
        return float(np.mean([found.effect for _one, found in self.all if found.effect is not None])) - (
            self.truth.lift
        )


def outcome(truth: Truth, towns: Iterable[int]) -> Outcome:
    """Everything that is tried in these towns, frozen and then measured."""
    every = [one for seed in towns for one in tried(seed, truth)]
    began = time.process_time()
    results = [measured(one.trial, one.panel) for one in every]
    return Outcome(truth, list(zip(every, results, strict=True)), (time.process_time() - began) / len(every))


def measure(towns: int = TOWNS) -> list[str]:
    """The lines to print."""
    seeds = range(towns)
    return [line for part in _PARTS.values() for line in part(seeds)]


def warned(truth: Truth, towns: Iterable[int]) -> float:
    """Share of trials that warn of harm when _EARLY weeks are over."""
    every = [one for seed in towns for one in tried(seed, truth)]
    return sum(harm(one.trial, early(one.panel, AFTER - _EARLY)) is not None for one in every) / len(every)


def early(panel: Panel, weeks: int) -> Panel:
    """As it stood so many weeks before its end."""
    return replace(
        panel,
        mondays=panel.mondays[:-weeks],
        target=panel.target[:-weeks],
        controls=panel.controls[:, :-weeks],
        displaced=panel.displaced[:, :-weeks],
    )


def _nothing(seeds: Sequence[int]) -> Iterable[str]:
    yield f"nothing was done to the 5 emptiest of 84 windows ({len(seeds)} towns, 56 weeks)"
    for weekly, alone in ((15.0, False), (150.0, False), (15.0, True)):
        found = outcome(Truth(weekly=weekly, alone=alone), seeds)
        how = "trend " if alone else "controls"
        yield (
            f"  {weekly:>4.0f} a week, {how:8}  'works' {found.verdict(Verdict.WORKS):.1%}  "
            f"'harmful' {found.verdict(Verdict.HARMFUL):.1%}  95 % interval holds {found.covered:.1%}   "
            f"plain before/after: {found.naive:+.1%} on average, "
            f"{found.share(lambda one, _result: one.naive >= _CLAIMED):.0%} would be called a success"
        )


def _planted(seeds: Sequence[int]) -> Iterable[str]:
    yield "planted changes, 26 + 12 weeks"
    for weekly, lift, alone in _PLANTED:
        found = outcome(Truth(weekly=weekly, lift=lift, alone=alone), seeds)
        right = Verdict.WORKS if lift > 0 else Verdict.HARMFUL
        yield (
            f"  {weekly:>4.0f} a week, {'trend' if alone else 'controls':8}  {lift:+.0%}   95 % interval holds {found.covered:.1%}   "
            f"right verdict {found.verdict(right):.1%}   bias {found.bias:+.1%}   "
            f"smallest that can be told {np.mean([one.trial.smallest for one, _found in found.all]):.0%}   "
            f"{found.seconds * 1000:.1f} ms CPU a trial"
        )


def _moved(seeds: Sequence[int]) -> Iterable[str]:
    truth = Truth(weekly=150.0, lift=0.4, taken=1.0)
    found = outcome(truth, seeds)
    net = np.mean([result.net for _one, result in found.all if result.net is not None])
    displaced = np.mean([result.displaced for _one, result in found.all if result.displaced is not None])
    yield (
        f"all of a +40 % was taken from another window: net {net:+.1f} people a week (true 0), the other window "
        f"{displaced:+.1%}, 'works' {found.verdict(Verdict.WORKS):.1%}"
    )


def _warnings(seeds: Sequence[int]) -> Iterable[str]:
    nothing, bad = warned(Truth(weekly=60.0), seeds), warned(Truth(weekly=60.0, lift=-0.5), seeds)
    yield f"warned of harm after {_EARLY} weeks at 60 a week: {bad:.1%} of -50 %, {nothing:.1%} of nothing"


def _together(seeds: Sequence[int]) -> Iterable[str]:
    truth = Truth(weekly=60.0, lift=0.15)
    found = outcome(truth, seeds)
    known = [one for _tried, result in found.all if (one := evidence(result))]
    apart = [one for n in range(CHANGED) for one in known[n::CHANGED]]  # of eight different towns each
    groups = [pooled(apart[n : n + 8]) for n in range(0, len(apart) - 7, 8)]
    held = sum(one.mean.bounds[0] <= truth.lift <= one.mean.bounds[1] for one in groups) / len(groups)
    alone = found.verdict(Verdict.WORKS)
    above = sum(one.mean.bounds[0] > 0 for one in groups) / len(groups)
    yield (
        f"+15 % at 60 a week: alone {alone:.0%} are seen; eight trials pooled put 80 % bounds above 0 in {above:.0%}, "
        f"which hold the truth in {held:.0%}"
    )


_PARTS: Mapping[str, Callable[[Sequence[int]], Iterable[str]]] = {
    "nothing": _nothing,
    "planted": _planted,
    "moved": _moved,
    "warnings": _warnings,
    "together": _together,
}
