"""Towns with known truth: weekly counts of 84 windows in which somebody changes the emptiest ones, really or in name only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

import numpy as np

from models.centre import SpaceId
from models.effect.freezing import Accepted, History, freeze
from models.effect.interrupted import WANDERS
from models.effect.panel import WEEK, Panel
from models.effect.trial import Metric, Trial
from models.metric.ratio import Numbers
from models.spell import Spell

WEEKS, PICKED, AFTER, CHANGED = 56, 4, 12, 5
"""Length of a town's history, weeks looked at when choosing, weeks after, and windows changed at once."""

_SPACES, _HOURS = 6, (9, 14)
_PER_SPACE = 7 * len(_HOURS)
_FIRST = date(2025, 9, 1)
_HOLIDAYS = 3
_SPREAD = 30.0
"""NegBin: variance = mean + mean^2 / 30. With _OWN this makes the logarithm of a week at 150 visits vary by 0.22, the noise at
which four controls were found to show +30 % with probability 0.85 (domain.md 5.2)."""
_OWN, _CARRIED = 0.1, 0.3
"""Each window also wanders by itself: sd on the logarithmic scale, and how much of it the next week keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """weekly: mean a week of the emptiest windows; lift: what the change really did (0.3 = +30 %); taken: share of the gain that came out of
    the fullest window of the same space; alone: without any other window to compare with."""

    weekly: float = 15.0
    lift: float = 0.0
    taken: float = 0.0
    alone: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A trial as it would be kept, what is counted until its end, and what a plain before/after says."""

    trial: Trial
    panel: Panel
    naive: float


def tried(seed: int, truth: Truth) -> list[Tried]:
    """The changes of one town: its CHANGED emptiest windows of PICKED weeks are given the lift for AFTER weeks."""
    random = np.random.default_rng(seed)
    rates, holidays = _rates(random, truth.weekly)
    start = WEEKS - AFTER
    counts = _drawn(random, rates)
    fullness = counts[:, start - PICKED : start].sum(axis=1)
    chosen = [int(n) for n in np.argsort(fullness, kind="stable")[:CHANGED]]
    donors = _donors(chosen, counts)
    rates[chosen, start:] *= 1 + truth.lift
    for one, donor in zip(chosen, donors, strict=True):
        gained = rates[one, start:] * truth.lift / (1 + truth.lift)
        rates[donor, start:] = np.maximum(rates[donor, start:] - truth.taken * gained, 0.05)
    counts[:, start:] = _drawn(random, rates[:, start:])
    touched = [*chosen, *(donors if truth.taken else ())]
    return [
        _tried(one, donor, touched, counts, holidays, truth)
        for one, donor in zip(chosen, donors, strict=True)
    ]


def _drawn(random: np.random.Generator, rates: Numbers) -> Numbers:
    """How many really come."""
    return random.poisson(random.gamma(_SPREAD, rates / _SPREAD)).astype(np.float64)


def _rates(random: np.random.Generator, weekly: float) -> tuple[Numbers, frozenset[date]]:
    """(84, WEEKS): what each window draws in each week; holiday weeks draw a third."""
    windows = len(_spells())
    level = np.exp(random.normal(0, 0.35, windows))
    level *= weekly / np.sort(level)[:CHANGED].mean()
    season = np.cumsum(random.normal(0, WANDERS, WEEKS))
    own = np.zeros((windows, WEEKS))
    own[:, 0] = random.normal(0, _OWN, windows)
    for week in range(1, WEEKS):
        own[:, week] = _CARRIED * own[:, week - 1] + random.normal(
            0, _OWN * np.sqrt(1 - _CARRIED**2), windows
        )
    rates = level[:, None] * np.exp(season + own)
    shut = random.choice(WEEKS, _HOLIDAYS, replace=False)
    rates[:, shut] /= 3
    return rates, frozenset(_monday(int(week)) for week in shut)


def _donors(chosen: Sequence[int], counts: Numbers) -> list[int]:
    """For each changed window the fullest one of the same space that is neither changed nor emptied by another change."""
    fullness = counts.sum(axis=1)
    fullness[chosen] = -1
    donors: list[int] = []
    for one in chosen:
        space = one // _PER_SPACE * _PER_SPACE
        donors.append(space + int(np.argmax(fullness[space : space + _PER_SPACE])))
        fullness[donors[-1]] = -1
    return donors


def _tried(
    one: int,
    donor: int,
    touched: Sequence[int],
    counts: Numbers,
    holidays: frozenset[date],
    truth: Truth,
) -> Tried:
    spells, start = _spells(), WEEKS - AFTER
    others = sorted(
        (k for k in range(len(spells)) if k != one), key=lambda k: spells[k].start != spells[one].start
    )
    history = History(
        metric=Metric.REGISTERED,
        mondays=tuple(_monday(week) for week in range(start)),
        target=counts[one, :start],
        candidates=[] if truth.alone else [spells[k] for k in others],
        totals=counts[[] if truth.alone else others, :start],
        left_out=holidays,
    )
    accepted = Accepted(
        id=f"window-{one}",
        target=spells[one],
        displaced=[spells[donor]] if truth.taken else (),
        other=[spells[k] for k in touched if k != one],
        starts=_monday(start),
        picked=[_monday(week) for week in range(start - PICKED, start)],
    )
    trial = freeze(accepted, [history])
    panel = Panel(
        mondays=tuple(_monday(week) for week in range(WEEKS)),
        target=counts[one],
        controls=counts[[spells.index(spell) for spell in trial.controls]],
        displaced=counts[[spells.index(spell) for spell in trial.displaced]],
        left_out=holidays,
    )
    naive = counts[one, start:].mean() / max(counts[one, start - PICKED : start].mean(), 0.25) - 1
    return Tried(trial, panel, float(naive))


def _spells() -> list[Spell]:
    return [
        Spell(
            space=SpaceId(f"space-{space}"),
            weekdays=(weekday,),
            start=time(hour),
            end=time(hour + 2),
            first=_monday(WEEKS - AFTER),
            weeks=AFTER,
        )
        for space in range(_SPACES)
        for weekday in range(7)
        for hour in _HOURS
    ]


def _monday(week: int) -> date:
    return _FIRST + WEEK * week
