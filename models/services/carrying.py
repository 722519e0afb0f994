"""What was accepted becomes real, once, also where the process died between the decision and the timetable."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from models.account import Account
from models.advice.ports import AdviceChangedError
from models.advice.recommendation import Decision, Recommendation, State
from models.audit import AuditEntry
from models.effect.trial import Trial
from models.ports import Ports
from models.services.advising import advice_of
from models.services.deed import done_by
from models.services.enacting import enact
from models.services.putting_back import FROM, do_back
from models.services.strangers import RefusedError, refusal
from models.services.trial_start import freeze_change

TAKEN = (State.ACCEPTED, State.MODIFIED)
"""What somebody wants done."""

IN_HAND = timedelta(minutes=2)
"""How long a decision is left to whoever made it before the house does what is missing."""


def carried(
    ports: Ports, account: Account, claimed: Recommendation, before: Recommendation
) -> Recommendation:
    """Do what was decided and freeze its trial. Where it cannot be done it is a proposal again, as it was `before`.

    The trial comes last, so that a refusal leaves nothing to measure. Raises RefusedError, StoreError.
    """
    trial = freeze_change(ports, claimed)
    try:
        made = enact(ports, account, claimed)
    except RefusedError as error:
        _put_back(ports, account, claimed, before, error)
        raise
    told = done_by(ports, account, "advice.carried", claimed.id, action=claimed.action)
    return recorded(ports, replace(claimed, made=made, owed=False), told, trial)


def carry_left(ports: Ports, _since: datetime, at: datetime) -> int:
    """The work of the house: what was decided and is not in the timetable yet, in the name of who decided it."""
    if ports.advice is None:
        return 0
    owing = ports.advice.recommendations.in_states([*TAKEN, State.REVERTED])
    left = [one for one in owing if one.owed and one.decisions[-1].at <= at - IN_HAND]
    return sum(_carried_late(ports, one) for one in left)


def carried_back(
    ports: Ports, account: Account, claimed: Recommendation, before: Recommendation
) -> Recommendation:
    """Put back what was decided to be. Where it cannot be done the change stands again, as it did `before`.

    Raises RefusedError, StoreError.
    """
    day = date.fromisoformat(claimed.parameters[FROM])
    try:
        do_back(ports, account, claimed, day)
    except RefusedError as error:
        _put_back(ports, account, claimed, before, error)
        raise
    told = done_by(
        ports, account, "advice.back", claimed.id, action=claimed.action, since=claimed.parameters[FROM]
    )
    return recorded(ports, replace(claimed, owed=False), told)


def _carried_late(ports: Ports, one: Recommendation) -> int:
    """0 = it is a proposal again, or somebody else was quicker."""
    who = Account(id=0, name=one.decisions[-1].by)  # whether they may was asked as they decided
    back = one.state is State.REVERTED
    before = replace(one, state=State.RUNNING if back else State.PROPOSED)
    try:
        (carried_back if back else carried)(ports, who, one, before)
    except RefusedError:
        return 0
    return 1


def _put_back(
    ports: Ports, account: Account, claimed: Recommendation, before: Recommendation, error: RefusedError
) -> None:
    decision = Decision(by=account.name, at=ports.clock(), state=before.state, why=error.message)
    back = replace(
        before,
        version=claimed.version,
        decisions=(*claimed.decisions, decision),
        owed=False,
    )
    told = done_by(ports, account, f"advice.{before.state}", claimed.id, action=claimed.action)
    recorded(ports, back, told)


def recorded(
    ports: Ports, new: Recommendation, told: AuditEntry, trial: Trial | None = None
) -> Recommendation:
    """Raises RefusedError where somebody else was quicker."""
    try:
        return advice_of(ports).recommendations.decide(new, told, trial)
    except AdviceChangedError as error:
        raise refusal("advice.decided") from error
