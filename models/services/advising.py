"""The advice of a week: what is proposed beside what is expected and what takes place anyway."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.advice.iso_week import monday_of
from models.advice.ports import Advice
from models.advice.recommendation import Recommendation, State
from models.advice.rule import SoftRule, Weights
from models.calendar import Window, local_day
from models.centre import SpaceId
from models.forecast.outlook import Outlook
from models.ports import Ports
from models.programme.session import Session
from models.services.strangers import refusal

OFFERED = tuple(State)
"""The states that a week shows."""


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


def replaced(one: Recommendation) -> bool:
    """Whether newer proposals took its place: it ended and nobody had decided on it."""
    return one.state is State.EXPIRED and not one.decisions


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
        outlooks={},
        sessions=[one for one in sessions if one.held],
        recommendations=kept,
        weights=weights,
        rules=advice_of(ports).rules.soft(),
    )
