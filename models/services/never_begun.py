"""Changes that somebody accepted and that never came to be, because somebody else whose word they needed did not agree."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from models.advice.action import Action
from models.advice.ports import Advice, AdviceChangedError
from models.advice.recommendation import Decision, Recommendation, State
from models.effect.trial import Trial
from models.message import Message
from models.ports import Ports
from models.services.advised_price import never_in_force
from models.services.advising import SYSTEM, advice_of
from models.services.deed import done_by

TAKEN_FOR_REAL = (State.ACCEPTED, State.MODIFIED, State.RUNNING, State.MEASURED, State.EXTENDED)
"""States in which a change is believed to be under way, or to have been."""

WAITS_FOR: Mapping[Action, Callable[[Ports, Recommendation], Message | None]] = {
    Action.PRICE_BAND: never_in_force
}
"""Kinds of change that need more than one yes -> why one of them will never be; None = it is, or may be yet."""


def end_unbegun(ports: Ports, _since: datetime, at: datetime) -> int:
    """The work of the house: what will never be ends as not carried out, with the reason, and nothing is measured of it."""
    if ports.advice is None:
        return 0
    believed = ports.advice.recommendations.in_states(TAKEN_FOR_REAL)
    return sum(_ended(ports, one, at) for one in believed if one.action in WAITS_FOR)


def real_trials(advice: Advice) -> list[Trial]:
    """Of everything that was accepted but what was then not carried out, by id."""
    never = {one.id for one in advice.recommendations.in_states([State.NOT_CARRIED_OUT])}
    return [one for one in advice.trials.all() if one.id not in never]


def _ended(ports: Ports, one: Recommendation, at: datetime) -> int:
    """0 = it may yet be, or somebody decided meanwhile."""
    why = WAITS_FOR[one.action](ports, one)
    if why is None:
        return 0
    state = State.NOT_CARRIED_OUT
    decision = Decision(by=SYSTEM, at=at, state=state, why=why)
    told = done_by(ports, SYSTEM, f"advice.{state}", one.id, at, why=why.key)
    new = replace(one, state=state, decisions=(*one.decisions, decision))
    try:
        advice_of(ports).recommendations.decide(new, told)
    except AdviceChangedError:  # the next turn sees what
        return 0
    return 1
