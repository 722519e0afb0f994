"""What came of the changes that were made: measured each day while they run, told with their picture."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from models.advice.action import Action
from models.advice.ports import Advice, AdviceChangedError
from models.advice.recommendation import NO_CHANGE, Recommendation, State
from models.effect.freezing import overlap
from models.effect.measuring import measure
from models.effect.otherwise import Otherwise, otherwise
from models.effect.panel import WEEK, Panel, elapsed_weeks, planned_weeks
from models.effect.pool import Pooled, evidence, pooled
from models.effect.trial import Result, Trial, Verdict
from models.effect.warning import harm
from models.metric.ratio import Numbers
from models.ports import Ports
from models.services.deed import done_by
from models.services.never_begun import real_trials
from models.services.weekly import WeekTotals, complete_weeks

SYSTEM = "system"
"""Who did it, in the audit trail, when nobody did."""

BEGUN = frozenset({State.ACCEPTED, State.MODIFIED})

STANDING = (State.RUNNING, State.MEASURED, State.EXTENDED)
"""Changes that nobody has kept for good or taken back yet."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tried:
    """One change with what came of it so far. weeks, planned: complete weeks since the start, and until it is judged.

    usual: None where nothing is known to compare with. harmed: whether it looks harmful before its day.
    """

    change: Recommendation
    trial: Trial
    result: Result
    panel: Panel
    usual: Otherwise | None
    weeks: int
    planned: int
    harmed: bool

    @property
    def finished(self) -> bool:
        return self.weeks >= self.planned

    @property
    def stands(self) -> bool:
        """Whether nobody put it back: what was put back is no change any more, and the weeks after it tell nothing of it."""
        return self.change.state not in NO_CHANGE

    @property
    def is_harmful(self) -> bool:
        judged = self.finished and self.result.verdict is Verdict.HARMFUL
        return self.stands and self.change.state is not State.KEPT and (self.harmed or judged)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effects:
    """All changes of a house, the newest first. kinds: what changes of a kind brought in general, of those that were judged.

    never: what was accepted and not carried out, by id; nothing is measured of it.
    """

    tried: Sequence[Tried]
    kinds: Mapping[Action, Pooled]
    never: Sequence[Recommendation] = ()


def effects(ports: Ports, until: date | None = None) -> Effects:
    """Measured anew from what is stored now, so that late data count. until: a day after which nothing is looked at, None =
    today. Raises StoreError."""
    tried = sorted(_all(ports, until), key=lambda one: (one.trial.starts, one.trial.id), reverse=True)
    never = ports.advice.recommendations.in_states([State.NOT_CARRIED_OUT]) if ports.advice else []
    return Effects(tried=tried, kinds=_kinds(tried), never=never)


def follow(ports: Ports, _since: datetime, at: datetime) -> int:
    """The daily work: changes that began run, those whose day has come are judged, and every new result is kept."""
    if ports.advice is None:
        return 0
    known = {one.id: one for one in ports.advice.trials.results()}
    today, new = ports.centre.day_of(at), 0
    for one in _all(ports):
        if known.get(one.trial.id) != one.result:
            ports.advice.trials.put_result(one.result)
            new += 1
        new += _step(ports, ports.advice, one, today, at)
    return new


def harmful(ports: Ports) -> list[Tried]:
    """Changes that run and look harmful, or were judged so and still stand: somebody should look."""
    return [one for one in _all(ports) if one.is_harmful]


def harmful_ones(ports: Ports) -> int:
    """How many changes stand whose newest kept result is harmful: what the daily work found, at the cost of two queries."""
    if ports.advice is None:
        return 0
    bad = {one.id for one in ports.advice.trials.results() if one.verdict is Verdict.HARMFUL}
    return sum(one.id in bad for one in ports.advice.recommendations.in_states(STANDING)) if bad else 0


def _all(ports: Ports, until: date | None = None) -> Iterator[Tried]:
    """Of every trial whose change is known and has begun; each space's facts are read once for all of them."""
    advice, today = ports.advice, ports.centre.day_of(ports.clock())
    today = min(today, until) if until else today
    trials = [one for one in real_trials(advice) if one.starts <= today] if advice else []
    if advice is None or not trials:
        return
    first = min((*(monday for one in trials for monday in one.baseline), *(one.starts for one in trials)))
    mondays = complete_weeks(today, max((today - first) // WEEK, 1))
    totals = WeekTotals(ports, mondays)
    for trial in trials:
        if change := advice.recommendations.find(trial.id):
            yield _tried(change, trial, _panel(totals, trial, trials))


def _tried(change: Recommendation, trial: Trial, panel: Panel) -> Tried:
    result = measure(trial, panel)
    weeks, planned = elapsed_weeks(trial, panel), planned_weeks(trial)
    return Tried(
        change=change,
        trial=trial,
        result=result,
        panel=panel,
        usual=otherwise(trial, panel),
        weeks=weeks,
        planned=planned,
        harmed=weeks < planned and harm(trial, panel) is not None,
    )


def _panel(totals: WeekTotals, trial: Trial, trials: Sequence[Trial]) -> Panel:
    return Panel(
        mondays=tuple(totals.mondays),
        target=totals.row(trial.metric, trial.target),
        controls=_controls(totals, trial),
        displaced=totals.rows(trial.metric, trial.displaced),
        left_out=totals.left_out(),
        disturbed=any(_disturbs(other, trial) for other in trials),
    )


def _controls(totals: WeekTotals, trial: Trial) -> Numbers:
    """Windows that nothing was done to, and those of the same lot until they begin themselves."""
    siblings = trial.lot.siblings if trial.lot else ()
    rows = totals.rows(trial.metric, [*trial.controls, *(one.target for one in siblings)])
    for row, one in zip(rows[len(trial.controls) :], siblings, strict=True):
        row[[monday + WEEK > one.starts for monday in totals.mondays]] = np.nan
    return rows


def _disturbs(other: Trial, trial: Trial) -> bool:
    """Whether another change began in the same window between this one's baseline and its last day."""
    first = min(trial.baseline, default=trial.starts)
    return other.id != trial.id and overlap(other.target, trial.target) and first < other.starts < trial.until


def _step(ports: Ports, advice: Advice, one: Tried, today: date, at: datetime) -> int:
    """The state follows the calendar; what is kept, reverted or extended is a person's decision alone."""
    coming = State.RUNNING if one.change.state in BEGUN else None
    if one.change.state in (State.RUNNING, State.EXTENDED) and today >= _day_of(one) and one.finished:
        coming = State.MEASURED
    if coming is None:
        return 0
    told = done_by(ports, SYSTEM, f"advice.{coming}", one.change.id, at)
    try:
        advice.recommendations.decide(replace(one.change, state=coming), told)
    except AdviceChangedError:  # somebody decided meanwhile; the next turn sees what
        return 0
    return 1


def _day_of(one: Tried) -> date:
    """When it is judged; extended, once more after as long."""
    trial = one.trial
    return trial.until + (trial.until - trial.starts if one.change.state is State.EXTENDED else timedelta())


def _kinds(tried: Sequence[Tried]) -> Mapping[Action, Pooled]:
    judged = [one for one in tried if one.finished and one.stands]
    return {
        action: pooled(
            [found for one in judged if one.change.action is action and (found := evidence(one.result))]
        )
        for action in Action
        if any(one.change.action is action for one in judged)
    }
