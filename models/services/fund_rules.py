"""Versions of the fund's rule: one person proposes, another decides; what was shared out already never changes."""

from dataclasses import replace
from datetime import date

from models.account import Account, Permission
from models.money.fund.ports import MovedOnError
from models.money.fund.rule import FundRule, RuleStatus, rule_faults, usual_rule
from models.money.fund.run import standing_runs
from models.money.ports import Money
from models.needs.meeting import Subject
from models.ports import Ports
from models.services.decisions import citable
from models.services.deed import done_by
from models.services.fund import allowed, another, known_buckets
from models.services.strangers import refusal


def propose_rule(ports: Ports, account: Account, draft: FundRule) -> FundRule:
    """Keep a draft as the next version; who and when are filled in. Raises RefusedError, StoreError."""
    money = allowed(ports, account, Permission.FUND_RULE)
    for fault in rule_faults(draft):
        raise refusal(f"fund.rule.{fault}")
    rules = money.fund.rules()
    purposes = {one.key: one.purpose for one in known_buckets(rules, usual_rule(ports.centre.fund))}
    if any(purposes.get(one.key, one.purpose) is not one.purpose for one in draft.buckets):
        raise refusal("fund.rule.purpose")
    _is_ahead(money, draft.valid_from)
    rule = replace(
        draft,
        version=len(rules) + 1,
        decision=citable(ports, Subject.FUND_RULE, draft.decision),
        status=RuleStatus.PROPOSED,
        proposed_by=account.name,
        proposed_at=ports.clock(),
    )
    noted = done_by(
        ports,
        account,
        "fund.rule.propose",
        str(rule.version),
        decision=rule.decision,
        base=rule.base,
        buckets=" ".join(f"{one.key}={one.points}" for one in rule.buckets),
        valid_from=rule.valid_from.isoformat(),
    )
    try:
        money.fund.propose_rule(rule, noted)
    except MovedOnError as error:
        raise refusal("fund.moved_on") from error
    return rule


def decide_rule(ports: Ports, account: Account, version: int, *, approve: bool) -> FundRule:
    """Approve or refuse what another person proposed. Raises RefusedError, StoreError."""
    money = allowed(ports, account, Permission.FUND_RULE)
    rule = next((one for one in money.fund.rules() if one.version == version), None)
    if rule is None or rule.status is not RuleStatus.PROPOSED:
        raise refusal("fund.moved_on")
    another(account, rule.proposed_by)
    after = _is_ahead(money, rule.valid_from) if approve else _newest(money)
    decided = replace(
        rule,
        status=RuleStatus.APPROVED if approve else RuleStatus.REFUSED,
        decided_by=account.name,
        decided_at=ports.clock(),
    )
    noted = done_by(ports, account, "fund.rule.approve" if approve else "fund.rule.refuse", str(version))
    try:
        money.fund.decide_rule(decided, noted, after=after)
    except MovedOnError as error:
        raise refusal("fund.moved_on") from error
    return decided


def _newest(money: Money) -> date | None:
    stood = standing_runs(money.fund.runs())
    return stood[-1].month if stood else None


def _is_ahead(money: Money, month: date) -> date | None:
    """The newest month that was shared out, which a rule must begin after. Raises RefusedError."""
    newest = _newest(money)
    if newest is not None and month <= newest:
        raise refusal("fund.rule.past", month=f"{newest:%Y-%m}")
    return newest
