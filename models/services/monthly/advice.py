"""Advice as it stood at the end of a month: proposed, decided or measured in it, with the weeks around each change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from models.advice.recommendation import Fact, Recommendation, State
from models.centre import Centre
from models.effect.panel import first_monday
from models.metric.period import Period
from models.metric.ratio import Numbers
from models.ports import Ports
from models.report.inputs.advice import AdviceInputs, Advised, FactTold, Measured, WeekSeen
from models.services.effects import Tried, effects


def advice_inputs(ports: Ports, period: Period) -> AdviceInputs:
    """Nothing where no advice is given. Raises StoreError."""
    if ports.advice is None:
        return AdviceInputs()
    window = period.window(ports.centre.zone_info)
    tried = {one.trial.id: one for one in effects(ports, period.last + timedelta(days=1)).tried}
    known = ports.advice.recommendations.in_states(tuple(State))
    return AdviceInputs(
        given=True,
        advised=tuple(
            _advised(ports.centre, _as_of(one, window.end), tried.get(one.id))
            for one in known
            if one.made_at < window.end
            and (
                one.made_at >= window.start
                or any(window.start <= each.at < window.end for each in one.decisions)
                or _is_tried_in(tried.get(one.id), period)
            )
        ),
    )


def _is_tried_in(tried: Tried | None, period: Period) -> bool:
    return tried is not None and tried.trial.starts <= period.last and tried.trial.until >= period.first


def _as_of(one: Recommendation, end: datetime) -> Recommendation:
    """Without what was decided later."""
    decisions = [each for each in one.decisions if each.at < end]
    if len(decisions) == len(one.decisions):
        return one
    state = decisions[-1].state if decisions else State.PROPOSED
    return replace(one, decisions=decisions, state=state)


def _advised(centre: Centre, one: Recommendation, tried: Tried | None) -> Advised:
    zone, last = centre.zone_info, one.decisions[-1] if one.decisions else None
    space = centre.spaces.get(one.target.space)
    return Advised(
        id=one.id,
        action=one.action,
        title=one.title,
        space=space.name if space else {},
        target=one.target,
        state=one.state,
        made_on=one.made_at.astimezone(zone).date(),
        decided_on=last.at.astimezone(zone).date() if last else None,
        reason=last.reason if last else None,
        changed=tuple(sorted({name for each in one.decisions for name in each.difference})),
        why=tuple(one.why),
        facts=tuple(_fact(each) for each in one.facts if "outcome" not in each.query.given),
        expected=one.effect,
        cost_fen=one.cost_fen,
        confidence=one.confidence,
        measured=_measured(tried) if tried else None,
        weeks=tuple(_weeks(tried)) if tried else (),
    )


def _fact(one: Fact) -> FactTold:
    return FactTold(
        id=one.id,
        key=one.key,
        value=one.value,
        unit=one.unit,
        first=one.first,
        last=one.last,
        coverage=one.coverage,
    )


def _measured(tried: Tried) -> Measured:
    trial, result = tried.trial, tried.result
    return Measured(
        metric=trial.metric,
        method=trial.method,
        starts=trial.starts,
        until=trial.until,
        weeks=tried.weeks,
        planned=tried.planned,
        smallest=trial.smallest,
        effect=result.effect,
        low=result.low,
        high=result.high,
        p=result.p,
        displaced=result.displaced,
        net=result.net,
        coverage=result.coverage,
        verdict=result.verdict,
        why=result.why,
    )


def _weeks(tried: Tried) -> Iterator[WeekSeen]:
    """From the first week of the baseline to the last that is known; a broken week at the start is of neither side."""
    trial, usual = tried.trial, tried.usual
    begin = first_monday(trial.starts)
    first = min(trial.baseline, default=begin)
    for n, monday in enumerate(tried.panel.mondays):
        if first <= monday < trial.until:
            yield WeekSeen(
                monday=monday,
                is_after=monday >= begin,
                came=_known(tried.panel.target, n),
                usual=_known(usual.mean, n) if usual else None,
                low=_known(usual.low, n) if usual else None,
                high=_known(usual.high, n) if usual else None,
            )


def _known(row: Numbers, n: int) -> float | None:
    return float(row[n]) if np.isfinite(row[n]) else None
