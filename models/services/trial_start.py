"""Freezing, as a change is accepted, how it will be measured: its past, and what it will be compared with."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from models.advice.portfolio import touched
from models.advice.recommendation import Recommendation, State
from models.centre import SpaceId
from models.effect.freezing import Accepted, History, freeze
from models.effect.panel import WEEK
from models.effect.trial import Metric, Trial
from models.ports import Ports
from models.services.never_begun import real_trials
from models.services.staggering import lot_of
from models.services.weekly import WeekTotals, complete_weeks
from models.spell import Spell

LOOK_BACK = 60
"""Weeks of past that are looked through for a baseline of half a year without the weeks that the slot was picked on."""

METRICS = (Metric.REGISTERED, Metric.PERSON_HOURS)
"""By preference: a register has no noise from the rest of the hall."""

_SHIFTS = (-4, 4, -3, 3, -6, 6)
"""Hours by which a window of the same days is moved to find more like it."""


def freeze_change(ports: Ports, change: Recommendation) -> Trial:
    """The trial of a change that is being accepted now. Raises StoreError."""
    starts = change.target.first
    totals = WeekTotals(ports, complete_weeks(min(starts, ports.centre.day_of(ports.clock())), LOOK_BACK))
    spells = list(candidates(ports, change.target))
    histories = (
        History(
            metric=metric,
            mondays=totals.mondays,
            target=totals.row(metric, change.target),
            candidates=spells,
            totals=totals.rows(metric, spells),
            left_out=totals.left_out(),
        )
        for metric in METRICS
    )
    accepted = Accepted(
        id=change.id,
        target=change.target,
        displaced=_displaced(change),
        other=_other(ports, change),
        starts=starts,
        picked=_picked(change),
        lot=lot_of(ports.advice.recommendations, change) if ports.advice else None,
    )
    return freeze(accepted, list(histories))


def candidates(ports: Ports, target: Spell) -> Iterator[Spell]:
    """Windows to compare with, the most similar first: the same hours in other spaces, those of the same kind before others;
    then other hours of the same days, in the same space and in those of its kind."""
    kind = ports.centre.spaces[target.space].kind
    others = sorted(
        (key for key in ports.centre.spaces if key != target.space),
        key=lambda key: ports.centre.spaces[key].kind is not kind,
    )
    alike = [key for key in others if ports.centre.spaces[key].kind is kind]
    for key in others:
        yield _moved(target, key, 0)
    for hours in _SHIFTS:
        if _fits(target, hours):
            yield from (_moved(target, key, hours) for key in (target.space, *alike))


def _moved(target: Spell, space: SpaceId, hours: int) -> Spell:
    return Spell(
        space=space,
        weekdays=target.weekdays,
        start=_later(target.start, hours),
        end=_later(target.end, hours),
        first=target.first,
        weeks=target.weeks,
    )


def _fits(target: Spell, hours: int) -> bool:
    return target.start.hour + hours >= 6 and target.end.hour + hours <= 22


def _later(at: time, hours: int) -> time:
    return (datetime.combine(date.min, at) + timedelta(hours=hours)).time() if hours else at


def _displaced(change: Recommendation) -> tuple[Spell, ...]:
    """Where people may come from: as the proposal names it, and where a moved session was."""
    return tuple(dict.fromkeys((*change.displaced, *((change.source,) if change.source else ()))))


def _other(ports: Ports, change: Recommendation) -> list[Spell]:
    """Windows that another trial is changing or may be emptying, and those that may be changed any moment: as controls
    they would forbid the proposals beside this one."""
    if ports.advice is None:
        return []
    trials = real_trials(ports.advice)
    under_way = [
        spell
        for trial in trials
        if trial.id != change.id and trial.until > change.target.first
        for spell in (trial.target, *trial.displaced)
    ]
    waiting = ports.advice.recommendations.in_states([State.PROPOSED])
    return under_way + [spell for one in waiting if one.id != change.id for spell in touched(one)]


def _picked(change: Recommendation) -> set[date]:
    """Mondays of all weeks that the proposal's facts are about: the slot was chosen on them, so that they flatter any change."""
    found: set[date] = set()
    for fact in change.facts:
        monday = fact.first - timedelta(days=fact.first.weekday())
        while monday <= fact.last:
            found.add(monday)
            monday += WEEK
    return found
