"""Freezing how a change will be measured, before it begins: nobody can choose the yardstick afterwards."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import numpy as np

from models.effect.difference import LIFT, differences, logs
from models.effect.lot import Lot
from models.effect.panel import LEAST_AFTER, LEAST_BEFORE, LEAST_COVERAGE, WEEK, first_monday
from models.effect.smallest import smallest, smallest_alone
from models.effect.trial import Method, Metric, Trial
from models.metric.ratio import Numbers
from models.spell import Spell

MOST_BEFORE = 26
"""Weeks of baseline: half a year; older weeks belong to another season."""

LEAST_CONTROLS, MOST_CONTROLS = 2, 16
"""One control alone would pass its own luck on; more than sixteen make an interval 3 % narrower at best."""

_SIMILAR = 3.0
"""A control's mean may be so many times the target's, or so many times less."""

_BESIDE = timedelta(hours=2)
"""How near in time a window of the same space is drained or fed by the target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What a person agreed to. picked: Mondays of the weeks that the slot was chosen on; other: windows of other changes that
    are open or about to begin, which can be compared with nothing."""

    id: str
    target: Spell
    displaced: Sequence[Spell] = ()
    other: Sequence[Spell] = ()
    starts: date
    picked: Collection[date]
    lot: Lot | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class History:
    """What is known by week at acceptance. target: (T,), totals: (candidates, T), the most similar first; NaN = no
    data or too little of it.

    left_out: Mondays of weeks that are like no other (a statutory holiday, a closed house).
    """

    metric: Metric
    mondays: Sequence[date]
    target: Numbers
    candidates: Sequence[Spell]
    totals: Numbers
    left_out: Collection[date] = ()


def freeze(accepted: Accepted, histories: Sequence[History]) -> Trial:
    """The trial of an accepted change. histories: by preference, class registers before sensors; the first that has enough
    weeks before is taken, and where none has, the trial says that it cannot be measured."""
    if not histories:
        raise ValueError(f"the change {accepted.id} has no history to freeze a baseline from")
    found = ((history, _baseline(accepted, history)) for history in histories)
    enough = ((history, places) for history, places in found if len(places) >= LEAST_BEFORE)
    history, places = next(enough, (histories[0], ()))
    controls = _controls(accepted, history, places)
    method = _method(controls, places)
    begin = first_monday(accepted.starts)
    return seal(
        Trial(
            id=accepted.id,
            metric=history.metric,
            method=method,
            target=accepted.target,
            baseline=tuple(history.mondays[n] for n in places),
            excluded=tuple(sorted({*accepted.picked, *history.left_out})),
            controls=tuple(history.candidates[n] for n in controls) if method is Method.DIFFERENCES else (),
            displaced=tuple(accepted.displaced),
            starts=accepted.starts,
            until=begin + WEEK * max(accepted.target.weeks, LEAST_AFTER),
            smallest=_smallest(history, places, controls, method, max(accepted.target.weeks, LEAST_AFTER)),
            lot=_unspoiled(accepted),
        )
    )


def seal(trial: Trial) -> Trial:
    """With the SHA-256 of everything else in it."""
    lot = {"lot"} if trial.lot is None else set()  # older trials knew of none
    plain = {key: value for key, value in asdict(trial).items() if key not in {"hash", *lot}}
    text = json.dumps(plain, sort_keys=True, default=_plain, separators=(",", ":"))
    return replace(trial, hash=hashlib.sha256(text.encode()).hexdigest())


def intact(trial: Trial) -> bool:
    """Whether nobody has changed it since it was sealed."""
    return seal(trial).hash == trial.hash


def overlap(one: Spell, other: Spell, within: timedelta = timedelta(0)) -> bool:
    """Whether two windows share time in the same space, or come nearer to each other than `within`."""
    if one.space != other.space or not set(one.weekdays) & set(other.weekdays):
        return False
    return _minutes(other.start) < _minutes(one.end) + _span(within) and _minutes(one.start) < _minutes(
        other.end
    ) + _span(within)


def _baseline(accepted: Accepted, history: History) -> tuple[int, ...]:
    """Places of the newest MOST_BEFORE weeks that end before the start, hold data and are not excluded."""
    excluded = {*accepted.picked, *history.left_out}
    fit = [
        n
        for n, monday in enumerate(history.mondays)
        if monday + WEEK <= accepted.starts and monday not in excluded and np.isfinite(history.target[n])
    ]
    return tuple(fit[-MOST_BEFORE:])


def _controls(accepted: Accepted, history: History, places: tuple[int, ...]) -> tuple[int, ...]:
    """The first MOST_CONTROLS that are fit, in the caller's order. Nearness in level or in course is no reason to be preferred:
    whoever chooses by what the baseline happened to show finds it otherwise afterwards."""
    if not places:
        return ()
    level = max(float(history.target[list(places)].mean()), LIFT)
    fit = (
        n
        for n, spell in enumerate(history.candidates)
        if not _spoiled(accepted, spell)
        and (mean := _mean(history.totals[n, list(places)])) is not None
        and level / _SIMILAR <= mean <= level * _SIMILAR
    )
    return tuple(islice(fit, MOST_CONTROLS))


def _unspoiled(accepted: Accepted) -> Lot | None:
    """The lot with those siblings that this change neither feeds nor empties."""
    if accepted.lot is None:
        return None
    apart = replace(accepted, other=())
    siblings = tuple(one for one in accepted.lot.siblings if not _spoiled(apart, one.target))
    return replace(accepted.lot, siblings=siblings)


def _spoiled(accepted: Accepted, candidate: Spell) -> bool:
    touched = any(overlap(spell, candidate) for spell in (*accepted.displaced, *accepted.other))
    return touched or overlap(accepted.target, candidate, _BESIDE)


def _mean(row: Numbers) -> float | None:
    """None where too few weeks have data, or nobody ever came."""
    known = row[np.isfinite(row)]
    return float(known.mean()) if len(known) >= LEAST_COVERAGE * len(row) and known.sum() > 0 else None


def _method(controls: tuple[int, ...], places: tuple[int, ...]) -> Method:
    if len(places) < LEAST_BEFORE:
        return Method.NONE
    return Method.DIFFERENCES if len(controls) >= LEAST_CONTROLS else Method.INTERRUPTED


def _smallest(
    history: History, places: tuple[int, ...], controls: tuple[int, ...], method: Method, after: int
) -> float | None:
    if method is Method.NONE:
        return None
    if method is Method.DIFFERENCES:
        series = differences(history.target, history.totals[list(controls)], places)[list(places)]
        return smallest(series[np.isfinite(series)], after)
    times = np.array([(history.mondays[n] - history.mondays[0]).days / 7 for n in places])
    return smallest_alone(logs(history.target)[list(places)], times, after)


def _minutes(at: time) -> float:
    return at.hour * 60 + at.minute


def _span(length: timedelta) -> float:
    return length / timedelta(minutes=1)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"a trial holds {value!r}, which has no plain form")
