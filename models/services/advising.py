"""The advice of a week: what is proposed beside what is expected and what takes place anyway."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.advice.candidate import Candidate
from models.advice.iso_week import coming_week, monday_of
from models.advice.ports import Advice, AdviceChangedError
from models.advice.proposing import Advised, advise
from models.advice.recommendation import Recommendation, State
from models.advice.rule import RuleChangedError, SoftRule, Weighing, Weights
from models.advice.snapshot import packed
from models.advice.turnover import EXPIRED, PROPOSED, ended, next_number, replaced
from models.advice.week_problem import Solve
from models.calendar import Window, local_day
from models.centre import SpaceId
from models.forecast.outlook import Outlook
from models.ports import Ports
from models.programme.session import Session
from models.services.advice_snapshot import snapshot_of
from models.services.deed import done_by
from models.services.outlook import outlooks
from models.services.strangers import refusal
from models.weekplan.planner import planned

SYSTEM = "system"
"""Who did it, in the audit trail, when nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAdvice:
    """One week of the house. outlooks: 7 days from Monday on, a space of which nothing can be said is absent.

    sessions: held ones of the week, by start. recommendations: of any state but those that newer ones replaced, by id.
    """

    week: str
    monday: date
    outlooks: Mapping[SpaceId, Outlook]
    sessions: Sequence[Session]
    recommendations: Sequence[Recommendation]
    weights: Weights
    rules: Sequence[SoftRule]


def advice_of(ports: Ports) -> Advice:
    """Raises RefusedError where this deployment gives no advice."""
    if ports.advice is None:
        raise refusal("advice.none_here")
    return ports.advice


def proposals(ports: Ports, week: str) -> WeekAdvice:
    """What is kept of a week, e.g. "2026-W49". Raises RefusedError for what is no week, StoreError."""
    advice = advice_of(ports)
    kept = advice.recommendations.of_week(week)
    return _week(ports, week, [one for one in kept if not replaced(one)], advice.rules.weights())


@dataclass(frozen=True, slots=True)
class Worked:
    """What a run proposes for a week, and the bytes that it proposes it from."""

    week: str
    advised: Advised
    content: bytes


def make(ports: Ports, week: str, weights: Weights | None = None) -> WeekAdvice:
    """Work a week's proposals out anew and keep them; those that nobody decided on expire. Raises RefusedError, StoreError."""
    keep(ports, worked_out(ports, week, weights))
    return proposals(ports, week)


def propose_ahead(ports: Ports, _since: datetime, at: datetime) -> int:
    """The work of the house: proposals that nobody decided on in time expire, and the coming week gets its own, once."""
    if ports.advice is None or ports.slots.span() is None:
        return 0
    kept = ports.advice.recommendations
    late = [one for one in kept.in_states([State.PROPOSED]) if one.expires_at <= at]
    expired = sum(_expired(ports, one, at) for one in late)
    week = coming_week(ports.centre.day_of(at))
    if kept.of_week(week) or kept.was_run(week):
        return expired
    worked = worked_out(ports, week)
    keep(ports, worked)
    return expired + len(worked.advised.recommendations)


def _expired(ports: Ports, one: Recommendation, at: datetime) -> int:
    """0 = somebody decided meanwhile."""
    done = done_by(ports, SYSTEM, EXPIRED, one.id, at)
    try:
        advice_of(ports).recommendations.decide(*ended(one, done))
    except AdviceChangedError:
        return 0
    return 1


def keep(ports: Ports, worked: Worked, by: str = SYSTEM, weighing: Weighing | None = None) -> None:
    """These are the proposals of their week now, and with them what they were weighed by where that is new.

    Raises RefusedError where somebody decided, proposed or weighed otherwise at the same time.
    """
    advised, recommendations = worked.advised, advice_of(ports).recommendations
    told = done_by(ports, by, PROPOSED, worked.week)
    try:
        recommendations.propose(advised.recommendations, worked.content, told, weighing)
    except AdviceChangedError as error:
        raise refusal("advice.decided") from error
    except RuleChangedError as error:
        raise refusal("advice.rule_changed") from error


def try_out(ports: Ports, week: str, weights: Weights) -> tuple[WeekAdvice, Advised]:
    """What would be proposed with other weights; nothing is kept. Raises RefusedError, StoreError."""
    made = worked_out(ports, week, weights).advised
    kept = [one for one in proposals(ports, week).recommendations if one.state is not State.PROPOSED]
    return _week(ports, week, [*kept, *made.recommendations], weights), made


def worked_out(
    ports: Ports,
    week: str,
    weights: Weights | None = None,
    *,
    solve: Solve = planned,
    before: Sequence[Candidate] = (),
) -> Worked:
    """A week's proposals by the kept weights, or by others. before: as in advise().

    Raises RefusedError for a week that has begun, StoreError.
    """
    monday = first_day(week)
    if expires(ports, monday) <= ports.clock():
        raise refusal("advice.past_week", week=week)
    content = packed(snapshot_of(ports, week, monday, weights))
    first = next_number(one.id for one in advice_of(ports).recommendations.of_week(week))
    advised = advise(content, solve, expires_at=expires(ports, monday), first_number=first, before=before)
    return Worked(week, advised, content)


def first_day(week: str) -> date:
    """The Monday of a week. Raises RefusedError."""
    try:
        return monday_of(week)
    except ValueError as error:
        raise refusal("advice.week", week=week[:20]) from error


def week_window(ports: Ports, monday: date) -> Window:
    """A week of the centre as instants."""
    zone = ports.centre.zone_info
    return Window(local_day(monday, zone).start, local_day(monday + timedelta(days=6), zone).end)


def expires(ports: Ports, monday: date) -> datetime:
    """When a proposal can no longer be decided on: as its week begins."""
    return week_window(ports, monday).start


def _week(ports: Ports, week: str, kept: Sequence[Recommendation], weights: Weights) -> WeekAdvice:
    monday = first_day(week)
    programme = ports.programme
    sessions = programme.sessions.within(week_window(ports, monday)) if programme else []
    return WeekAdvice(
        week=week,
        monday=monday,
        outlooks=outlooks(ports, monday, 7),
        sessions=[one for one in sessions if one.held],
        recommendations=kept,
        weights=weights,
        rules=advice_of(ports).rules.soft(),
    )
