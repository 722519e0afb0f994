"""What came of a change: measured as it was frozen, with an interval, displacement and a verdict."""

import math
from dataclasses import dataclass

import numpy as np

from models.effect.difference import differences, logs
from models.effect.interrupted import interrupted
from models.effect.panel import (
    LEAST_AFTER,
    LEAST_BEFORE,
    Panel,
    Weeks,
    counted,
    elapsed_weeks,
    planned_weeks,
    weeks,
)
from models.effect.randomisation import Inference, judged
from models.effect.trial import Method, Metric, Result, Trial
from models.effect.verdict import Finding, Rule, judgement
from models.metric.ratio import Numbers

GOOD = {Metric.REGISTERED: 1, Metric.PERSON_HOURS: 1, Metric.OVERFLOW_MINUTES: -1}
"""Whether more of it is better."""

HOUSE_WON = 0.1
"""Two-sided p of the gain net of displacement, so that a gain that was all taken from elsewhere passes 1 time in 20."""


@dataclass(frozen=True, slots=True)
class Displacement:
    """What happened where people may have come from. share: relative change of all those windows; people: a week, below 0 where
    they were lost; together: the shift of the target and all of them as one window."""

    share: float
    people: float
    together: Inference | None


def measure(trial: Trial, panel: Panel) -> Result:
    """The result as of the panel's last week; the same trial and panel always give the same numbers."""
    span = weeks(trial, panel)
    told = Weeks(counted(panel.target, span.before), counted(panel.target, span.after))
    found = shift(trial, panel, panel.target, told)
    moved = _displacement(trial, panel, span) if found else None
    gain = _people(panel.target, told.after, found.effect) if found else None
    net = None if gain is None else gain + (moved.people if moved else 0.0)
    rule = _rule(trial, panel, told, found, emptied=bool(moved and not _won(trial, moved.together)))
    return Result(
        id=trial.id,
        weeks_before=len(told.before),
        weeks_after=len(told.after),
        effect=math.expm1(found.effect) if found else None,
        low=math.expm1(found.low) if found else None,
        high=math.expm1(found.high) if found else None,
        p=found.p if found else None,
        displaced=moved.share if moved else None,
        net=net,
        coverage=_coverage(told, span),
        verdict=rule.verdict,
        why=f"effect.why.{rule.why}",
    )


def shift(trial: Trial, panel: Panel, row: Numbers, told: Weeks) -> Inference | None:
    """The change of a row (T,) on the scale of logarithms by the trial's method; None where too little was counted."""
    series = compared(trial, panel, row, told.before)
    before, after = counted(series, told.before), counted(series, told.after)
    if trial.method is Method.NONE or len(before) < LEAST_BEFORE or len(after) < LEAST_AFTER:
        return None
    values = series[[*before, *after]]
    if trial.method is Method.INTERRUPTED:
        return interrupted(values, _times(panel, (*before, *after)), len(before))
    return judged(values, len(before), seed(trial))


def compared(trial: Trial, panel: Panel, row: Numbers, before: tuple[int, ...]) -> Numbers:
    """(T,): the row's logarithms, less what the controls did where there are any."""
    return differences(row, panel.controls, before) if trial.method is Method.DIFFERENCES else logs(row)


def seed(trial: Trial) -> int:
    """Fixed with the trial, so that nobody can try draws until one pleases."""
    return int(trial.hash[:12] or "0", 16)


def _rule(trial: Trial, panel: Panel, told: Weeks, found: Inference | None, *, emptied: bool) -> Rule:
    sign = GOOD[trial.metric]
    ends = sorted((sign * found.low, sign * found.high)) if found else [None, None]
    return judgement(
        Finding(
            method=trial.method,
            disturbed=panel.disturbed,
            finished=elapsed_weeks(trial, panel) >= planned_weeks(trial),
            before=len(told.before),
            after=len(told.after),
            coverage=_coverage(told, weeks(trial, panel)),
            low=ends[0],
            high=ends[1],
            astray=_astray(trial, panel, told) if found else None,
            emptied=emptied,
        )
    )


def _astray(trial: Trial, panel: Panel, told: Weeks) -> float | None:
    """p of a change in the middle of the baseline, where nothing was changed; only where there are controls to doubt."""
    series = compared(trial, panel, panel.target, told.before)
    before = counted(series, told.before)
    if trial.method is not Method.DIFFERENCES:
        return None
    return judged(series[list(before)], len(before) // 2, seed(trial)).p


def _displacement(trial: Trial, panel: Panel, span: Weeks) -> Displacement | None:
    """Windows that cannot be measured say nothing; None where none can, or none was named."""
    found, union = [], panel.target
    for row in panel.displaced:
        told = Weeks(counted(row, span.before), counted(row, span.after))
        if one := shift(trial, panel, row, told):
            found.append((_people(row, told.after, one.effect), float(row[list(told.after)].mean())))
            union = union + row
    if not found:
        return None
    people = sum(lost for lost, _mean in found)
    otherwise = sum(mean - lost for lost, mean in found)
    share = people / otherwise if otherwise > 0 else 0.0
    both = Weeks(counted(union, span.before), counted(union, span.after))
    return Displacement(share, people, shift(trial, panel, union, both))


def _won(trial: Trial, together: Inference | None) -> bool:
    """Whether the house won: the target and the windows that it may have emptied, counted as one, got better and hardly by
    chance. What cannot be counted together has not been shown."""
    better = together is not None and GOOD[trial.metric] * together.effect > 0
    return together is not None and better and together.p <= HOUSE_WON


def _people(row: Numbers, after: tuple[int, ...], effect: float) -> float:
    """A week more than there would have been: mean of the weeks after x (1 - exp(-effect))."""
    return float(row[list(after)].mean()) * -math.expm1(-effect)


def _coverage(told: Weeks, span: Weeks) -> float:
    return len(told.all) / len(span.all) if span.all else 0.0


def _times(panel: Panel, places: tuple[int, ...]) -> Numbers:
    return np.array([(panel.mondays[n] - panel.mondays[0]).days / 7 for n in places])
