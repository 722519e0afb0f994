"""What proposals are weighed by, changed by people: weights, quotas, and soft rules that repeated rejections offer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from models.account import Account, Permission
from models.advice.recommendation import Reason, Recommendation, State
from models.advice.rule import RuleChangedError, SoftRule, Weighing, Weights
from models.ports import Ports
from models.services.advising import Worked, advice_of, keep
from models.services.deed import done_by
from models.services.strangers import refusal

OFFERED_AFTER = 3
"""Rejections for one reason that offer a soft rule."""

PENALTY = 5.0
"""Points that an offered rule takes away, until somebody says otherwise."""

MOST: Mapping[str, int] = {
    "person_hour": 100,
    "overflow_minute": 100,
    "attendance": 100,
    "yuan": 100,
    "welfare_bps": 10_000,
    "least_content_bps": 10_000,
    "exploring": 100,
    "changes": 10,
    "price_cap_fen": 100_000,
    "coach_hour_fen": 1_000_000,
    "open_hour_fen": 1_000_000,
    "quiet_from": 48,
    "quiet_to": 48,
    "version": 2**31 - 1,
}
"""The largest value of each weight; the smallest is 0."""

_RULED = "advice.rule"


def set_weights(ports: Ports, account: Account, weights: Weights) -> Weights:
    """Weigh by these from the next run on. version: the one that was read. Raises RefusedError."""
    weighing = _weighing(ports, account, weights)
    try:
        return advice_of(ports).rules.put_weights(weighing.weights, weighing.told)
    except RuleChangedError as error:
        raise refusal("advice.rule_changed") from error


def take(ports: Ports, account: Account, worked: Worked, weights: Weights) -> None:
    """Weigh by these from now on and propose what was worked out with them: both or neither. Raises RefusedError."""
    keep(ports, worked, account.name, _weighing(ports, account, weights))


def _weighing(ports: Ports, account: Account, weights: Weights) -> Weighing:
    _allowed(ports, account)
    for field in fields(weights):
        if not 0 <= getattr(weights, field.name) <= MOST[field.name]:
            raise refusal("advice.weight", name=field.name, most=MOST[field.name])
    if weights.quiet_from >= weights.quiet_to:
        raise refusal("advice.quiet_hours")
    return Weighing(weights, done_by(ports, account, _RULED, "weights"))


def offers(ports: Ports) -> list[SoftRule]:
    """Rules that are not made yet and that rejections of one kind of change in one space speak for (version 0).

    Each rejection speaks once: those that a rule was made from, also an ended one, are not counted again. Raises RefusedError.
    """
    advice = advice_of(ports)
    used = {key for rule in advice.rules.soft() for key in rule.rejections}
    alike: dict[tuple[Reason, str, str], list[Recommendation]] = defaultdict(list)
    for one in advice.recommendations.in_states([State.REJECTED]):
        reason = one.decisions[-1].reason
        if reason is not None and one.id not in used:
            alike[reason, one.action.value, one.target.space].append(one)
    return [_offered(reason, found) for (reason, _, _), found in alike.items() if len(found) >= OFFERED_AFTER]


def keep_rule(ports: Ports, account: Account, rule: SoftRule) -> SoftRule:
    """Make a rule, change it or end it; it is used from the next run on. Raises RefusedError."""
    _allowed(ports, account)
    if not (0 <= rule.penalty <= MOST["person_hour"] and 0 <= rule.start < rule.end <= MOST["quiet_to"]):
        raise refusal("advice.rule_odd")
    if rule.space is not None and rule.space not in ports.centre.spaces:
        raise refusal("office.no_space", space=rule.space)
    kept = rule if rule.version else replace(rule, made_by=account.name, made_at=ports.clock())
    try:
        return advice_of(ports).rules.put_soft(kept, done_by(ports, account, _RULED, rule.id))
    except RuleChangedError as error:
        raise refusal("advice.rule_changed") from error


def _offered(reason: Reason, found: Sequence[Recommendation]) -> SoftRule:
    """About the hours that all of them lie in; its id is that of the newest rejection, so two people make one rule."""
    newest = max(found, key=lambda one: one.decisions[-1].at)
    starts = [one.target.start.hour * 2 + one.target.start.minute // 30 for one in found]
    ends = [one.target.end.hour * 2 + -(-one.target.end.minute // 30) or 48 for one in found]
    return SoftRule(
        id=f"after-{newest.id}",
        reason=reason,
        penalty=PENALTY,
        action=newest.action,
        space=newest.target.space,
        start=min(starts),
        end=max(ends),
        made_by="",
        made_at=newest.decisions[-1].at,
        rejections=tuple(one.id for one in found),
    )


def _allowed(ports: Ports, account: Account) -> None:
    if not account.may(Permission.ADVICE_RULE, ports.centre.id):
        raise refusal("advice.not_allowed")
